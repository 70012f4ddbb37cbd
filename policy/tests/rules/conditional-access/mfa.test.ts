import { mfa } from "../../../rules/conditional-access/mfa";
import { azuread } from "../../../shared/types";
import { resource, UNKNOWN, type Wire } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { APP, DEVELOPMENT, NEW_APP, notApplicable, OTHER, type Parts, policy, PRINCIPAL, SECOND_APP } from "./fixtures";

const NO_MFA = ["No Conditional Access policy asks all users with all client types for MFA or an authentication strength."];
const PLACE = resource(azuread.namedLocation, {}, { name: "place" });

/** Parts of a policy that let somebody pass without MFA. */
const GAPS: Record<string, Parts> = {
  "some users only": { users: { includedUsers: ["ada"] } },
  "another app": { applications: { includedApplications: ["other"] } },
  "every app but this": { applications: { includedApplications: ["All"], excludedApplications: ["client"] } },
  "browsers only": { conditions: { clientAppTypes: ["browser"] } },
  "no client": { conditions: { clientAppTypes: [] } },
  "some platforms": { conditions: { platforms: { includedPlatforms: ["iOS"] } } },
  "all platforms but one": { conditions: { platforms: { includedPlatforms: ["all"], excludedPlatforms: ["linux"] } } },
  "some devices": { conditions: { devices: { filter: { mode: "exclude", rule: "x" } } } },
  "applications by their attributes": { applications: { filter: { mode: "exclude", rule: "x" } } },
  "risky sign-ins only": { conditions: { signInRiskLevels: ["high"] } },
  "risky users only": { conditions: { userRiskLevels: ["high"] } },
  "some flows only": { conditions: { authenticationFlowTransferMethods: ["deviceCodeFlow"] } },
  "insiders at risk only": { conditions: { insiderRiskLevels: "elevated" } },
  "risky principals only": { conditions: { servicePrincipalRiskLevels: ["high"] } },
  "some places only": { conditions: { locations: { includedLocations: ["abroad"] } } },
  "everywhere but at the office": { conditions: { locations: { includedLocations: ["All"], excludedLocations: ["AllTrusted"] } } },
  "a policy that is off": { state: "disabled" },
  "a device instead of MFA": { grant: { builtInControls: ["mfa", "compliantDevice"] } },
  "terms of use instead of MFA": { grant: { termsOfUses: ["t"] } },
  "a factor of somebody else's instead of MFA": { grant: { customAuthenticationFactors: ["f"] } },
  "no control": { grant: { builtInControls: [] } },
  "an authentication strength that is empty": { grant: { builtInControls: [], authenticationStrengthPolicyId: "" } },
  "an authentication strength that is null": { grant: { builtInControls: [], authenticationStrengthPolicyId: null } },
  "another control": { grant: { operator: "AND", builtInControls: ["compliantDevice"] } },
};

const gaps = (says: string[]) =>
  Object.fromEntries(Object.entries(GAPS).map(([title, parts]) => [title, { given: [APP, policy(parts)], says }]));

behaviours(mfa, {
  violates: {
    "an app without a policy": { given: [APP], says: NO_MFA },
    "a second app whose service principal no policy names": {
      given: [
        NEW_APP,
        PRINCIPAL,
        SECOND_APP,
        resource(azuread.servicePrincipal, { clientId: "second" }, { name: "second-principal" }),
        policy({ applications: { includedApplications: [UNKNOWN] } }, "mfa", PRINCIPAL),
      ],
      says: NO_MFA,
    },
    "a second app without a policy of its own": { given: [APP, SECOND_APP, policy()], says: NO_MFA },
    "an app in a stack of production without a policy": { given: [APP], stackFacts: { stage: "production" }, says: NO_MFA },
    ...gaps(NO_MFA),
  },
  conforms: {
    "MFA for everybody": { given: [APP, policy()] },
    "an authentication strength": { given: [APP, policy({ grant: { builtInControls: [], authenticationStrengthPolicyId: UNKNOWN } })] },
    "MFA and a device": { given: [APP, policy({ grant: { operator: "AND", builtInControls: ["mfa", "compliantDevice"] } })] },
    "each kind of client by name": {
      given: [APP, policy({ conditions: { clientAppTypes: ["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "other"] } })],
    },
    "MFA on every app": { given: [APP, policy({ applications: { includedApplications: ["All"] } })] },
    "every place and platform by name": {
      given: [
        APP,
        policy({
          conditions: {
            locations: { includedLocations: ["All"] },
            platforms: { includedPlatforms: ["all"] },
            devices: {},
            insiderRiskLevels: "",
            signInRiskLevels: [],
          },
        }),
      ],
    },
    "a policy that only reports": { given: [APP, policy({ state: "enabledForReportingButNotEnforced" })] },
    "an app whose id is not known yet": { given: [NEW_APP, policy({ applications: { includedApplications: [UNKNOWN] } }, "mfa", NEW_APP)] },
    "an app by its service principal's id, not known yet": {
      given: [NEW_APP, PRINCIPAL, policy({ applications: { includedApplications: [UNKNOWN] } }, "mfa", PRINCIPAL)],
    },
    "an app whose id is not known yet, beside a place that is not either": {
      given: [
        NEW_APP,
        PLACE,
        {
          ...policy({ applications: { includedApplications: [UNKNOWN] } }),
          propertyDependencies: { conditions: [PLACE.urn, NEW_APP.urn] },
        },
      ],
    },
    "two apps with one policy for both": {
      given: [APP, SECOND_APP, policy({ applications: { includedApplications: ["client", "second"] } })],
    },
    "an app of something else": { given: [OTHER] },
  },
  notes: {
    "an app in development without a policy": { given: [APP], stackFacts: DEVELOPMENT, says: NO_MFA },
    "a stage that is not known yet": {
      given: [APP],
      stackFacts: { stage: UNKNOWN },
      says: [unknownNote("conditional-access-mfa", "stage")],
    },
    "conditions that are not known yet": {
      given: [APP, resource(azuread.conditionalAccessPolicy, { state: "enabled", conditions: UNKNOWN }, { name: "mfa" })],
      says: [unknownNote("conditional-access-mfa", "conditions of mfa")],
    },
  },
  notApplicable,
});

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

behaviours(mfa, {
  violates: {
    "an authentication strength that is empty": {
      given: [APP, policy({ grant: { builtInControls: [], authenticationStrengthPolicyId: "" } })],
      says: NO_MFA,
    },
    "an authentication strength that is null": {
      given: [APP, policy({ grant: { builtInControls: [], authenticationStrengthPolicyId: null } })],
      says: NO_MFA,
    },
    "a policy of another of Identity Center's apps": {
      given: [NEW_APP, principalOf(NEW_APP), SECOND, principalOf(SECOND), dependent(principalOf(SECOND))],
      says: NO_MFA,
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
