import { noUserPolicies } from "../../../rules/iam/no-user-policies";
import { iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";

behaviours(noUserPolicies, {
  violates: {
    "an inline policy": {
      given: resource(iam.userPolicy, { user: "ada" }),
      says: ['The policy is on the IAM user "ada", which is no breakglass user.'],
    },
    "an attached policy": {
      given: resource(iam.userPolicyAttachment, { user: "ada" }),
      says: ['The policy is on the IAM user "ada", which is no breakglass user.'],
    },
    "an exclusive list of inline policies": {
      given: resource(iam.userPoliciesExclusive, { userName: "ada", policyNames: ["p"] }),
      says: ['The policy is on the IAM user "ada", which is no breakglass user.'],
    },
    "an exclusive list of attached policies": {
      given: resource(iam.userPolicyAttachmentsExclusive, { userName: "ada", policyArns: ["arn:p"] }),
      says: ['The policy is on the IAM user "ada", which is no breakglass user.'],
    },
    "each user of an attachment from the other side": {
      given: resource(iam.policyAttachment, { users: ["ada", "breakglass-1", "bob"], roles: ["r"] }),
      says: [
        'The policy is on the IAM user "ada", which is no breakglass user.',
        'The policy is on the IAM user "bob", which is no breakglass user.',
      ],
    },
  },
  conforms: {
    "a breakglass user's policy": { given: resource(iam.userPolicy, { user: "breakglass-1" }) },
    "an exclusive list that takes policies away": { given: resource(iam.userPoliciesExclusive, { userName: "ada", policyNames: [] }) },
    "the same of attached ones": { given: resource(iam.userPolicyAttachmentsExclusive, { userName: "ada", policyArns: [] }) },
    "a breakglass user's list that is not known yet": {
      given: resource(iam.userPolicyAttachmentsExclusive, { userName: "breakglass-1", policyArns: UNKNOWN }),
    },
    "an attachment to roles only": { given: resource(iam.policyAttachment, { roles: ["r"] }) },
  },
  notes: {
    "a list that is not known yet": {
      given: resource(iam.userPolicyAttachmentsExclusive, { userName: "ada", policyArns: UNKNOWN }),
      says: [unknownNote("iam-no-user-policies", "policyArns of it")],
    },
    "a user that is not known yet": {
      given: resource(iam.userPolicy, { user: UNKNOWN }),
      says: [unknownNote("iam-no-user-policies", "user of it")],
    },
  },
  both: {
    "a known and an unknown user": {
      given: resource(iam.policyAttachment, { users: [UNKNOWN, "ada"] }),
      says: ['The policy is on the IAM user "ada", which is no breakglass user.'],
      notes: [unknownNote("iam-no-user-policies", "users.0 of it")],
    },
  },
});
