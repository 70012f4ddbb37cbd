import { identityWrites } from "../../../rules/permission-sets/identity-writes";
import { passRole } from "../../../rules/permission-sets/pass-role";
import { privilegeEscalation } from "../../../rules/permission-sets/privilege-escalation";
import { behaviours } from "../../cases";
import { allow, withInline } from "../../fixtures";
import { documentUnknown, notApplicable, withCustomer, withReferred } from "./fixtures";

const PASS = ["iam:PassRole on every role is allowed to the permission set A."];
behaviours(passRole, {
  violates: {
    "every role": { given: withInline("A", allow("iam:PassRole")), says: PASS },
    "every role of another account": { given: withInline("A", allow("iam:PassRole", "arn:aws-cn:iam::999999999999:role/*")), says: PASS },
    "every role by a pattern": { given: withInline("A", allow("iam:Pass*")), says: PASS },
    "every role of an account": { given: withInline("A", allow("iam:passrole", "arn:aws:iam::123456789012:role/*")), says: PASS },
    "everything of an account's IAM": { given: withInline("A", allow("iam:PassRole", "arn:aws:iam::123456789012:*")), says: PASS },
    "every role by what hides it": { given: withInline("A", allow("iam:PassRole", ["arn:aws:iam::*:r*", "arn:aws:s3:::b"])), says: PASS },
    "every role of every partition": { given: withInline("A", allow("iam:PassRole", "arn:*:iam::*:role/*")), says: PASS },
    "every role but one": {
      given: withInline("A", { Effect: "Allow", Action: "iam:PassRole", NotResource: "arn:aws:iam::*:role/admin" }),
      says: PASS,
    },
    "a policy whose name is not known, by reference": { given: withReferred("A", allow("iam:PassRole")), says: PASS },
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
    "an action that the data does not know yet": {
      given: withInline("A", allow("sso:Nothing")),
      says: ["Writes to sso are allowed to the permission set A."],
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
  },
  notes: documentUnknown("permission-set-identity-writes"),
  notApplicable,
});
