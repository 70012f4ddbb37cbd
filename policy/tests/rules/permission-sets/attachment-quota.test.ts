import { attachmentQuota } from "../../../rules/permission-sets/attachment-quota";
import { ssoadmin } from "../../../shared/types";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { partOf, permissionSet, withExclusive, withManaged } from "../../fixtures";
import { customer } from "./fixtures";

const many = (count: number) => Array.from({ length: count }, (_, index) => `Policy${index}`);
const both = withManaged("Big", ...many(10));

behaviours(attachmentQuota, {
  violates: {
    "eleven policies, one by one": {
      given: withManaged("Big", ...many(11)),
      says: ["11 managed policies are given to the permission set Big; at most 10 fit."],
    },
    "eleven policies in a list": {
      given: withExclusive("Big", ...many(11)),
      says: ["11 managed policies are given to the permission set Big; at most 10 fit."],
    },
    "AWS's and customers' together": {
      given: [...both, customer(both[0]!)],
      says: ["11 managed policies are given to the permission set Big; at most 10 fit."],
    },
    "more than configured": {
      given: withManaged("Big", ...many(3)),
      config: { maxPolicies: 2 },
      says: ["3 managed policies are given to the permission set Big; at most 2 fit."],
    },
  },
  conforms: {
    "ten policies": { given: withManaged("Big", ...many(10)) },
    "ten policies each of two sets": { given: [...withExclusive("A", ...many(10)), ...withExclusive("B", ...many(10))] },
  },
  notes: {
    "a list that is not known yet": {
      given: [permissionSet("A"), partOf("arn", ssoadmin.managedPolicyAttachmentsExclusive, { managedPolicyArns: UNKNOWN })],
      says: [unknownNote("permission-set-attachment-quota", "managedPolicyArns of part")],
    },
  },
  notApplicable: { "a stack without attachments": { given: [permissionSet("A")] } },
});
