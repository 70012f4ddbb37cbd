import { identityWrites } from "../../../rules/permission-sets/identity-writes";
import { behaviours } from "../../cases";
import { allow, withInline } from "../../fixtures";
import { documentUnknown, notApplicable } from "./fixtures";

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
