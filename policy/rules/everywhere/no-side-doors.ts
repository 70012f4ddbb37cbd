import { breakglassUsers } from "../../shared/breakglass";
import { type Described, described, cloudFormationTypes, isTemplate } from "../../shared/cloudformation";
import { texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import { MalformedValueError } from "../../shared/unknowns";
import { resourceRule } from "../../shared/resource-rule";
import { statementsOf } from "../../shared/trust";
import { readList } from "../../shared/values";
import { directorySso, directoryTrust } from "../iam/no-directory-sign-in";
import { certificateTrust } from "../iam/no-roles-anywhere";
import { openTrust, sharedIssuers } from "../iam/role-trust-open";
import { samlTrust } from "../iam/role-trust-saml";
import { userTrust } from "../iam/role-trust-users";

/** What the other rules refuse, or judge, of `@pulumi/aws`, made with a type that they do not read. */
export const noSideDoors = resourceRule({
  name: "identity-no-side-doors",
  description:
    "Users, credentials and access are made with the types that these rules judge, not through another provider or CloudFormation.",
  severity: "high",
  standards: { runbook: ["RP"], wellArchitected: ["SEC03-BP05"] },
  remediationSteps: "Make the resource with @pulumi/aws, or name its type in allowedTypes where something else judges it.",
  url: "https://www.pulumi.com/registry/packages/aws-native/",
  config: {
    breakglassUsers,
    refusedTypes: texts(
      [
        "AWS::IAM::AccessKey",
        "AWS::IAM::SAMLProvider",
        "AWS::IAM::User",
        "AWS::IAM::UserPolicy",
        "AWS::IAM::UserToGroupAddition",
        "AWS::IAM::VirtualMFADevice",
        "AWS::RolesAnywhere::Profile",
        "AWS::RolesAnywhere::TrustAnchor",
        "AWS::SSO::*",
        "AWS::IdentityStore::*",
        "AWS::AccountAccess::*",
      ],
      "Types, in CloudFormation's words, that are made with @pulumi/aws only; * stands for any text.",
    ),
    allowedTypes: texts([], "Those of them that may be made otherwise; * stands for any text."),
  },
  types: [
    ...Object.values(cloudFormationTypes),
    ...["ManagedPolicy", "Role", "SamlProvider", "User", "UserPolicy", "VirtualMfaDevice"].map((name) => `aws-native:iam:${name}`),
    ...[
      "Application",
      "ApplicationAssignment",
      "Assignment",
      "Instance",
      "InstanceAccessControlAttributeConfiguration",
      "PermissionSet",
    ].map((name) => `aws-native:sso:${name}`),
    ...["Profile", "TrustAnchor"].map((name) => `aws-native:rolesanywhere:${name}`),
    ...["MicrosoftAd", "SimpleAd"].map((name) => `aws-native:directoryservice:${name}`),
    ...["Group", "GroupMembership"].map((name) => `aws-native:identitystore:${name}`),
    ...["Application", "Entitlement"].map((name) => `aws-native:accountaccess:${name}`),
  ],
  check(subject, { config, report, note, known }) {
    const { resources, unread } = described(subject);
    for (const resource of resources) {
      const refused = config.refusedTypes.find((type) => matchesAny(resource.type, [type], { ignoreCase: true }));
      if (refused !== undefined && !matchesAny(resource.type, config.allowedTypes, { ignoreCase: true })) {
        report(`It makes what only @pulumi/aws may make here (${refused}).`);
      } else if (unread === undefined) known(() => judgeOrNote(resource));
    }
    if (unread !== undefined) note(unread);

    /** A template's references to its own parts have no form that a policy document has. */
    function judgeOrNote(resource: Described): void {
      try {
        judge(resource);
      } catch (error) {
        if (!(error instanceof MalformedValueError) || !isTemplate(subject.type)) throw error;
        note(`What it makes cannot be judged: ${error.message}.`);
      }
    }

    function judge({ type, property }: Described): void {
      if (type === "aws::iam::role") {
        const statements = statementsOf(property("AssumeRolePolicyDocument"), "AssumeRolePolicyDocument");
        const people = [...samlTrust(statements, []), ...userTrust(statements, config.breakglassUsers), ...directoryTrust(statements)];
        for (const finding of [...openTrust(statements, sharedIssuers.initial), ...people, ...certificateTrust(statements)])
          report(finding);
      } else if (/^aws::directoryservice::(microsoft|simple)ad$/.test(type)) {
        for (const finding of directorySso(property("EnableSso"))) report(finding);
      } else if (/^aws::iam::(managed)?policy$/.test(type)) {
        const users = readList(property("Users"));
        if (
          Array.from({ length: users.length }, (_, index) => users[index]).some((user) => !config.breakglassUsers.includes(user as string))
        )
          report("It puts a policy on IAM users that are no breakglass users.");
      }
    }
  },
});
