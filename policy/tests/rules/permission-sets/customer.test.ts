import { adminInline } from "../../../rules/permission-sets/admin-inline";
import { passRole } from "../../../rules/permission-sets/pass-role";
import { iam, ssoadmin } from "../../../shared/types";
import { UNKNOWN, resource } from "../../../testing";
import { behaviours } from "../../cases";
import { allow, partOf, permissionSet, withInline } from "../../fixtures";
import { withCustomer } from "./fixtures";

const SET = permissionSet("A");
const reference = (name: unknown) =>
  partOf(SET, ssoadmin.customerManagedPolicyAttachment, { customerManagedPolicyReference: { name } }, { name: "customer" });
const only = resource(iam.policy, { name: "Own", policy: JSON.stringify({ Statement: [allow("*")] }) }, { name: "own" });
const ADMINISTERS = ["Every action on every resource is allowed to the permission set A."];

behaviours(passRole, {
  violates: {
    "every role beside a named one": {
      given: withInline("A", allow("iam:PassRole", ["arn:aws:iam::123456789012:role/build", "arn:aws:iam::123456789012:role/*"])),
      says: ["iam:PassRole on every role is allowed to the permission set A."],
    },
  },
  conforms: { "a customer's policy, while another that is not attached is wrong": { given: withCustomer("A", allow("iam:GetRole")) } },
});

behaviours(adminInline, {
  violates: { "the only customer-managed policy of the stack": { given: [SET, reference("Own"), only], says: ADMINISTERS } },
  conforms: { "a reference that is not known yet, where no policy is made": { given: [SET, reference(UNKNOWN)] } },
});
