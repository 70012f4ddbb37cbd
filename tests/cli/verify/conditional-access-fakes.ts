import type { ConditionalAccessPolicy, NamedLocation } from "../../../cli/clouds/entra-types";
import type { Settings } from "../../../access/settings";
import { groupIds } from "./group-ids";

/** Client id of the AWS app in the fakes. */
export const clientId = "client";
const locationId = "aaaaaaaa-0000-4000-8000-0000000000c0";

/** Settings of Conditional Access with every policy that there is. */
export const everyPolicy = {
  state: "enabled",
  emergencyAccessGroup: "emergency",
  travelExceptionGroup: "travel",
  allowedCountries: ["DE", "IE"],
  signInFrequencyHours: 12,
} as const;

/**
 * A policy as Graph writes it out, with all that it does not use. @see
 * https://learn.microsoft.com/graph/api/conditionalaccesspolicy-get
 */
export function graphPolicy(
  displayName: string,
  change: Partial<ConditionalAccessPolicy> & { users?: object; applications?: object } = {},
) {
  const { users, applications, conditions, ...more } = change;
  return {
    id: `id of ${displayName}`,
    displayName,
    state: "enabled",
    createdDateTime: "2026-11-01T00:00:00Z",
    modifiedDateTime: null,
    templateId: null,
    conditions: {
      userRiskLevels: [],
      signInRiskLevels: [],
      servicePrincipalRiskLevels: [],
      insiderRiskLevels: null,
      clientAppTypes: ["all"],
      platforms: null,
      locations: null,
      devices: null,
      clientApplications: null,
      authenticationFlows: null,
      applications: {
        includeApplications: [clientId],
        excludeApplications: [],
        includeUserActions: [],
        includeAuthenticationContextClassReferences: [],
        applicationFilter: null,
        ...applications,
      },
      users: {
        includeUsers: ["All"],
        excludeUsers: [],
        includeGroups: [],
        excludeGroups: [groupIds["emergency"]!],
        includeRoles: [],
        excludeRoles: [],
        includeGuestsOrExternalUsers: null,
        excludeGuestsOrExternalUsers: null,
        ...users,
      },
      ...conditions,
    },
    grantControls: {
      operator: "OR",
      builtInControls: ["mfa"],
      customAuthenticationFactors: [],
      termsOfUse: [],
      "authenticationStrength@odata.context": "https://graph.microsoft.com/v1.0/$metadata#x",
      authenticationStrength: null,
    },
    sessionControls: null,
    ...more,
  } as ConditionalAccessPolicy;
}

/** What {@link everyPolicy} asks for, in Graph's form. */
export function graphPolicies({ conditionalAccess, enterpriseApp: { name } }: Settings): ConditionalAccessPolicy[] {
  if (conditionalAccess === undefined) return [];
  const grant = (control: string) => ({ operator: "OR", builtInControls: [control] });
  return [
    graphPolicy(`${name}: multifactor authentication for everybody`, {
      sessionControls: {
        disableResilienceDefaults: null,
        applicationEnforcedRestrictions: { isEnabled: false },
        cloudAppSecurity: null,
        persistentBrowser: null,
        signInFrequency: {
          value: 12,
          type: "hours",
          isEnabled: true,
          frequencyInterval: "timeBased",
          authenticationType: "primaryAndSecondaryAuthentication",
        },
      },
    }),
    graphPolicy(`${name}: compliant device for administrators`, {
      users: { includeUsers: [], includeGroups: [groupIds["admins"]] },
      grantControls: grant("compliantDevice"),
    }),
    graphPolicy(`${name}: blocked outside the allowed countries`, {
      users: { excludeGroups: [groupIds["travel"], groupIds["emergency"]] },
      conditions: { locations: { includeLocations: ["All"], excludeLocations: [locationId] } },
      grantControls: grant("block"),
    }),
  ];
}

export function graphLocations({ conditionalAccess, enterpriseApp: { name } }: Settings): NamedLocation[] {
  if (conditionalAccess === undefined) return [];
  return [
    {
      id: locationId,
      "@odata.type": "#microsoft.graph.countryNamedLocation",
      displayName: `${name}: allowed countries`,
      countriesAndRegions: ["IE", "DE"],
      countryLookupMethod: "clientIpAddress",
      includeUnknownCountriesAndRegions: false,
    },
  ];
}
