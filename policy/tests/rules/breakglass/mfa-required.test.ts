import { mfaRequired } from "../../../rules/breakglass/mfa-required";
import { iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { ADA, notApplicable, ofOne, ONE } from "./fixtures";

const deny = (more: Record<string, unknown> = {}) => ({
  Effect: "Deny",
  NotAction: ["iam:ChangePassword", "iam:EnableMFADevice", "iam:GetUser", "sts:GetSessionToken"],
  Resource: "*",
  Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
  ...more,
});

const guarded = (...statements: Record<string, unknown>[]) => [
  ONE,
  ofOne(iam.userPolicy, { policy: JSON.stringify({ Statement: statements }) }, "guard"),
];

const NO_MFA = ["breakglass-1 may act without MFA: no policy on the user denies it."];
const managed = resource(iam.policy, { policy: JSON.stringify({ Statement: [deny()] }) }, { name: "guard" });

behaviours(mfaRequired, {
  violates: {
    "a user without a policy": { given: [ONE], says: NO_MFA },
    "an allowance": { given: guarded(deny({ Effect: "Allow" })), says: NO_MFA },
    "Bool, which lets access keys pass": {
      given: guarded(deny({ Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } })),
      says: NO_MFA,
    },
    "the opposite": { given: guarded(deny({ Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } } })), says: NO_MFA },
    "another condition": { given: guarded(deny({ Condition: { BoolIfExists: { "aws:SecureTransport": "false" } } })), says: NO_MFA },
    "a second condition": {
      given: guarded(
        deny({ Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" }, StringEquals: { "aws:RequestedRegion": "x" } } }),
      ),
      says: NO_MFA,
    },
    "no condition": { given: guarded(deny({ Condition: {} })), says: NO_MFA },
    "some resources only": { given: guarded(deny({ Resource: "arn:aws:s3:::b" })), says: NO_MFA },
    "some actions only": { given: guarded(deny({ NotAction: undefined, Action: ["s3:*"] })), says: NO_MFA },
    "more left out than enrolment needs": { given: guarded(deny({ NotAction: ["iam:*"] })), says: NO_MFA },
    "reading all of IAM left out": { given: guarded(deny({ NotAction: ["iam:Get*", "iam:List*"] })), says: NO_MFA },
    "the same from the other side, of another user": {
      given: [
        ONE,
        managed,
        resource(iam.policyAttachment, { users: ["ada"], policyArn: UNKNOWN }, { name: "a", refers: { policyArn: managed } }),
      ],
      says: NO_MFA,
    },
    "more left out than configured": { given: guarded(deny()), config: { withoutMfa: ["iam:GetUser"] }, says: NO_MFA },
    "another user's policy": {
      given: [ONE, resource(iam.userPolicy, { user: "breakglass-2", policy: JSON.stringify({ Statement: [deny()] }) })],
      says: NO_MFA,
    },
    "a malformed policy": { given: [ONE, ofOne(iam.userPolicy, { policy: "{" })], says: NO_MFA },
  },
  conforms: {
    "an inline policy": { given: guarded({ Effect: "Deny", Action: "s3:*", Resource: "*" }, deny()) },
    "everything denied": { given: guarded(deny({ NotAction: undefined, Action: "*" })) },
    "an attached policy": {
      given: [
        ONE,
        managed,
        resource(iam.userPolicyAttachment, { user: UNKNOWN, policyArn: UNKNOWN }, { name: "a", refers: { user: ONE, policyArn: managed } }),
      ],
    },
    "a policy that is attached from the other side": {
      given: [
        ONE,
        { ...managed, props: { ...managed.props, arn: "arn:guard" } },
        resource(iam.policyAttachment, { users: ["ada", "breakglass-1"], policyArn: "arn:guard" }, { name: "a" }),
      ],
    },
    "a policy in an exclusive list, by its ARN": {
      given: [
        ONE,
        { ...managed, props: { ...managed.props, arn: "arn:guard" } },
        resource(iam.userPolicyAttachmentsExclusive, { userName: "breakglass-1", policyArns: ["arn:x", "arn:guard"] }, { name: "a" }),
      ],
    },
    "a policy in an exclusive list": {
      given: [
        ONE,
        managed,
        resource(
          iam.userPolicyAttachmentsExclusive,
          { userName: "breakglass-1", policyArns: [UNKNOWN] },
          { name: "a", refers: { policyArns: managed } },
        ),
      ],
    },
    "another user": { given: [ADA] },
  },
  notes: {
    "a policy that is not known yet": {
      given: [ONE, ofOne(iam.userPolicy, { policy: UNKNOWN }, "guard")],
      says: [unknownNote("breakglass-mfa-required", "policy of guard")],
    },
  },
  notApplicable,
});
