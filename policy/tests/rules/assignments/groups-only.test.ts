import { groupsOnly } from "../../../rules/assignments/groups-only";
import { accountaccess, iam, ssoadmin } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";

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
