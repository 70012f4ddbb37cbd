import { adminInline } from "../../../rules/permission-sets/admin-inline";
import { iam, ssoadmin } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours } from "../../cases";
import { allow, partOf, permissionSet, withDocument, withInline } from "../../fixtures";
import { documentUnknown, notApplicable, withCustomer } from "./fixtures";

const SET = permissionSet("A");
const reference = (name: unknown) =>
  partOf(SET, ssoadmin.customerManagedPolicyAttachment, { customerManagedPolicyReference: { name } }, { name: "customer" });
const only = resource(iam.policy, { name: "Own", policy: JSON.stringify({ Statement: [allow("*")] }) }, { name: "own" });
const ADMINISTERS = ["Every action on every resource is allowed to the permission set A."];

behaviours(adminInline, {
  violates: { "the only customer-managed policy of the stack": { given: [SET, reference("Own"), only], says: ADMINISTERS } },
  conforms: { "a reference that is not known yet, where no policy is made": { given: [SET, reference(UNKNOWN)] } },
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
