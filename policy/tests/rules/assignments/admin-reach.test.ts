import { adminReach } from "../../../rules/assignments/admin-reach";
import { facts, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { assignment, permissionSet } from "../../fixtures";
import { admin, copy, DEV, developer, notApplicable, PROD } from "./sets";

const reach = (count: number, set = admin) => [
  set,
  ...Array.from({ length: count }, (_, index) => assignment(set, String(100_000_000_000 + index))),
];

behaviours(adminReach, {
  violates: {
    "101 accounts": { given: reach(101), says: ["Platform-Admin is assigned on 101 accounts; at most 100 are allowed."] },
    "more than configured": {
      given: reach(3),
      config: { maxAccounts: 2 },
      says: ["Platform-Admin is assigned on 3 accounts; at most 2 are allowed."],
    },
    "a set outside of the stack, by its ARN": {
      given: [assignment("arn:x", DEV), assignment("arn:x", PROD)],
      config: { maxAccounts: 1, adminSets: ["arn:x"] },
      says: ["arn:x is assigned on 2 accounts; at most 1 are allowed."],
    },
    "a set that all stacks of the federation assign too widely, once": {
      given: reach(1),
      stackFacts: { reach: { "Platform-Admin": 3, "Platform-Admin-Mgmt": 2, Developer: 9, "Platform-Read": "9" } },
      config: { maxAccounts: 2 },
      says: ["Platform-Admin is assigned on 3 accounts in all stacks of the federation; at most 2 are allowed."],
    },
    "a set that this stack alone assigns too widely": {
      given: reach(3),
      stackFacts: { reach: { "Platform-Admin": 3 } },
      config: { maxAccounts: 2 },
      says: ["Platform-Admin is assigned on 3 accounts; at most 2 are allowed."],
    },
    "a set of which the core itself assigns nothing": {
      given: [permissionSet("Platform-Admin")],
      stackFacts: { reach: { "Platform-Admin": 2 } },
      config: { maxAccounts: 1 },
      says: ["Platform-Admin is assigned on 2 accounts in all stacks of the federation; at most 1 are allowed."],
    },
    "a configured set": {
      given: reach(2, developer),
      config: { maxAccounts: 1, adminSets: ["Developer"] },
      says: ["Developer is assigned on 2 accounts; at most 1 are allowed."],
    },
  },
  conforms: {
    "a hundred accounts": { given: reach(100) },
    "another set on more": { given: reach(101, developer) },
    "an account that counts once": {
      given: [admin, assignment(admin, DEV, {}, "a"), assignment(admin, DEV, { principalId: "2" }, "b")],
      config: { maxAccounts: 1 },
    },
    "each set by itself": { given: [...reach(2), ...reach(2, copy)], config: { maxAccounts: 2 } },
  },
  notes: {
    "a set that is not known yet": {
      given: [assignment("x", DEV, { permissionSetArn: UNKNOWN }, "a")],
      says: [unknownNote("assignment-admin-reach", "permissionSetArn of a")],
    },
    "an account that is not known yet": {
      given: [admin, assignment(admin, UNKNOWN, {}, "a")],
      says: [unknownNote("assignment-admin-reach", "targetId of a")],
    },
  },
  notApplicable: {
    ...notApplicable,
    "an access stack, which is not the whole": { given: [...reach(101), facts({ core: "prod", reach: { "Platform-Admin": 101 } })] },
  },
});
