import { administrator } from "../../../rules/breakglass/administrator";
import { iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { ADA, notApplicable, ofOne, ONE } from "./fixtures";

const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const NO_ADMIN = ["breakglass-1 does not have AdministratorAccess."];

behaviours(administrator, {
  violates: {
    "a user without policies": { given: [ONE], says: NO_ADMIN },
    "a user with another policy": {
      given: [ONE, ofOne(iam.userPolicyAttachment, { policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" })],
      says: NO_ADMIN,
    },
    "another user's policy": {
      given: [ONE, resource(iam.userPolicyAttachment, { user: "breakglass-2", policyArn: ADMIN })],
      says: NO_ADMIN,
    },
  },
  conforms: {
    "an attachment": { given: [ONE, ofOne(iam.userPolicyAttachment, { policyArn: ADMIN })] },
    "an exclusive list": { given: [ONE, ofOne(iam.userPolicyAttachmentsExclusive, { policyArns: ["arn:x", ADMIN] }, "list", "userName")] },
    "an attachment from the other side": {
      given: [ONE, resource(iam.policyAttachment, { users: ["ada", "breakglass-1"], policyArn: ADMIN })],
    },
    "a user of another name": { given: [ADA] },
  },
  notes: {
    "a policy that is not known yet": {
      given: [ONE, ofOne(iam.userPolicyAttachment, { policyArn: UNKNOWN })],
      says: [unknownNote("breakglass-administrator", "policyArn of part")],
    },
  },
  notApplicable,
});
