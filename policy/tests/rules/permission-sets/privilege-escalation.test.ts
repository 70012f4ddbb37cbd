import { privilegeEscalation } from "../../../rules/permission-sets/privilege-escalation";
import { behaviours } from "../../cases";
import { allow, withInline } from "../../fixtures";
import { documentUnknown, notApplicable } from "./fixtures";

/**
 * Policies of AWS's own that manage permissions on everything by public lists (Policy Sentry's and the IAM dataset's
 * corrections of AWS's levels), and that AWS's own levels call plain writing: of each the actions in question, as the
 * policy has them, whether they are refused, and why.
 */
const DECISIONS: readonly {
  readonly policies: string;
  readonly actions: readonly string[];
  readonly reason: string;
  /** What is said; undefined where it passes. */
  readonly says?: string;
}[] = [
  {
    policies:
      "AWSIoTSiteWiseConsoleFullAccess, AWSIoTSiteWiseFullAccess, AWSIoTSiteWiseMonitorPortalAccess, AWSIoTSiteWiseMonitorServiceRolePolicy",
    actions: ["iotsitewise:CreateAccessPolicy", "iotsitewise:UpdateAccessPolicy", "iotsitewise:DeleteAccessPolicy"],
    reason: "makes users of Identity Center, IAM users and roles administrators of a portal",
    says: "iotsitewise:CreateAccessPolicy, iotsitewise:DeleteAccessPolicy and iotsitewise:UpdateAccessPolicy are allowed to the permission set A.",
  },
  {
    policies: "AWSLicenseManagerMemberAccountRolePolicy, AmazonOmicsFullAccess, AWSResourceAccessManagerResourceShareParticipantAccess",
    actions: ["ram:AcceptResourceShareInvitation", "ram:RejectResourceShareInvitation"],
    reason: "brings another account's subnets, DNS rules or data into this one, or turns them away, for everybody in it",
    says: "ram:AcceptResourceShareInvitation and ram:RejectResourceShareInvitation are allowed to the permission set A.",
  },
  {
    policies: "AWSMigrationHubRefactorSpacesServiceRolePolicy",
    actions: ["ram:DeleteResourceShare", "ram:AssociateResourceShare", "ram:DisassociateResourceShare"],
    reason: "gives this account's resources to other accounts",
    says: "ram:AssociateResourceShare, ram:DeleteResourceShare and ram:DisassociateResourceShare are allowed to the permission set A.",
  },
  {
    policies: "AWSStorageGatewayFullAccess",
    actions: ["storagegateway:*"],
    reason: "sets the passwords of file shares, volumes and the appliance, which IAM does not ask about again",
    says: "storagegateway:DeleteChapCredentials, storagegateway:SetLocalConsolePassword, storagegateway:SetSMBGuestPassword and storagegateway:UpdateChapCredentials are allowed to the permission set A.",
  },
  {
    policies: "AmazonCognitoDeveloperAuthenticatedIdentities",
    actions: ["cognito-identity:MergeDeveloperIdentities", "cognito-identity:UnlinkDeveloperIdentity"],
    reason: "makes one app user another, with what the pool's role gives by identity; taking a login off gives nobody anything",
    says: "cognito-identity:MergeDeveloperIdentities is allowed to the permission set A.",
  },
  {
    policies: "AmazonESCognitoAccess, AmazonOpenSearchServiceCognitoAccess",
    actions: ["cognito-identity:UpdateIdentityPool", "cognito-identity:SetIdentityPoolRoles"],
    reason: "says whose sign-in gets AWS credentials, and of which role",
    says: "cognito-identity:SetIdentityPoolRoles and cognito-identity:UpdateIdentityPool are allowed to the permission set A.",
  },
  {
    policies: "AmazonDocDBFullAccess, AmazonDocDBConsoleFullAccess, NeptuneFullAccess, NeptuneConsoleFullAccess",
    actions: ["rds:ModifyDBClusterSnapshotAttribute"],
    reason: "hands a database's snapshot to another account, or to all",
    says: "rds:ModifyDBClusterSnapshotAttribute is allowed to the permission set A.",
  },
  {
    policies: "AmazonESFullAccess, AmazonOpenSearchServiceFullAccess",
    actions: ["es:*"],
    reason: "rewrites the access policy and the master user of every domain",
    says: "es:UpdateDomainConfig on everything and es:UpdateElasticsearchDomainConfig on everything are allowed to the permission set A.",
  },
  {
    policies: "AmazonElasticMapReduceRole",
    actions: ["ec2:ModifyImageAttribute", "sqs:CreateQueue"],
    reason: "hands an image to another account, or to all; a new queue has nothing in it that its policy could give away",
    says: "ec2:ModifyImageAttribute is allowed to the permission set A.",
  },
  {
    policies: "AmazonCognitoReadOnly, WellArchitectedAgentResourceScanning",
    actions: ["cognito-identity:Get*"],
    reason: "GetId makes an identity, which anybody may ask for without any credential of AWS; it has no permission of its own",
  },
  {
    policies: "AWSElementalMediaPackageFullAccess",
    actions: ["mediapackage:*"],
    reason:
      "rotates the credentials by which an encoder sends its video; they open nothing of AWS, and the set may write the channel anyway",
  },
  {
    policies: "AWSShieldServiceRolePolicy",
    actions: ["wafv2:UpdateWebACL"],
    reason: "says which requests reach an application; who may do what in AWS stays the same",
  },
];

