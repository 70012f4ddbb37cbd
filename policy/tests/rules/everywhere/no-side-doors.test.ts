import { noSideDoors } from "../../../rules/everywhere/no-side-doors";
import { cloudFormationTypes } from "../../../shared/cloudformation";
import { iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";

const refused = (type: string) => [`It makes what only @pulumi/aws may make here (${type}).`];
const native = (type: string, props: Record<string, unknown> = {}) => resource(`aws-native:${type}`, props);
const control = (typeName: unknown, desired: unknown = {}) =>
  resource(cloudFormationTypes.cloudControl, { typeName, desiredState: typeof desired === "string" ? desired : JSON.stringify(desired) });
const stack = (...resources: unknown[]) =>
  resource(cloudFormationTypes.stack, {
    templateBody: JSON.stringify({ Resources: Object.fromEntries(resources.map((each, index) => [`R${index}`, each])) }),
  });

const trust = (principal: unknown, more: Record<string, unknown> = {}) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: principal, ...more }],
});

const SERVICE = trust({ Service: "ec2.amazonaws.com" });
const EVERY_ACCOUNT = "The role trusts every AWS account (Principal *), and no condition says whose.";
const YAML = "Resources:\n  Ada:\n    Type: AWS::IAM::User\n";
const IS_YAML = "Its template is YAML, of which only the types of resources are read.";
const ON_USERS = "It puts a policy on IAM users that are no breakglass users.";

