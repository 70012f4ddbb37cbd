import { managementAccount } from "../../../rules/assignments/management-account";
import { accountaccess } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { assignment } from "../../fixtures";
import { admin, copy, DEV, notApplicable, PROD } from "./sets";

const entitlement = (roleArn: unknown) => resource(accountaccess.entitlement, { entitlement: { principalRole: { roleArn } } });

behaviours(managementAccount, {
  violates: {
    "a member's set on the management account": {
      given: [admin, assignment(admin, PROD)],
      stackFacts: { managementAccountId: PROD },
      says: ["The management account is given to the permission set Platform-Admin."],
    },
    "a set that cannot be told": {
      given: [assignment("arn:x", PROD)],
      config: { managementAccount: PROD },
      says: ["The management account is given to a permission set outside of this stack."],
    },
    "a set of the core that is none of its own": {
      given: [assignment("arn:admin", PROD, {}, "a"), assignment("arn:copy", PROD, {}, "b")],
      stackFacts: {
        core: "prod",
        permissionSetArns: { "Platform-Admin": "arn:admin", "Platform-Admin-Mgmt": "arn:copy" },
        managementAccountId: PROD,
      },
      says: ["The management account is given to the permission set Platform-Admin."],
    },
    "an entitlement to one of its roles": {
      given: [entitlement(`arn:aws:iam::${PROD}:role/Admin`)],
      stackFacts: { managementAccountId: PROD },
      says: ["The management account is given by an entitlement to a role, past the permission sets."],
    },
    "a double that is not configured": {
      given: [copy, assignment(copy, PROD)],
      config: { managementSets: ["Root"], managementAccount: PROD },
      says: ["The management account is given to the permission set Platform-Admin-Mgmt."],
    },
  },
  conforms: {
    "its double": { given: [copy, assignment(copy, PROD)], stackFacts: { managementAccountId: PROD } },
    "another account": { given: [admin, assignment(admin, DEV)], stackFacts: { managementAccountId: PROD } },
    "an entitlement to another account's role": {
      given: [entitlement(`arn:aws:iam::${DEV}:role/Admin`), resource(accountaccess.entitlement, {}, { name: "empty" })],
      stackFacts: { managementAccountId: PROD },
    },
    "a stack that does not tell its management account": { given: [admin, assignment(admin, PROD)] },
    "another account by configuration": {
      given: [admin, assignment(admin, PROD)],
      stackFacts: { managementAccountId: PROD },
      config: { managementAccount: DEV },
    },
  },
  notes: {
    "a role that is not known yet": {
      given: [entitlement(UNKNOWN)],
      stackFacts: { managementAccountId: PROD },
      says: [unknownNote("assignment-management-account", "entitlement.principalRole.roleArn of it")],
    },
    "a management account that is not known yet": {
      given: [admin, assignment(admin, PROD)],
      stackFacts: { managementAccountId: UNKNOWN },
      says: [unknownNote("assignment-management-account", "managementAccountId")],
    },
    "an account that is not known yet": {
      given: [admin, assignment(admin, UNKNOWN, {}, "a")],
      stackFacts: { managementAccountId: PROD },
      says: [unknownNote("assignment-management-account", "targetId of a")],
    },
  },
  notApplicable,
});
