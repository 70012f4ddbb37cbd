/** What tests of Conditional Access begin with: an application that somebody may use, and policies as they are sent. */
import { Client, USER_ROLE } from "./client";

export const POLICIES = "/v1.0/identity/conditionalAccess/policies";
export const LOCATIONS = "/v1.0/identity/conditionalAccess/namedLocations";
export const PHISHING_RESISTANT = "00000000-0000-0000-0000-000000000004";

/** A local Entra of its own, with the gallery application and Ada assigned to it. */
export interface AssignedApp {
  readonly client: Client;
  readonly appId: string;
  /** Object id of ada@example.com. */
  readonly ada: string;
}

/** Starts it; the caller stops its client. */
export async function startAssignedApp(): Promise<AssignedApp> {
  const client = await Client.start();
  const { servicePrincipal } = await client.instance();
  const ada = await client.userId("ada@example.com");
  const assignment = { appRoleId: USER_ROLE, principalId: ada, resourceId: servicePrincipal.id };
  await client.ok("POST", `/v1.0/servicePrincipals/${servicePrincipal.id}/appRoleAssignedTo`, assignment);
  return { client, appId: servicePrincipal.appId, ada };
}

/** A policy on the application as the provider sends it: unset parts as explicit nulls and empty lists. */
export function policyOn(
  { appId }: AssignedApp,
  { conditions = {}, users = {}, applications = {}, grant = {}, ...rest }: Record<string, object | string | null> = {},
) {
  return {
    "@odata.type": "#microsoft.graph.conditionalAccessPolicy",
    displayName: "MFA for AWS",
    state: "enabled",
    conditions: {
      applications: { includeApplications: [appId], excludeApplications: [], includeUserActions: [], ...(applications as object) },
      users: {
        includeUsers: ["All"],
        excludeUsers: [],
        includeGroups: [],
        excludeGroups: [],
        includeRoles: [],
        excludeRoles: [],
        includeGuestsOrExternalUsers: null,
        excludeGuestsOrExternalUsers: null,
        ...(users as object),
      },
      clientAppTypes: ["all"],
      signInRiskLevels: [],
      userRiskLevels: [],
      servicePrincipalRiskLevels: [],
      authenticationFlows: null,
      devices: null,
      locations: null,
      platforms: null,
      ...(conditions as object),
    },
    grantControls:
      grant === null
        ? null
        : { operator: "OR", builtInControls: ["mfa"], customAuthenticationFactors: [], termsOfUse: [], ...(grant as object) },
    sessionControls: null,
    ...rest,
  };
}

/** Makes a location of two countries. */
export function homeLocation({ client }: AssignedApp): ReturnType<Client["ok"]> {
  return client.ok("POST", LOCATIONS, {
    "@odata.type": "#microsoft.graph.countryNamedLocation",
    countriesAndRegions: ["DE", "AT"],
    countryLookupMethod: "clientIpAddress",
    displayName: "home",
    includeUnknownCountriesAndRegions: false,
  });
}
