import { geography } from "../../../rules/conditional-access/geography";
import { azuread } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { ABROAD, APP, DEVELOPMENT, notApplicable, OTHER, policy } from "./fixtures";

const NO_PLACE = ["No Conditional Access policy blocks all users by location."];

behaviours(geography, {
  violates: {
    "an app without a policy": { given: [APP], says: NO_PLACE },
    "MFA alone": { given: [APP, policy()], says: NO_PLACE },
    "MFA abroad": { given: [APP, policy({ ...ABROAD, grant: {} })], says: NO_PLACE },
    "a block of every place": {
      given: [APP, policy({ ...ABROAD, conditions: { locations: { includedLocations: ["All"] } } })],
      says: NO_PLACE,
    },
    "a block of trusted places": {
      given: [APP, policy({ ...ABROAD, conditions: { locations: { includedLocations: ["AllTrusted"] } } })],
      says: NO_PLACE,
    },
    "a block of some users": { given: [APP, policy({ ...ABROAD, users: { includedUsers: ["ada"] } })], says: NO_PLACE },
    "a block of browsers": {
      given: [APP, policy({ ...ABROAD, conditions: { ...ABROAD.conditions, clientAppTypes: ["browser"] } })],
      says: NO_PLACE,
    },
    "a block that is off": { given: [APP, policy({ ...ABROAD, state: "disabled" })], says: NO_PLACE },
    "a block for another app": { given: [APP, policy({ ...ABROAD, applications: { includedApplications: ["x"] } })], says: NO_PLACE },
  },
  conforms: {
    "a block of everywhere but allowed countries": { given: [APP, policy(ABROAD)] },
    "a block of named countries, and of trusted places": {
      given: [APP, policy({ ...ABROAD, conditions: { locations: { includedLocations: ["AllTrusted", "embargo"] } } })],
    },
    "a block of named countries": { given: [APP, policy({ ...ABROAD, conditions: { locations: { includedLocations: ["embargo"] } } })] },
    "an app of something else": { given: [OTHER] },
  },
  notes: {
    "an app in development without a policy": { given: [APP], stackFacts: DEVELOPMENT, says: NO_PLACE },
    "conditions that are not known yet": {
      given: [APP, resource(azuread.conditionalAccessPolicy, { conditions: UNKNOWN }, { name: "p" })],
      says: [unknownNote("conditional-access-geography", "conditions of p")],
    },
  },
  notApplicable,
});

behaviours(geography, {
  violates: {},
  conforms: {
    "a block of a named place beside the trusted ones": {
      given: [
        APP,
        policy({
          conditions: { locations: { includedLocations: ["AllTrusted", "abroad"] } },
          grant: { builtInControls: ["block"] },
        }),
      ],
    },
  },
});