const given = (actions: readonly string[]) => withInline("A", allow(actions));

behaviours(privilegeEscalation, {
  violates: {
    ...Object.fromEntries(
      DECISIONS.flatMap(({ policies, actions, reason, says }) =>
        says === undefined ? [] : [[`what ${policies} may do: it ${reason}`, { given: given(actions), says: [says] }]],
      ),
    ),
    "a resource's policy, of whatever service": {
      given: given(["xray:PutResourcePolicy", "vpc-lattice:DeleteResourcePolicy"]),
      says: ["vpc-lattice:DeleteResourcePolicy and xray:PutResourcePolicy are allowed to the permission set A."],
    },
  },
  conforms: {
    ...Object.fromEntries(
      DECISIONS.flatMap(({ policies, actions, reason, says }) =>
        says === undefined ? [[`what ${policies} may do: it ${reason}`, { given: given(actions) }]] : [],
      ),
    ),
    "the configuration of a named domain": { given: withInline("A", allow("es:UpdateDomainConfig", "arn:aws:es:*:*:domain/logs")) },
    "reading a resource's policy": { given: given(["xray:ListResourcePolicies", "billing:GetResourcePolicy"]) },
  },
});

behaviours(privilegeEscalation, {
  violates: {
    "a change of a user's policies": {
      given: withInline("A", allow("iam:PutUserPolicy")),
      says: ["iam:PutUserPolicy is allowed to the permission set A."],
    },
    "any write to IAM": {
      given: withInline("A", allow(["iam:CreateAccessKey", "iam:GetUser"], "arn:aws:iam::*:user/me")),
      says: ["iam:CreateAccessKey is allowed to the permission set A."],
    },
    "permissions of another service": {
      given: withInline("A", allow(["s3:PutBucketPolicy", "kms:CreateGrant"])),
      says: ["kms:CreateGrant and s3:PutBucketPolicy are allowed to the permission set A."],
    },
    "many at once, shortened": {
      given: withInline(
        "A",
        allow("iam:AttachRole*"),
        allow("iam:AttachU*"),
        allow("iam:AttachG*"),
        allow("iam:DetachRole*"),
        allow("iam:DetachU*"),
        allow("iam:DetachG*"),
        allow("iam:CreateRole"),
      ),
      says: [
        "iam:AttachGroupPolicy, iam:AttachRolePolicy, iam:AttachUserPolicy, iam:CreateRole, iam:DetachGroupPolicy and 2 more are allowed to the permission set A.",
      ],
    },
    "six at once, in full": {
      given: withInline(
        "A",
        allow("iam:AttachRole*"),
        allow("iam:AttachU*"),
        allow("iam:AttachG*"),
        allow("iam:DetachRole*"),
        allow("iam:DetachU*"),
        allow("iam:DetachG*"),
      ),
      says: [
        "iam:AttachGroupPolicy, iam:AttachRolePolicy, iam:AttachUserPolicy, iam:DetachGroupPolicy, iam:DetachRolePolicy and iam:DetachUserPolicy are allowed to the permission set A.",
      ],
    },
    "an action of IAM's that the data does not know yet": {
      given: withInline("A", allow("iam:Nothing")),
      says: ["iam:Nothing is allowed to the permission set A."],
    },
    "taking any role of one account": {
      given: withInline("A", allow("sts:Assume*", "arn:aws:iam::123456789012:role/*")),
      says: ["sts:AssumeRole on every role is allowed to the permission set A."],
    },
    "taking what runs with a role": {
      given: withInline("A", allow(["lambda:Update*", "ssm:StartSession"], "arn:aws:*:*:123456789012:*")),
      says: ["lambda:UpdateFunctionCode on everything and ssm:StartSession on everything are allowed to the permission set A."],
    },
    "taking what runs with a role, in one region": {
      given: withInline("A", allow("ssm:SendCommand", "arn:aws:*:eu-west-1:*:*")),
      says: ["ssm:SendCommand on everything is allowed to the permission set A."],
    },
    "taking what runs with a role, of services without a region": {
      given: withInline("A", allow("ssm:SendCommand", "arn:aws:*::*:*")),
      says: ["ssm:SendCommand on everything is allowed to the permission set A."],
    },
    "what is configured to act with a role": {
      given: withInline("A", allow("batch:SubmitJob")),
      config: { borrowingActions: ["batch:SubmitJob"] },
      says: ["batch:SubmitJob on everything is allowed to the permission set A."],
    },
    "taking any role": {
      given: withInline("A", allow("sts:AssumeRole")),
      says: ["sts:AssumeRole on every role is allowed to the permission set A."],
    },
    "service-linked roles where they are not allowed": {
      given: withInline("A", allow("iam:CreateServiceLinkedRole")),
      config: { allowedActions: [] },
      says: ["iam:CreateServiceLinkedRole is allowed to the permission set A."],
    },
  },
  conforms: {
    "data work": {
      given: withInline("A", allow(["s3:PutObject", "glue:CreateJob", "iam:PassRole", "iam:GetRole", "iam:CreateServiceLinkedRole"])),
    },
    "a session on named machines": { given: withInline("A", allow("ssm:StartSession", "arn:aws:ec2:*:*:instance/i-0a1b")) },
    "taking roles of a name, in every account": { given: withInline("A", allow("sts:AssumeRole", "arn:aws:iam::*:role/build-*")) },
    "taking a named role": { given: withInline("A", allow("sts:AssumeRole", "arn:aws:iam::123456789012:role/build")) },
    "the admin set": { given: withInline("Platform-Admin", allow("iam:PutUserPolicy")) },
    "an action that AWS does not have": { given: withInline("A", allow(["s3:Nothing", "nothing:Nothing"])) },
    "everything, which has a rule of its own": { given: withInline("A", allow("*")) },
    "what is allowed": { given: withInline("A", allow("s3:PutBucketPolicy")), config: { allowedActions: ["s3:putbucketpolicy"] } },
    "a denial": { given: withInline("A", { Effect: "Deny", Action: "iam:*", Resource: "*" }) },
  },
  notes: documentUnknown("permission-set-privilege-escalation"),
  notApplicable,
});
