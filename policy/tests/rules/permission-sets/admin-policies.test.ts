import { adminPolicies } from "../../../rules/permission-sets/admin-policies";
import { ssoadmin } from "../../../shared/types";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { partOf, permissionSet, withExclusive, withManaged } from "../../fixtures";
import { notApplicable } from "./fixtures";

behaviours(adminPolicies, {
  violates: {
    AdministratorAccess: {
      given: withManaged("Developer", "AdministratorAccess"),
      says: ["AdministratorAccess is given to the permission set Developer, which is no admin set."],
    },
    "IAMFullAccess in a list": {
      given: withExclusive("Ops", "ReadOnlyAccess", "IAMFullAccess"),
      says: ["IAMFullAccess is given to the permission set Ops, which is no admin set."],
    },
    "a policy with a path": {
      given: withManaged("Ops", "service/AWSOrganizationsFullAccess"),
      says: ["AWSOrganizationsFullAccess is given to the permission set Ops, which is no admin set."],
    },
    "a set that the stack does not show": {
      given: [
        partOf("arn:aws:sso:::permissionSet/ssoins-1/ps-1", ssoadmin.managedPolicyAttachment, {
          managedPolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
        }),
      ],
      says: ["AdministratorAccess is given to a permission set outside of this stack, which is no admin set."],
    },
    "a customer's policy of that name": {
      given: [
        permissionSet("A"),
        partOf(permissionSet("A"), ssoadmin.customerManagedPolicyAttachment, {
          customerManagedPolicyReference: { name: "AdministratorAccess" },
        }),
      ],
      says: ["AdministratorAccess is given to the permission set A, which is no admin set."],
    },
    "the runbook's set where another is configured": {
      given: withManaged("Platform-Admin", "AdministratorAccess"),
      config: { adminSets: ["Root"] },
      says: ["AdministratorAccess is given to the permission set Platform-Admin, which is no admin set."],
    },
    "a policy that is configured": {
      given: withManaged("A", "Mine"),
      config: { adminPolicies: ["Mi*"] },
      says: ["Mine is given to the permission set A, which is no admin set."],
    },
  },
  conforms: {
    "the admin set": { given: withManaged("Platform-Admin", "AdministratorAccess") },
    "its double for the management account": { given: withExclusive("Platform-Admin-Mgmt", "AdministratorAccess") },
    "another policy": { given: withManaged("Developer", "PowerUserAccess") },
    "a set that is found by its ARN": {
      given: [
        { ...permissionSet("Platform-Admin", { arn: "arn:ps" }) },
        partOf("arn:ps", ssoadmin.managedPolicyAttachment, { managedPolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
      ],
    },
  },
  notes: {
    "a policy that is not known yet": {
      given: [permissionSet("A"), partOf("x", ssoadmin.managedPolicyAttachment, { managedPolicyArn: UNKNOWN })],
      says: [unknownNote("permission-set-admin-policies", "managedPolicyArn of part")],
    },
  },
  both: {
    "a known and an unknown policy": {
      given: [
        permissionSet("A"),
        partOf("x", ssoadmin.managedPolicyAttachmentsExclusive, { managedPolicyArns: [UNKNOWN, "arn:aws:iam::aws:policy/IAMFullAccess"] }),
      ],
      says: ["IAMFullAccess is given to a permission set outside of this stack, which is no admin set."],
      notes: [unknownNote("permission-set-admin-policies", "managedPolicyArns.0 of part")],
    },
  },
  notApplicable,
});