behaviours(noSideDoors, {
  violates: {
    "a user of another provider": { given: native("iam:User", { userName: "breakglass-1" }), says: refused("AWS::IAM::User") },
    "a SAML provider, spelt otherwise": { given: native("iam:SamlProvider"), says: refused("AWS::IAM::SAMLProvider") },
    "a virtual MFA device": { given: native("iam:VirtualMfaDevice"), says: refused("AWS::IAM::VirtualMFADevice") },
    "an assignment": { given: native("sso:Assignment"), says: refused("AWS::SSO::*") },
    "a group of the identity store": { given: native("identitystore:Group"), says: refused("AWS::IdentityStore::*") },
    "an entitlement": { given: native("accountaccess:Entitlement"), says: refused("AWS::AccountAccess::*") },
    "a trust anchor": { given: native("rolesanywhere:TrustAnchor"), says: refused("AWS::RolesAnywhere::TrustAnchor") },
    "a profile for certificates, in a template": {
      given: stack({ Type: "AWS::RolesAnywhere::Profile" }),
      says: refused("AWS::RolesAnywhere::Profile"),
    },
    "a directory that signs its users in": {
      given: native("directoryservice:SimpleAd", { enableSso: true }),
      says: ["enableSso signs the directory's users in to AWS applications past Entra."],
    },
    "a Microsoft directory that does, in a template": {
      given: stack({ Type: "AWS::DirectoryService::MicrosoftAD", Properties: { EnableSso: true } }),
      says: ["enableSso signs the directory's users in to AWS applications past Entra."],
    },
    "a role for a directory's users and for certificates": {
      given: native("iam:Role", { assumeRolePolicyDocument: trust({ Service: ["ds.amazonaws.com", "rolesanywhere.amazonaws.com"] }) }),
      says: [
        "The role trusts AWS Directory Service, whose users take it in the AWS console.",
        "The role trusts IAM Roles Anywhere, which gives it to holders of certificates.",
      ],
    },
    "a user through Cloud Control": { given: control("AWS::IAM::User"), says: refused("AWS::IAM::User") },
    "an access key of an extension": {
      given: resource(cloudFormationTypes.extension, { type: "AWS::IAM::AccessKey", properties: { UserName: "x" } }),
      says: refused("AWS::IAM::AccessKey"),
    },
    "each in a template": {
      given: stack({ Type: "AWS::IAM::User" }, { Type: "AWS::S3::Bucket" }, { Type: "AWS::SSO::PermissionSet", Properties: {} }),
      says: [...refused("AWS::IAM::User"), ...refused("AWS::SSO::*")],
    },
    "a type that is configured": {
      given: control("AWS::S3::Bucket"),
      config: { refusedTypes: ["aws::s3::*"] },
      says: refused("aws::s3::*"),
    },
    "a role that everyone may take": { given: native("iam:Role", { assumeRolePolicyDocument: trust("*") }), says: [EVERY_ACCOUNT] },
    "a role that takes SAML sign-ins and trusts a user": {
      given: control("AWS::IAM::Role", {
        AssumeRolePolicyDocument: trust({ AWS: "arn:aws:iam::1:user/ada", Federated: "arn:aws:iam::1:saml-provider/okta" }),
      }),
      says: ['The role trusts the SAML provider "arn:aws:iam::1:saml-provider/okta".', 'The role trusts the IAM user "ada".'],
    },
    "a role in a template": {
      given: stack({ Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust("*") } }),
      says: [EVERY_ACCOUNT],
    },
    "a role without trust": {
      given: native("iam:Role"),
      says: ["AssumeRolePolicyDocument is malformed: it is missing."],
    },
    "a managed policy on a user": { given: native("iam:ManagedPolicy", { users: ["breakglass-1", "ada"] }), says: [ON_USERS] },
    "a policy on a user, in a template": { given: stack({ Type: "AWS::IAM::Policy", Properties: { Users: ["ada"] } }), says: [ON_USERS] },
  },
  conforms: {
    "a role for a service": { given: native("iam:Role", { assumeRolePolicyDocument: SERVICE }) },
    "a directory": { given: native("directoryservice:MicrosoftAd", { enableSso: false }) },
    "a managed policy": { given: native("iam:ManagedPolicy", { users: ["breakglass-1"] }) },
    "other things": {
      given: stack({ Type: "AWS::S3::Bucket" }, { Type: "AWS::IAM::InstanceProfile" }, { Type: 5 }, "x", {
        Type: "AWS::IAM::Role",
        Properties: { AssumeRolePolicyDocument: SERVICE },
      }),
    },
    "other things through Cloud Control": { given: control("AWS::S3::Bucket", { Users: ["ada"] }) },
    "what is allowed": { given: native("sso:PermissionSet"), config: { allowedTypes: ["AWS::SSO::PermissionSet"] } },
    "an empty template": { given: resource(cloudFormationTypes.stack, { templateBody: "{}" }) },
    "configured breakglass users": {
      given: native("iam:Role", { assumeRolePolicyDocument: trust({ AWS: "arn:aws:iam::1:user/rescue" }) }),
      config: { breakglassUsers: ["rescue"] },
    },
  },
  notes: {
    "a template from elsewhere": {
      given: resource(cloudFormationTypes.stackSet, { templateUrl: "https://example.com/t.json" }),
      says: ["Its template is not in the program (templateUrl)."],
    },
    "a template in YAML": {
      given: resource(cloudFormationTypes.stack, { templateBody: "Resources:\n  B:\n    Type: AWS::S3::Bucket\n" }),
      says: [IS_YAML],
    },
    "a role that trusts another part of its template": {
      given: stack({ Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust({ AWS: { "Fn::GetAtt": ["R", "Arn"] } }) } }),
      says: [
        "What it makes cannot be judged: AssumeRolePolicyDocument is malformed: in statement 1, Principal is neither * nor lists by kind.",
      ],
    },
    "a template that is not known yet": {
      given: resource(cloudFormationTypes.stack, { templateBody: UNKNOWN }),
      says: [unknownNote("identity-no-side-doors", "templateBody of it")],
    },
    "a trust that is not known yet": {
      given: native("iam:Role", { assumeRolePolicyDocument: UNKNOWN }),
      says: [unknownNote("identity-no-side-doors", "assumeRolePolicyDocument of it")],
    },
    "what a door makes that is not known yet": {
      given: resource(cloudFormationTypes.cloudControl, { typeName: UNKNOWN, desiredState: "{}" }),
      says: [unknownNote("identity-no-side-doors", "typeName of it")],
    },
  },
  both: {
    "a user in YAML": {
      given: resource(cloudFormationTypes.stack, { templateBody: YAML }),
      says: refused("AWS::IAM::User"),
      notes: [IS_YAML],
    },
  },
  notApplicable: { "a user of @pulumi/aws, which other rules judge": { given: resource(iam.user, {}) } },
});
