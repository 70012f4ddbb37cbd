import { appNotExcluded } from "../../../rules/conditional-access/app-not-excluded";
import { geography } from "../../../rules/conditional-access/geography";
import { legacyAuthentication } from "../../../rules/conditional-access/legacy-authentication";
import { mfa } from "../../../rules/conditional-access/mfa";
import { signInFrequency } from "../../../rules/conditional-access/sign-in-frequency";
import { azuread } from "../../../shared/types";
import { UNKNOWN, type Wire, resource } from "../../../testing";
import { behaviours } from "../../cases";
import { APP, NEW_APP, policy } from "./fixtures";

const principalOf = (app: Wire) =>
  resource(azuread.servicePrincipal, { clientId: UNKNOWN }, { name: `${app.name}-sp`, refers: { clientId: app } });
const LOCATION = resource(azuread.namedLocation, {}, { name: "countries" });
const SECOND: Wire = { ...NEW_APP, name: "second", urn: `${NEW_APP.urn}-2` };
const onUnknown = { applications: { includedApplications: [UNKNOWN] } };
/** A policy of which more depends on other resources than the app. */
const dependent = (...on: Wire[]): Wire => ({
  ...policy(onUnknown, "mfa", NEW_APP),
  propertyDependencies: { conditions: on.map(({ urn }) => urn) },
});
const NO_MFA = "No Conditional Access policy asks all users with all client types for MFA or an authentication strength.";

behaviours(mfa, {
  violates: {
    "an authentication strength that is empty": {
      given: [APP, policy({ grant: { builtInControls: [], authenticationStrengthPolicyId: "" } })],
      says: [NO_MFA],
    },
    "an authentication strength that is null": {
      given: [APP, policy({ grant: { builtInControls: [], authenticationStrengthPolicyId: null } })],
      says: [NO_MFA],
    },
    "a policy of another of Identity Center's apps": {
      given: [NEW_APP, principalOf(NEW_APP), SECOND, principalOf(SECOND), dependent(principalOf(SECOND))],
      says: [NO_MFA],
    },
  },
  conforms: {
    "a policy that depends on the app and on a place": {
      given: [NEW_APP, principalOf(NEW_APP), LOCATION, dependent(NEW_APP, LOCATION)],
    },
    "a policy that depends on a place and on the app's service principal": {
      given: [NEW_APP, principalOf(NEW_APP), LOCATION, dependent(LOCATION, principalOf(NEW_APP))],
    },
  },
});

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

behaviours(signInFrequency, {
  violates: {
    "no bound in force: a frequency of nothing": {
      given: [APP, policy({ session: { signInFrequency: 0, signInFrequencyPeriod: "hours" } })],
      config: { maxHours: 12 },
      says: ["No Conditional Access policy sets a sign-in frequency."],
    },
  },
  conforms: {
    "one policy that asks again beside one that does not": {
      given: [APP, policy(), policy({ session: { signInFrequency: 12, signInFrequencyPeriod: "hours" } }, "again")],
      config: { maxHours: 12 },
    },
  },
});
