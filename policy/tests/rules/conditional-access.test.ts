import { appNotExcluded } from "../../rules/conditional-access/app-not-excluded";
import { compliantDevice } from "../../rules/conditional-access/compliant-device";
import { emergencyAccess } from "../../rules/conditional-access/emergency-access";
import { enabled } from "../../rules/conditional-access/enabled";
import { exclusions } from "../../rules/conditional-access/exclusions";
import { geography } from "../../rules/conditional-access/geography";
import { legacyAuthentication } from "../../rules/conditional-access/legacy-authentication";
import { mfa } from "../../rules/conditional-access/mfa";
import { signInFrequency } from "../../rules/conditional-access/sign-in-frequency";
import { IDENTITY_CENTER_TEMPLATE } from "../../shared/entra-app";
import { azuread } from "../../shared/types";
import { UNKNOWN, type Wire, resource } from "../../testing";
import { behaviours, unknownNote } from "../cases";

const APP = resource(azuread.application, { templateId: IDENTITY_CENTER_TEMPLATE, clientId: "client" }, { name: "app" });
const NEW_APP = resource(azuread.application, { templateId: IDENTITY_CENTER_TEMPLATE, clientId: UNKNOWN }, { name: "app" });
const OTHER = resource(azuread.application, { templateId: "other", clientId: "client" }, { name: "app" });
const DEVELOPMENT = { stage: "development" };
const notApplicable = { "a stack without applications": { given: [resource(azuread.namedLocation, {})] } };

interface Parts {
  readonly conditions?: Readonly<Record<string, unknown>>;
  readonly users?: Readonly<Record<string, unknown>>;
  readonly applications?: Readonly<Record<string, unknown>>;
  readonly grant?: Readonly<Record<string, unknown>>;
  readonly session?: Readonly<Record<string, unknown>>;
  readonly state?: unknown;
}

/** A policy on the app that asks everybody for MFA, with parts of it changed. */
function policy({ conditions, users, applications, grant, session, state = "enabled" }: Parts = {}, name = "mfa", app: Wire = APP): Wire {
  return resource(
    azuread.conditionalAccessPolicy,
    {
      state,
      conditions: {
        applications: { includedApplications: ["client"], ...applications },
        users: { includedUsers: ["All"], ...users },
        clientAppTypes: ["all"],
        ...conditions,
      },
      grantControls: { operator: "OR", builtInControls: ["mfa"], ...grant },
      ...(session === undefined ? {} : { sessionControls: session }),
    },
    { name, refers: { conditions: app } },
  );
}

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
  "another control": { grant: { operator: "AND", builtInControls: ["compliantDevice"] } },
};
const gaps = (says: string[]) =>
  Object.fromEntries(Object.entries(GAPS).map(([title, parts]) => [title, { given: [APP, policy(parts)], says }]));

behaviours(mfa, {
  violates: {
    "an app without a policy": { given: [APP], says: NO_MFA },
    "an app in a stack of production without a policy": { given: [APP], told: { stage: "production" }, says: NO_MFA },
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
    "an app of something else": { given: [OTHER] },
  },
  notes: {
    "an app in development without a policy": { given: [APP], told: DEVELOPMENT, says: NO_MFA },
    "conditions that are not known yet": {
      given: [APP, resource(azuread.conditionalAccessPolicy, { state: "enabled", conditions: UNKNOWN }, { name: "mfa" })],
      says: [unknownNote("conditional-access-mfa", "conditions of mfa")],
    },
  },
  notApplicable,
});

