import { exclusions } from "../../../rules/conditional-access/exclusions";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { ABROAD, APP, GROUPS, policy, without } from "./fixtures";

behaviours(exclusions, {
  violates: {
    "another group": {
      given: [APP, policy(without("emergency", "managers"))],
      stackFacts: GROUPS,
      says: ['The group "managers" is excluded, which is neither the emergency access nor the travel group.'],
    },
    "the travel group from MFA": {
      given: [APP, policy(without("travel"))],
      stackFacts: GROUPS,
      says: ["The travel group is excluded from a policy that is not about places."],
    },
    "a user": {
      given: [APP, policy({ users: { excludedUsers: ["ada"] } })],
      stackFacts: GROUPS,
      says: ["excludedUsers is not empty; exclude through the emergency access group."],
    },
    "a role": {
      given: [APP, policy({ users: { excludedRoles: ["r"] } })],
      stackFacts: GROUPS,
      says: ["excludedRoles is not empty; exclude through the emergency access group."],
    },
    guests: {
      given: [APP, policy({ users: { excludedGuestsOrExternalUsers: [{}] } })],
      stackFacts: GROUPS,
      says: ["excludedGuestsOrExternalUsers is not empty; exclude through the emergency access group."],
    },
    "any group where none is told": {
      given: [APP, policy(without("emergency"))],
      says: ['The group "emergency" is excluded, which is neither the emergency access nor the travel group.'],
    },
    "a group that configuration replaced": {
      given: [APP, policy(without("emergency"))],
      stackFacts: GROUPS,
      config: { emergencyAccessGroup: "e", travelGroup: "t" },
      says: ['The group "emergency" is excluded, which is neither the emergency access nor the travel group.'],
    },
  },
  conforms: {
    "the emergency group": { given: [APP, policy(without("emergency"))], stackFacts: GROUPS },
    "the travel group by location": { given: [APP, policy({ ...ABROAD, ...without("emergency", "travel") })], stackFacts: GROUPS },
    "one group for both": { given: [APP, policy(without("g"))], stackFacts: { emergencyAccessGroupId: "g", travelGroupId: "g" } },
    "another app's policy": {
      given: [APP, policy({ ...without("x"), applications: { includedApplications: ["x"] } })],
      stackFacts: GROUPS,
    },
  },
  notes: {
    "an emergency group that the stack does not know yet": {
      given: [APP, policy(without("emergency"))],
      stackFacts: { emergencyAccessGroupId: UNKNOWN },
      says: [unknownNote("conditional-access-exclusions", "emergencyAccessGroupId")],
    },
    "a group that is not known yet": {
      given: [APP, policy(without(UNKNOWN))],
      stackFacts: GROUPS,
      says: [unknownNote("conditional-access-exclusions", "conditions.users.excludedGroups.0 of mfa")],
    },
  },
  both: {
    "a user and a group, where the stack's groups are not known yet": {
      given: [APP, policy({ users: { excludedUsers: ["GuestsOrExternalUsers"], excludedGroups: ["g"] } })],
      stackFacts: { travelGroupId: UNKNOWN, emergencyAccessGroupId: "e" },
      says: ["excludedUsers is not empty; exclude through the emergency access group."],
      notes: [unknownNote("conditional-access-exclusions", "travelGroupId")],
    },
  },
  notApplicable: { "a stack without policies": { given: [APP] } },
});
