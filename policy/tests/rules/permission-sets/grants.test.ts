import { adminInline } from "../../../rules/permission-sets/admin-inline";
import { adminPolicies } from "../../../rules/permission-sets/admin-policies";
import { powerUser } from "../../../rules/permission-sets/power-user";
import { ssoadmin } from "../../../shared/types";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { allow, partOf, permissionSet, withDocument, withExclusive, withInline, withManaged } from "../../fixtures";
import { documentUnknown, notApplicable, withCustomer } from "./fixtures";

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
