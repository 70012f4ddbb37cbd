import { appNotExcluded } from "../../../rules/conditional-access/app-not-excluded";
import { azuread } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { APP, NEW_APP, policy } from "./fixtures";

behaviours(appNotExcluded, {
  violates: {
    "an app whose id is not known yet, of a policy that includes none": {
      given: [
        NEW_APP,
        policy({ applications: { includedApplications: [], includedUserActions: ["x"], excludedApplications: [UNKNOWN] } }, "p", NEW_APP),
      ],
      says: ["excludedApplications has the AWS app."],
    },
  },
  conforms: {},
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
