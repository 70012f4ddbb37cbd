import { emergencyAccess } from "../../../rules/conditional-access/emergency-access";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { APP, GROUPS, OTHER, policy, without } from "./fixtures";

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
