import { legacyAuthentication } from "../../../rules/conditional-access/legacy-authentication";
import { azuread } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { APP, DEVELOPMENT, notApplicable, type Parts, policy } from "./fixtures";

behaviours(legacyAuthentication, {
  violates: {},
  conforms: {
    "a block of a modern client type beside a legacy one": {
      given: [
        APP,
        policy(),
        policy({ conditions: { clientAppTypes: ["browser", "other"] }, grant: { builtInControls: ["block"] } }, "block"),
      ],
    },
  },
});

const BLOCK: Parts = {
  applications: { includedApplications: ["All"] },
  conditions: { clientAppTypes: ["exchangeActiveSync", "other"] },
  grant: { builtInControls: ["block"] },
};

const NO_LEGACY = ["No Conditional Access policy blocks legacy authentication, neither through MFA over all client types nor tenant-wide."];
const ALONE = "It blocks legacy client types for the AWS app alone, where they do not occur; block them for all applications.";

behaviours(legacyAuthentication, {
  violates: {
    "an app without a policy": { given: [APP], says: NO_LEGACY },
    "a block for this app alone": { given: [APP, policy({ ...BLOCK, applications: {} })], says: [ALONE, ...NO_LEGACY] },
    "the same beside MFA": {
      given: [APP, policy(), policy({ ...BLOCK, applications: {}, conditions: { clientAppTypes: ["easSupported"] } }, "b")],
      says: [ALONE],
    },
    "a block of half of it": { given: [APP, policy({ ...BLOCK, conditions: { clientAppTypes: ["other"] } })], says: NO_LEGACY },
    "a block of the other half": {
      given: [APP, policy({ ...BLOCK, conditions: { clientAppTypes: ["exchangeActiveSync"] } })],
      says: NO_LEGACY,
    },
    "a block for some users": { given: [APP, policy({ ...BLOCK, users: { includedUsers: ["ada"] } })], says: NO_LEGACY },
    "a block that is off": { given: [APP, policy({ ...BLOCK, state: "disabled" })], says: NO_LEGACY },
    "no block": { given: [APP, policy({ ...BLOCK, grant: {} })], says: NO_LEGACY },
    "a block of some platforms": {
      given: [APP, policy({ ...BLOCK, conditions: { ...BLOCK.conditions, platforms: { includedPlatforms: ["iOS"] } } })],
      says: NO_LEGACY,
    },
    "a block of some places": {
      given: [APP, policy({ ...BLOCK, conditions: { ...BLOCK.conditions, locations: { includedLocations: ["abroad"] } } })],
      says: NO_LEGACY,
    },
    "a block for every app but this": {
      given: [APP, policy({ ...BLOCK, applications: { includedApplications: ["All"], excludedApplications: ["client"] } })],
      says: NO_LEGACY,
    },
  },
  conforms: {
    "MFA over all client types": { given: [APP, policy()] },
    "a block for the whole tenant": { given: [APP, policy(BLOCK)] },
    "another app's block beside MFA": { given: [APP, policy(), policy({ ...BLOCK, applications: { includedApplications: ["x"] } }, "b")] },
    "a block of all clients by place": { given: [APP, policy(), policy({ grant: { builtInControls: ["block"] } }, "b")] },
    "a block for this app alone that is off": { given: [APP, policy(), policy({ ...BLOCK, applications: {}, state: "disabled" }, "b")] },
    "a block of no client": { given: [APP, policy(), policy({ ...BLOCK, applications: {}, conditions: { clientAppTypes: [] } }, "b")] },
    "legacy clients asked for MFA": { given: [APP, policy(), policy({ ...BLOCK, applications: {}, grant: {} }, "b")] },
  },
  notes: {
    "an app in development without a policy": { given: [APP], stackFacts: DEVELOPMENT, says: NO_LEGACY },
    "conditions that are not known yet": {
      given: [APP, resource(azuread.conditionalAccessPolicy, { conditions: UNKNOWN }, { name: "p" })],
      says: [unknownNote("conditional-access-legacy-authentication", "conditions of p")],
    },
  },
  notApplicable,
});
