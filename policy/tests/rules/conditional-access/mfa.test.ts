import { legacyAuthentication } from "../../../rules/conditional-access/legacy-authentication";
import { mfa } from "../../../rules/conditional-access/mfa";
import { azuread } from "../../../shared/types";
import { UNKNOWN, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { APP, NEW_APP, OTHER, PRINCIPAL, DEVELOPMENT, notApplicable, type Parts, SECOND_APP, policy } from "./fixtures";

const PLACE = resource(azuread.namedLocation, {}, { name: "place" });
const NO_MFA = ["No Conditional Access policy asks all users with all client types for MFA or an authentication strength."];
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
