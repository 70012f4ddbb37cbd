import { adminInline } from "../../rules/permission-sets/admin-inline";
import { adminPolicies } from "../../rules/permission-sets/admin-policies";
import { identityWrites } from "../../rules/permission-sets/identity-writes";
import { passRole } from "../../rules/permission-sets/pass-role";
import { powerUser } from "../../rules/permission-sets/power-user";
import { privilegeEscalation } from "../../rules/permission-sets/privilege-escalation";
import { iam, ssoadmin } from "../../shared/types";
import { UNKNOWN, resource } from "../../testing";
import { behaviours, unknownNote } from "../cases";
import { allow, partOf, permissionSet, withDocument, withExclusive, withInline, withManaged } from "../fixtures";

const notApplicable = { "a stack without attachments": { given: [permissionSet("A")] } };
const documentUnknown = (rule: string) => ({
  "a document that is not known yet": { given: withDocument("A", UNKNOWN), says: [unknownNote(rule, "inlinePolicy of A/inline")] },
});
/** A customer-managed policy of the same stack, given to a set. */
const withCustomer = (set: string, statement: Record<string, unknown>) => {
  const wire = permissionSet(set);
  return [
    wire,
    partOf(
      wire,
      ssoadmin.customerManagedPolicyAttachmentsExclusive,
      { customerManagedPolicyReferences: [{ name: "Own", path: "/" }] },
      { name: "customer" },
    ),
    resource(iam.policy, { name: "Own", policy: JSON.stringify({ Statement: [statement] }) }, { name: "own" }),
    resource(iam.policy, { name: "Other", policy: JSON.stringify({ Statement: [allow("*")] }) }, { name: "other" }),
  ];
};

