import { exclusiveAttachments } from "../../../rules/permission-sets/exclusive-attachments";
import { ssoadmin } from "../../../shared/types";
import { UNKNOWN } from "../../../testing";
import { behaviours } from "../../cases";
import { partOf, permissionSet, withExclusive, withManaged } from "../../fixtures";
import { customer } from "./fixtures";

const mixed = withExclusive("A", "ReadOnlyAccess");

behaviours(exclusiveAttachments, {
  violates: {
    "a list beside a single attachment": {
      given: [...mixed, partOf(mixed[0]!, ssoadmin.managedPolicyAttachment, { managedPolicyArn: "arn" }, { name: "single" })],
      says: ["The permission set has an exclusive list of policies as well, which removes this one."],
    },
    "policies that are not known yet": {
      given: [
        permissionSet("A"),
        partOf(permissionSet("A"), ssoadmin.managedPolicyAttachmentsExclusive, { managedPolicyArns: UNKNOWN }, { name: "list" }),
        partOf(permissionSet("A"), ssoadmin.managedPolicyAttachment, { managedPolicyArn: UNKNOWN }, { name: "single" }),
      ],
      says: ["The permission set has an exclusive list of policies as well, which removes this one."],
    },
    "the same of customers' policies": {
      given: [
        permissionSet("A"),
        partOf(permissionSet("A"), ssoadmin.customerManagedPolicyAttachmentsExclusive, {}, { name: "list" }),
        customer(permissionSet("A")),
      ],
      says: ["The permission set has an exclusive list of policies as well, which removes this one."],
    },
  },
  conforms: {
    "a list alone": { given: mixed },
    "lists and single attachments of different sets": { given: [...mixed, ...withManaged("B", "Other")] },
    "a list of AWS's beside a customer's": { given: [...mixed, customer(mixed[0]!)] },
    "attachments of sets that cannot be told": {
      given: [
        partOf("x", ssoadmin.managedPolicyAttachmentsExclusive, {}),
        partOf("y", ssoadmin.managedPolicyAttachment, {}, { name: "b" }),
      ],
    },
  },
  notApplicable: { "a stack without lists": { given: withManaged("A", "B") } },
});