const DEVICE: Parts = { users: { includedUsers: [], includedGroups: ["admins"] }, grant: { builtInControls: ["compliantDevice"] } };
const told = { compliantDeviceGroupIds: ["admins"] };
const NO_DEVICE = ['No Conditional Access policy asks the group "admins" for a compliant device.'];
behaviours(compliantDevice, {
  violates: {
    "a group without a policy": { given: [APP, policy()], told, says: NO_DEVICE },
    "a configured group": {
      given: [APP, policy(DEVICE)],
      config: { compliantDeviceGroups: ["other"] },
      told,
      says: ['No Conditional Access policy asks the group "other" for a compliant device.'],
    },
    "MFA as a way around": {
      given: [APP, policy({ ...DEVICE, grant: { builtInControls: ["compliantDevice", "mfa"] } })],
      told,
      says: NO_DEVICE,
    },
    "a group that is excluded": {
      given: [APP, policy({ ...DEVICE, users: { includedUsers: ["All"], excludedGroups: ["admins"] } })],
      told,
      says: NO_DEVICE,
    },
    "browsers only": { given: [APP, policy({ ...DEVICE, conditions: { clientAppTypes: ["browser"] } })], told, says: NO_DEVICE },
    "some platforms": {
      given: [APP, policy({ ...DEVICE, conditions: { platforms: { includedPlatforms: ["iOS"] } } })],
      told,
      says: NO_DEVICE,
    },
    "some places": {
      given: [APP, policy({ ...DEVICE, conditions: { locations: { includedLocations: ["abroad"] } } })],
      told,
      says: NO_DEVICE,
    },
    "a policy that is off": { given: [APP, policy({ ...DEVICE, state: "disabled" })], told, says: NO_DEVICE },
    "another app": { given: [APP, policy({ ...DEVICE, applications: { includedApplications: ["other"] } })], told, says: NO_DEVICE },
  },
  conforms: {
    "a device for the group": { given: [APP, policy(DEVICE)], told },
    "a device for everybody": { given: [APP, policy({ ...DEVICE, users: {} })], told },
    "a stack that tells no groups": { given: [APP] },
    "a group that is not known yet": { given: [APP, policy({ ...DEVICE, users: { includedUsers: [], includedGroups: [UNKNOWN] } })], told },
    "an app of something else": { given: [OTHER], told },
  },
  notes: {
    "a group without a policy in development": { given: [APP], told: { ...told, ...DEVELOPMENT }, says: NO_DEVICE },
    "conditions that are not known yet": {
      given: [APP, resource(azuread.conditionalAccessPolicy, { conditions: UNKNOWN }, { name: "p" })],
      told,
      says: [unknownNote("conditional-access-compliant-device", "conditions of p")],
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
    "an app in development without a policy": { given: [APP], told: DEVELOPMENT, says: NO_LEGACY },
    "conditions that are not known yet": {
      given: [APP, resource(azuread.conditionalAccessPolicy, { conditions: UNKNOWN }, { name: "p" })],
      says: [unknownNote("conditional-access-legacy-authentication", "conditions of p")],
    },
  },
  notApplicable,
});

const ABROAD: Parts = {
  conditions: { locations: { includedLocations: ["All"], excludedLocations: [UNKNOWN] } },
  grant: { builtInControls: ["block"] },
};
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
    "a block of named countries": { given: [APP, policy({ ...ABROAD, conditions: { locations: { includedLocations: ["embargo"] } } })] },
    "an app of something else": { given: [OTHER] },
  },
  notes: {
    "an app in development without a policy": { given: [APP], told: DEVELOPMENT, says: NO_PLACE },
    "conditions that are not known yet": {
      given: [APP, resource(azuread.conditionalAccessPolicy, { conditions: UNKNOWN }, { name: "p" })],
      says: [unknownNote("conditional-access-geography", "conditions of p")],
    },
  },
  notApplicable,
});