behaviours(adminPolicies, {
  violates: {
    AdministratorAccess: {
      given: withManaged("Developer", "AdministratorAccess"),
      says: ["AdministratorAccess is given to the permission set Developer, which is no admin set."],
    },
    "IAMFullAccess in a list": {
      given: withExclusive("Ops", "ReadOnlyAccess", "IAMFullAccess"),
      says: ["IAMFullAccess is given to the permission set Ops, which is no admin set."],
    },
    "a policy with a path": {
      given: withManaged("Ops", "service/AWSOrganizationsFullAccess"),
      says: ["AWSOrganizationsFullAccess is given to the permission set Ops, which is no admin set."],
    },
    "a set that the stack does not show": {
      given: [
        partOf("arn:aws:sso:::permissionSet/ssoins-1/ps-1", ssoadmin.managedPolicyAttachment, {
          managedPolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
        }),
      ],
      says: ["AdministratorAccess is given to a permission set outside of this stack, which is no admin set."],
    },
    "a customer's policy of that name": {
      given: [
        permissionSet("A"),
        partOf(permissionSet("A"), ssoadmin.customerManagedPolicyAttachment, {
          customerManagedPolicyReference: { name: "AdministratorAccess" },
        }),
      ],
      says: ["AdministratorAccess is given to the permission set A, which is no admin set."],
    },
    "the runbook's set where another is configured": {
      given: withManaged("Platform-Admin", "AdministratorAccess"),
      config: { adminSets: ["Root"] },
      says: ["AdministratorAccess is given to the permission set Platform-Admin, which is no admin set."],
    },
    "a policy that is configured": {
      given: withManaged("A", "Mine"),
      config: { adminPolicies: ["Mi*"] },
      says: ["Mine is given to the permission set A, which is no admin set."],
    },
  },
  conforms: {
    "the admin set": { given: withManaged("Platform-Admin", "AdministratorAccess") },
    "its double for the management account": { given: withExclusive("Platform-Admin-Mgmt", "AdministratorAccess") },
    "another policy": { given: withManaged("Developer", "PowerUserAccess") },
    "a set that is found by its ARN": {
      given: [
        { ...permissionSet("Platform-Admin", { arn: "arn:ps" }) },
        partOf("arn:ps", ssoadmin.managedPolicyAttachment, { managedPolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
      ],
    },
  },
  notes: {
    "a policy that is not known yet": {
      given: [permissionSet("A"), partOf("x", ssoadmin.managedPolicyAttachment, { managedPolicyArn: UNKNOWN })],
      says: [unknownNote("permission-set-admin-policies", "managedPolicyArn of part")],
    },
  },
  both: {
    "a known and an unknown policy": {
      given: [
        permissionSet("A"),
        partOf("x", ssoadmin.managedPolicyAttachmentsExclusive, { managedPolicyArns: [UNKNOWN, "arn:aws:iam::aws:policy/IAMFullAccess"] }),
      ],
      says: ["IAMFullAccess is given to a permission set outside of this stack, which is no admin set."],
      notes: [unknownNote("permission-set-admin-policies", "managedPolicyArns.0 of part")],
    },
  },
  notApplicable,
});

behaviours(adminInline, {
  violates: {
    "every action on everything": {
      given: withInline("A", allow("*")),
      says: ["Every action on every resource is allowed to the permission set A."],
    },
    "every action on something": {
      given: withInline("A", allow("*", "arn:aws:s3:::b")),
      says: ["Every action is allowed to the permission set A."],
    },
    "every action on a wildcard that looks narrower": {
      given: withInline("A", allow(["s3:Get*", "*:*"], "arn:aws:*:*:*:*")),
      says: ["Every action on every resource is allowed to the permission set A."],
    },
    NotAction: {
      given: withInline("A", { Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
      says: ["NotAction allows all actions but some to the permission set A."],
    },
    NotResource: {
      given: withInline("A", { Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::b" }),
      says: ["Every action on every resource is allowed to the permission set A."],
    },
    "a customer's policy of the same stack": {
      given: withCustomer("A", allow("*")),
      says: ["Every action on every resource is allowed to the permission set A."],
    },
  },
  conforms: {
    "the admin set": { given: withInline("Platform-Admin", allow("*")) },
    "a configured admin set": { given: withInline("Root", allow("*")), config: { adminSets: ["Root"] } },
    "a service's actions": { given: withInline("A", allow("s3:*")) },
    "a denial": {
      given: withInline("A", { Effect: "Deny", Action: "*", Resource: "*" }, { Effect: "Deny", NotAction: "s3:*", Resource: "*" }),
    },
    "a malformed document, which has a rule of its own": { given: withDocument("A", "{") },
  },
  notes: documentUnknown("permission-set-admin-inline"),
  notApplicable,
});

const PASS = ["iam:PassRole on every role is allowed to the permission set A."];
behaviours(passRole, {
  violates: {
    "every role": { given: withInline("A", allow("iam:PassRole")), says: PASS },
    "every role by a pattern": { given: withInline("A", allow("iam:Pass*")), says: PASS },
    "every role of an account": { given: withInline("A", allow("iam:passrole", "arn:aws:iam::123456789012:role/*")), says: PASS },
    "every role, condition or not": {
      given: withInline("A", allow("iam:PassRole", "*", { Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } } })),
      says: PASS,
    },
    "a customer's policy": { given: withCustomer("A", allow("iam:PassRole")), says: PASS },
  },
  conforms: {
    "named roles": { given: withInline("A", allow("iam:PassRole", ["arn:aws:iam::*:role/glue-job", "arn:aws:iam::*:role/app/*"])) },
    "the admin set": { given: withInline("Platform-Admin", allow("iam:PassRole")) },
    "another action on everything": { given: withInline("A", allow("iam:GetRole")) },
    "a denial": { given: withInline("A", { Effect: "Deny", Action: "iam:PassRole", Resource: "*" }) },
    "NotAction, which has a rule of its own": { given: withInline("A", { Effect: "Allow", NotAction: "s3:*", Resource: "*" }) },
  },
  notes: documentUnknown("permission-set-pass-role"),
  notApplicable,
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

behaviours(identityWrites, {
  violates: {
    "an assignment": {
      given: withInline("A", allow("sso:CreateAccountAssignment")),
      says: ["Writes to sso are allowed to the permission set A."],
    },
    "a whole service, whatever its spelling": {
      given: withInline("A", allow(["Organizations:*", "identitystore:Create*"])),
      says: ["Writes to identitystore and organizations are allowed to the permission set A."],
    },
    "a configured service": {
      given: withInline("A", allow("billing:*")),
      config: { services: ["billing"] },
      says: ["Writes to billing are allowed to the permission set A."],
    },
  },
  conforms: {
    reading: { given: withInline("A", allow(["sso:List*", "sso:Describe*", "organizations:Describe*", "identitystore:GetGroupId"])) },
    "other services": { given: withInline("A", allow("s3:*")) },
    "the admin set": { given: withInline("Platform-Admin-Mgmt", allow("organizations:*")) },
    "an action that AWS does not have": { given: withInline("A", allow("sso:Nothing")) },
  },
  notes: documentUnknown("permission-set-identity-writes"),
  notApplicable,
});

behaviours(powerUser, {
  violates: {
    "another set": { given: withManaged("Ops", "PowerUserAccess"), says: ["PowerUserAccess is given to the permission set Ops."] },
    "a set that the stack does not show": {
      given: [partOf("x", ssoadmin.managedPolicyAttachmentsExclusive, { managedPolicyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"] })],
      says: ["PowerUserAccess is given to a permission set outside of this stack."],
    },
    "the runbook's set where another is configured": {
      given: withManaged("Developer", "PowerUserAccess"),
      config: { powerUserSets: ["Maker"] },
      says: ["PowerUserAccess is given to the permission set Developer."],
    },
  },
  conforms: {
    Developer: { given: withExclusive("Developer", "PowerUserAccess") },
    "the admin set": { given: withManaged("Platform-Admin", "PowerUserAccess") },
    "another policy": { given: withManaged("Ops", "PowerUserAccessOfOurs") },
    "a boundary, which grants nothing": {
      given: [
        ...withManaged("Ops", "job-function/NetworkAdministrator"),
        partOf(
          "x",
          ssoadmin.permissionsBoundaryAttachment,
          { permissionsBoundary: { managedPolicyArn: "arn:aws:iam::aws:policy/PowerUserAccess" } },
          { name: "boundary" },
        ),
      ],
    },
  },
  notes: {
    "policies that are not known yet": {
      given: [partOf("x", ssoadmin.managedPolicyAttachmentsExclusive, { managedPolicyArns: UNKNOWN })],
      says: [unknownNote("permission-set-power-user", "managedPolicyArns of part")],
    },
  },
  notApplicable,
});
