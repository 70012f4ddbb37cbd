import { adminEnd } from "../../../rules/assignments/admin-end";
import { adminReach } from "../../../rules/assignments/admin-reach";
import { duplicates } from "../../../rules/assignments/duplicates";
import { groupsOnly } from "../../../rules/assignments/groups-only";
import { managementAccount } from "../../../rules/assignments/management-account";
import { noIdentityStoreWrites } from "../../../rules/assignments/no-identity-store-writes";
import { nonProductionSets } from "../../../rules/assignments/non-production-sets";
import { accountaccess, iam, identitystore, ssoadmin } from "../../../shared/types";
import { UNKNOWN, facts, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { assignment, permissionSet } from "../../fixtures";

const PROD = "111111111111";
const DEV = "222222222222";
const notApplicable = { "a stack without assignments": { given: [permissionSet("Developer")] } };

behaviours(groupsOnly, {
  violates: {
    "a user": {
      given: resource(ssoadmin.accountAssignment, { principalType: "USER" }),
      says: ['principalType is "USER"; it must be GROUP.'],
    },
    "a type that is missing": { given: resource(ssoadmin.accountAssignment, {}), says: ["principalType is not set; it must be GROUP."] },
    "a user of an application": {
      given: resource(ssoadmin.applicationAssignment, { principalType: "USER" }),
      says: ['principalType is "USER"; it must be GROUP.'],
    },
    "a user's entitlement": {
      given: resource(accountaccess.entitlement, { entitlement: { principalRole: { principal: { identityCenter: { userId: "u" } } } } }),
      says: ["The entitlement names a userId; it must name a groupId."],
    },
    "a user's entitlement whose id is not known yet": {
      given: resource(accountaccess.entitlement, {
        entitlement: { principalRole: { principal: { identityCenter: { userId: UNKNOWN } } } },
      }),
      says: ["The entitlement names a userId; it must name a groupId."],
    },
  },
  conforms: {
    "a group": { given: resource(ssoadmin.accountAssignment, { principalType: "GROUP" }) },
    "a group's entitlement": {
      given: resource(accountaccess.entitlement, { entitlement: { principalRole: { principal: { identityCenter: { groupId: "g" } } } } }),
    },
    "a just-in-time tool's assignment": {
      given: resource(ssoadmin.accountAssignment, { principalType: "USER" }, { name: "jit/ada" }),
      config: { userAssignments: ["jit/*"] },
    },
  },
  notes: {
    "a type that is not known yet": {
      given: resource(ssoadmin.accountAssignment, { principalType: UNKNOWN }),
      says: [unknownNote("assignment-groups-only", "principalType of it")],
    },
  },
  notApplicable: { "a user": { given: resource(iam.user, {}) } },
});

const developer = permissionSet("Developer");
const tagged = permissionSet("Playground", { tags: { "federation:nonProductionOnly": "true" } });
const stackFacts = { productionAccountIds: [PROD] };
behaviours(nonProductionSets, {
  violates: {
    "Developer on a production account": {
      given: [developer, assignment(developer, PROD)],
      stackFacts,
      says: [`Developer is assigned on the production account ${PROD}.`],
    },
    "a set that is tagged": {
      given: [tagged, assignment(tagged, PROD)],
      stackFacts,
      says: [`Playground is assigned on the production account ${PROD}.`],
    },
    "a set that the stack tells": {
      given: [permissionSet("Lab"), assignment(permissionSet("Lab"), PROD)],
      stackFacts: { ...stackFacts, nonProductionOnlySets: ["Lab"] },
      says: [`Lab is assigned on the production account ${PROD}.`],
    },
    "a set that is configured": {
      given: [permissionSet("Lab"), assignment(permissionSet("Lab"), PROD)],
      stackFacts,
      config: { nonProductionSets: ["La?"] },
      says: [`Lab is assigned on the production account ${PROD}.`],
    },
    "a set outside of the stack, by its ARN": {
      given: [assignment("arn:lab", PROD)],
      stackFacts,
      config: { nonProductionSets: ["arn:lab"] },
      says: [`arn:lab is assigned on the production account ${PROD}.`],
    },
    "a set of the core, by the name that the core tells": {
      given: [assignment("arn:lab", PROD, {}, "a"), assignment("arn:other", PROD, {}, "b")],
      stackFacts: {
        ...stackFacts,
        core: "prod",
        permissionSetArns: { Lab: "arn:lab", Other: UNKNOWN },
        nonProductionOnlySets: ["Lab", "Other"],
      },
      says: [`Lab is assigned on the production account ${PROD}.`],
    },
    "an account that is configured": {
      given: [developer, assignment(developer, DEV)],
      config: { productionAccounts: ["2222*"] },
      says: [`Developer is assigned on the production account ${DEV}.`],
    },
    "an assignment that is named after a production account": {
      given: [developer, assignment(developer, DEV, {}, "Developer/devs/shop-prod")],
      config: { productionAssignments: ["*-prod"] },
      says: ["Developer is assigned on a production account, by the name of the assignment."],
    },
  },
  conforms: {
    "Developer elsewhere": { given: [developer, assignment(developer, DEV)], stackFacts },
    "another set on a production account": {
      given: [permissionSet("Ops", { tags: { "federation:nonProductionOnly": "false" } }), assignment(permissionSet("Ops"), PROD)],
      stackFacts,
    },
    "an account that configuration does not count": {
      given: [developer, assignment(developer, PROD)],
      stackFacts,
      config: { productionAccounts: [] },
    },
    "a set that cannot be told": { given: [assignment("arn:x", PROD)], stackFacts },
  },
  notes: {
    "production accounts that are not known yet": {
      given: [developer, assignment(developer, PROD)],
      stackFacts: { productionAccountIds: UNKNOWN },
      says: [unknownNote("assignment-non-production-sets", "productionAccountIds")],
    },
    "an account that is not known yet": {
      given: [developer, assignment(developer, UNKNOWN, {}, "a")],
      stackFacts,
      says: [unknownNote("assignment-non-production-sets", "targetId of a")],
    },
  },
  notApplicable,
});

const entitlement = (roleArn: unknown) => resource(accountaccess.entitlement, { entitlement: { principalRole: { roleArn } } });
const admin = permissionSet("Platform-Admin");
const copy = permissionSet("Platform-Admin-Mgmt");
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

behaviours(duplicates, {
  violates: {
    "one that is made twice": {
      given: [admin, assignment(admin, DEV, {}, "a"), assignment(admin, DEV, {}, "b"), assignment(admin, DEV, {}, "c")],
      says: [
        "It is the same as a: one principal, one permission set, one account.",
        "It is the same as a: one principal, one permission set, one account.",
      ],
    },
    "one by ARN": {
      given: [assignment("arn:x", DEV, {}, "a"), assignment("arn:x", DEV, {}, "b")],
      says: ["It is the same as a: one principal, one permission set, one account."],
    },
  },
  conforms: {
    "another account": { given: [admin, assignment(admin, DEV), assignment(admin, PROD)] },
    "another set": { given: [admin, copy, assignment(admin, DEV, {}, "a"), assignment(copy, DEV, {}, "b")] },
    "another group": { given: [admin, assignment(admin, DEV, {}, "a"), assignment(admin, DEV, { principalId: "group-2" }, "b")] },
  },
  notes: {
    "groups that are not known yet": {
      given: [admin, assignment(admin, DEV, { principalId: UNKNOWN }, "a"), assignment(admin, DEV, { principalId: UNKNOWN }, "b")],
      says: [unknownNote("assignment-duplicates", "principalId of a, principalId of b")],
    },
    "many that are not known yet, shortened": {
      given: [admin, ...["a", "b", "c", "d", "e", "f", "g"].map((name) => assignment(admin, DEV, { principalId: UNKNOWN }, name))],
      says: [
        unknownNote(
          "assignment-duplicates",
          "principalId of a, principalId of b, principalId of c, principalId of d, principalId of e and 2 more",
        ),
      ],
    },
    "five that are not known yet, in full": {
      given: [admin, ...["a", "b", "c", "d", "e"].map((name) => assignment(admin, DEV, { principalId: UNKNOWN }, name))],
      says: [
        unknownNote("assignment-duplicates", "principalId of a, principalId of b, principalId of c, principalId of d, principalId of e"),
      ],
    },
  },
  notApplicable,
});

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

const given = [
  admin,
  copy,
  developer,
  assignment(admin, DEV, {}, "a"),
  assignment(copy, PROD, {}, "b"),
  assignment(developer, DEV, {}, "c"),
];
behaviours(adminEnd, {
  violates: {
    "an end 91 days ahead": {
      given,
      stackFacts: { accessEnds: ["Platform-Admin/2027-02-23"] },
      says: ["Platform-Admin is given until 2027-02-23, which is 91 days ahead; at most 90 are allowed."],
    },
    "the management account's double alone": {
      given: [copy, assignment(copy, PROD, {}, "b")],
      stackFacts: { accessEnds: ["Developer/2027-01-01", "Platform-Admin/2027-06-30"] },
      says: ["Platform-Admin is given until 2027-06-30, which is 218 days ahead; at most 90 are allowed."],
    },
    "more than configured, of a configured set": {
      given,
      config: { maxDays: 7, adminSets: ["Dev*"] },
      stackFacts: { accessEnds: ["Developer/2026-12-02", "Platform-Admin/2027-06-30"] },
      says: ["Developer is given until 2026-12-02, which is 8 days ahead; at most 7 are allowed."],
    },
    "what is no day": {
      given,
      stackFacts: { accessEnds: ["Platform-Admin/2027-02-30"] },
      says: ['Platform-Admin is given until "2027-02-30", which is no day such as 2027-01-31.'],
    },
  },
  conforms: {
    "an end 90 days ahead": { given, stackFacts: { accessEnds: ["Platform-Admin/2027-02-22"] } },
    "an end far ahead of another set": { given, stackFacts: { accessEnds: ["Developer/2029-01-01"] } },
    "administration without an end": { given, stackFacts: { accessEnds: [] } },
    "a stack that tells none": { given },
    "a set that nobody holds": {
      given: [developer, assignment(developer, DEV, {}, "c")],
      stackFacts: { accessEnds: ["Platform-Admin/2029-01-01"] },
    },
  },
  notes: {
    "a set that is not known yet": {
      given: [assignment("x", DEV, { permissionSetArn: UNKNOWN }, "a")],
      stackFacts: { accessEnds: ["Platform-Admin/2027-01-01"] },
      says: [unknownNote("assignment-admin-end", "permissionSetArn of a")],
    },
  },
  notApplicable,
});

behaviours(noIdentityStoreWrites, {
  violates: {
    "a user": { given: resource(identitystore.user, {}), says: ["A program makes a User in the identity store."] },
    "a group": { given: resource(identitystore.group, {}), says: ["A program makes a Group in the identity store."] },
    "a membership, known or not": {
      given: resource(identitystore.groupMembership, { groupId: UNKNOWN }),
      says: ["A program makes a GroupMembership in the identity store."],
    },
  },
  conforms: { "what is configured": { given: resource(identitystore.user, {}, { name: "robot" }), config: { allowed: ["robot"] } } },
  notApplicable: { "a user of IAM's": { given: resource(iam.user, {}) } },
});