const REPORT = policy({ state: "enabledForReportingButNotEnforced" });
const until = (reportOnlyUntil: string) => ({ stage: "production", reportOnlyUntil });
behaviours(enabled, {
  violates: {
    "a policy that is off": {
      given: [APP, policy({ state: "disabled" })],
      says: ['state is "disabled"; in production it must be enabled.'],
    },
    "report-only without an end": {
      given: [APP, REPORT],
      told: { stage: "production" },
      says: ["It only reports, and no reportOnlyUntil says until when."],
    },
    "report-only whose end is no day": {
      given: [APP, REPORT],
      told: until("soon"),
      says: ['It only reports until "soon", which is no day such as 2027-01-31.'],
    },
    "report-only after its end": {
      given: [APP, REPORT],
      told: until("2026-11-22"),
      says: ["It only reports, though reportOnlyUntil was 2026-11-22."],
    },
    "report-only for 31 days": {
      given: [APP, REPORT],
      told: until("2026-12-25"),
      says: ["It only reports until 2026-12-25, which is 31 days ahead; at most 30 are allowed."],
    },
    "report-only for longer than configured": {
      given: [APP, REPORT],
      told: until("2026-12-01"),
      config: { maxReportOnlyDays: 6 },
      says: ["It only reports until 2026-12-01, which is 7 days ahead; at most 6 are allowed."],
    },
    "an end that configuration overrides": {
      given: [APP, REPORT],
      told: until("2026-12-01"),
      config: { reportOnlyUntil: "2026-11-01" },
      says: ["It only reports, though reportOnlyUntil was 2026-11-01."],
    },
  },
  conforms: {
    "a policy in force": { given: [APP, policy()] },
    "anything in development": { given: [APP, policy({ state: "disabled" })], told: DEVELOPMENT },
    "another app's policy": { given: [APP, policy({ state: "disabled", applications: { includedApplications: ["x"] } })] },
    "a stack without the app": { given: [OTHER, policy({ state: "disabled" })] },
  },
  notes: {
    "report-only until its last day": { given: [APP, REPORT], told: until("2026-11-23"), says: ["It only reports until 2026-11-23."] },
    "report-only for thirty days": { given: [APP, REPORT], told: until("2026-12-24"), says: ["It only reports until 2026-12-24."] },
    "a state that is not known yet": {
      given: [APP, policy({ state: UNKNOWN })],
      says: [unknownNote("conditional-access-enabled", "state of mfa")],
    },
  },
  notApplicable: { "a stack without policies": { given: [APP] } },
});

const GROUPS = { emergencyAccessGroupId: "emergency", travelGroupId: "travel" };
const without = (...excludedGroups: unknown[]) => ({ users: { excludedGroups } });
behaviours(exclusions, {
  violates: {
    "another group": {
      given: [APP, policy(without("emergency", "managers"))],
      told: GROUPS,
      says: ['The group "managers" is excluded, which is neither the emergency access nor the travel group.'],
    },
    "the travel group from MFA": {
      given: [APP, policy(without("travel"))],
      told: GROUPS,
      says: ["The travel group is excluded from a policy that is not about places."],
    },
    "a user": {
      given: [APP, policy({ users: { excludedUsers: ["ada"] } })],
      told: GROUPS,
      says: ["excludedUsers is not empty; exclude through the emergency access group."],
    },
    "a role": {
      given: [APP, policy({ users: { excludedRoles: ["r"] } })],
      told: GROUPS,
      says: ["excludedRoles is not empty; exclude through the emergency access group."],
    },
    guests: {
      given: [APP, policy({ users: { excludedGuestsOrExternalUsers: [{}] } })],
      told: GROUPS,
      says: ["excludedGuestsOrExternalUsers is not empty; exclude through the emergency access group."],
    },
    "any group where none is told": {
      given: [APP, policy(without("emergency"))],
      says: ['The group "emergency" is excluded, which is neither the emergency access nor the travel group.'],
    },
    "a group that configuration replaced": {
      given: [APP, policy(without("emergency"))],
      told: GROUPS,
      config: { emergencyAccessGroup: "e", travelGroup: "t" },
      says: ['The group "emergency" is excluded, which is neither the emergency access nor the travel group.'],
    },
  },
  conforms: {
    "the emergency group": { given: [APP, policy(without("emergency"))], told: GROUPS },
    "the travel group by location": { given: [APP, policy({ ...ABROAD, ...without("emergency", "travel") })], told: GROUPS },
    "one group for both": { given: [APP, policy(without("g"))], told: { emergencyAccessGroupId: "g", travelGroupId: "g" } },
    "another app's policy": { given: [APP, policy({ ...without("x"), applications: { includedApplications: ["x"] } })], told: GROUPS },
  },
  notes: {
    "a group that is not known yet": {
      given: [APP, policy(without(UNKNOWN))],
      told: GROUPS,
      says: [unknownNote("conditional-access-exclusions", "conditions.users.excludedGroups.0 of mfa")],
    },
  },
  notApplicable: { "a stack without policies": { given: [APP] } },
});

