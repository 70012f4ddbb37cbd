import { appNotExcluded } from "../../../rules/conditional-access/app-not-excluded";
import { emergencyAccess } from "../../../rules/conditional-access/emergency-access";
import { exclusions } from "../../../rules/conditional-access/exclusions";
import { azuread } from "../../../shared/types";
import { UNKNOWN, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { APP, NEW_APP, OTHER, policy, ABROAD, GROUPS, without } from "./fixtures";

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

behaviours(emergencyAccess, {
  violates: {
    "a policy without it": {
      given: [APP, policy(without("travel"))],
      stackFacts: GROUPS,
      says: ["The emergency access group is not excluded."],
    },
    "another app's policy without it": {
      given: [APP, policy({ applications: { includedApplications: ["x"] } })],
      stackFacts: GROUPS,
      says: ["The emergency access group is not excluded."],
    },
    "a stack that does not tell it": {
      given: [APP, policy(without("emergency"))],
      says: ["No emergency access group is told, so that nobody survives a mistake in this policy."],
    },
    "an empty one": {
      given: [APP, policy()],
      stackFacts: { emergencyAccessGroupId: "" },
      says: ["No emergency access group is told, so that nobody survives a mistake in this policy."],
    },
    "one that configuration replaced": {
      given: [APP, policy(without("emergency"))],
      stackFacts: GROUPS,
      config: { emergencyAccessGroup: "e" },
      says: ["The emergency access group is not excluded."],
    },
  },
  conforms: {
    "a policy with it": { given: [APP, policy(without("emergency"))], stackFacts: GROUPS },
    "a policy that is off": { given: [APP, policy({ state: "disabled" })], stackFacts: GROUPS },
    "a stack without the app": { given: [OTHER, policy()], stackFacts: GROUPS },
  },
  notes: {
    "an emergency group that the stack does not know yet": {
      given: [APP, policy(without("emergency"))],
      stackFacts: { emergencyAccessGroupId: UNKNOWN },
      says: [unknownNote("conditional-access-emergency-access", "emergencyAccessGroupId")],
    },
    "a group that is not known yet": {
      given: [APP, policy(without("travel", UNKNOWN))],
      stackFacts: GROUPS,
      says: [unknownNote("conditional-access-emergency-access", "conditions.users.excludedGroups.1 of mfa")],
    },
  },
  notApplicable: { "a stack without policies": { given: [APP] } },
});

const EXCLUDED = ["excludedApplications has the AWS app."];
behaviours(appNotExcluded, {
  violates: {
    "every app but this": {
      given: [APP, policy({ applications: { includedApplications: ["All"], excludedApplications: ["client"] } })],
      says: EXCLUDED,
    },
    "an app whose id is not known yet, from a policy on what users do": {
      given: [
        NEW_APP,
        policy({ applications: { includedApplications: [], includedUserActions: ["x"], excludedApplications: [UNKNOWN] } }, "p", NEW_APP),
      ],
      says: EXCLUDED,
    },
    "an app whose id is not known yet": {
      given: [NEW_APP, policy({ applications: { includedApplications: ["All"], excludedApplications: [UNKNOWN] } }, "p", NEW_APP)],
      says: EXCLUDED,
    },
  },
  conforms: {
    "this app": { given: [APP, policy()] },
    "every app but another": { given: [APP, policy({ applications: { includedApplications: ["All"], excludedApplications: ["other"] } })] },
    "this app but another that is not known yet": {
      given: [NEW_APP, policy({ applications: { includedApplications: [UNKNOWN], excludedApplications: [UNKNOWN] } }, "p", NEW_APP)],
    },
  },
  notes: {
    "conditions that are not known yet": {
      given: [APP, resource(azuread.conditionalAccessPolicy, { conditions: UNKNOWN }, { name: "p" })],
      says: [unknownNote("conditional-access-app-not-excluded", "conditions of p")],
    },
  },
  notApplicable: { "a stack without policies": { given: [APP] } },
});
