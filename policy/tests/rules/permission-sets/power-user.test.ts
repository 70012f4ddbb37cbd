import { powerUser } from "../../../rules/permission-sets/power-user";
import { ssoadmin } from "../../../shared/types";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { partOf, withExclusive, withManaged } from "../../fixtures";
import { notApplicable } from "./fixtures";

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