behaviours(emergencyAccess, {
  violates: {
    "a policy without it": { given: [APP, policy(without("travel"))], told: GROUPS, says: ["The emergency access group is not excluded."] },
    "another app's policy without it": {
      given: [APP, policy({ applications: { includedApplications: ["x"] } })],
      told: GROUPS,
      says: ["The emergency access group is not excluded."],
    },
    "a stack that does not tell it": {
      given: [APP, policy(without("emergency"))],
      says: ["No emergency access group is told, so that nobody survives a mistake in this policy."],
    },
    "an empty one": {
      given: [APP, policy()],
      told: { emergencyAccessGroupId: "" },
      says: ["No emergency access group is told, so that nobody survives a mistake in this policy."],
    },
    "one that configuration replaced": {
      given: [APP, policy(without("emergency"))],
      told: GROUPS,
      config: { emergencyAccessGroup: "e" },
      says: ["The emergency access group is not excluded."],
    },
  },
  conforms: {
    "a policy with it": { given: [APP, policy(without("emergency"))], told: GROUPS },
    "a policy that is off": { given: [APP, policy({ state: "disabled" })], told: GROUPS },
    "a stack without the app": { given: [OTHER, policy()], told: GROUPS },
  },
  notes: {
    "a group that is not known yet": {
      given: [APP, policy(without(UNKNOWN))],
      told: GROUPS,
      says: [unknownNote("conditional-access-emergency-access", "conditions.users.excludedGroups.0 of mfa")],
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

const every = (signInFrequency: unknown, signInFrequencyPeriod = "hours") =>
  policy({ session: { signInFrequency, signInFrequencyPeriod } });
behaviours(signInFrequency, {
  violates: {
    "too long": {
      given: [APP, every(13)],
      config: { maxHours: 12 },
      says: ["Sign-in is asked for every 13 hours only; at most 12 may lie between."],
    },
    "days that are too long": {
      given: [APP, every(1, "days")],
      config: { maxHours: 23 },
      says: ["Sign-in is asked for every 24 hours only; at most 23 may lie between."],
    },
    "too short": {
      given: [APP, every(1)],
      config: { minHours: 2 },
      says: ["Sign-in is asked for every 1 hours; at least 2 must lie between."],
    },
    "every time where that is too short": {
      given: [APP, policy({ session: { signInFrequencyInterval: "everyTime" } })],
      config: { minHours: 1 },
      says: ["Sign-in is asked for every 0 hours; at least 1 must lie between."],
    },
    "none where one is demanded": {
      given: [APP, policy()],
      config: { maxHours: 12 },
      says: ["No Conditional Access policy sets a sign-in frequency."],
    },
    "one that is off": {
      given: [APP, { ...every(1), props: { ...every(1).props, state: "disabled" } }],
      config: { maxHours: 12 },
      says: ["No Conditional Access policy sets a sign-in frequency."],
    },
  },
  conforms: {
    "at the bounds": { given: [APP, every(12)], config: { minHours: 12, maxHours: 12 } },
    "every time": { given: [APP, policy({ session: { signInFrequencyInterval: "everyTime" } })], config: { maxHours: 12 } },
    "none where none is demanded": { given: [APP, policy()] },
    "another app's": {
      given: [
        APP,
        {
          ...every(99),
          props: {
            ...policy({ applications: { includedApplications: ["x"] } }).props,
            sessionControls: { signInFrequency: 99, signInFrequencyPeriod: "hours" },
          },
        },
      ],
      config: { minHours: 100 },
    },
  },
  notes: {
    "a frequency that is not known yet": {
      given: [APP, every(UNKNOWN)],
      config: { maxHours: 12 },
      says: [unknownNote("conditional-access-sign-in-frequency", "sessionControls.signInFrequency of mfa")],
    },
    "none in development": {
      given: [APP, policy()],
      config: { maxHours: 12 },
      told: DEVELOPMENT,
      says: ["No Conditional Access policy sets a sign-in frequency."],
    },
  },
  notApplicable,
});
