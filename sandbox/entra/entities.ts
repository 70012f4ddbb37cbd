/** Shapes of the stored objects: exactly what Graph answers, nothing secret in them. */
import type { Identified } from "./table";

/** An app role; `value` is null where the gallery template leaves it out. */
export interface AppRole {
  id: string;
  allowedMemberTypes: string[];
  displayName: string;
  description: string | null;
  isEnabled: boolean;
  origin?: string;
  value: string | null;
}

/** A delegated permission that an application offers. */
export interface PermissionScope {
  id: string;
  isEnabled: boolean;
  value: string | null;
  type?: string;
  [property: string]: unknown;
}

/** An app registration. */
export interface Application extends Identified {
  appId: string;
  displayName: string;
  applicationTemplateId: string | null;
  identifierUris: string[];
  signInAudience: string;
  appRoles: AppRole[];
  tags: string[];
  api: { oauth2PermissionScopes: PermissionScope[]; [property: string]: unknown };
  web: { homePageUrl: string | null; logoutUrl: string | null; redirectUris: string[]; [property: string]: unknown };
  spa: { redirectUris: string[] };
  publicClient: { redirectUris: string[] };
  info: Record<string, unknown>;
  createdDateTime: string;
  [property: string]: unknown;
}

/** One entry of `keyCredentials`; the key itself is kept apart, by keyId. */
export interface KeyCredential {
  customKeyIdentifier: string;
  displayName: string;
  startDateTime: string;
  endDateTime: string;
  keyId: string;
  type: string;
  usage: string;
}

/** An enterprise application. */
export interface ServicePrincipal extends Identified {
  appId: string;
  displayName: string;
  applicationTemplateId: string | null;
  accountEnabled: boolean;
  appRoleAssignmentRequired: boolean;
  appRoles: AppRole[];
  keyCredentials: KeyCredential[];
  passwordCredentials: { keyId: string; customKeyIdentifier: string | null; [property: string]: unknown }[];
  preferredTokenSigningKeyThumbprint: string | null;
  loginUrl: string | null;
  tags: string[];
  [property: string]: unknown;
}

/** A user. The world may add attributes, such as department. */
export interface User extends Identified {
  userPrincipalName: string;
  displayName: string | null;
  givenName: string | null;
  surname: string | null;
  mail: string | null;
  accountEnabled: boolean;
  [property: string]: unknown;
}

/** A group; its members and owners are {@link Relations}. */
export interface Group extends Identified {
  displayName: string;
  description: string | null;
  securityEnabled: boolean;
  mailEnabled: boolean;
  mailNickname: string;
  membershipRule: string | null;
  [property: string]: unknown;
}

/** A user, group or service principal that holds an app role on a resource. */
export interface AppRoleAssignment extends Identified {
  appRoleId: string;
  createdDateTime: string;
  principalDisplayName: string | null;
  principalId: string;
  principalType: "User" | "Group" | "ServicePrincipal";
  resourceDisplayName: string;
  resourceId: string;
}

/** A claims mapping policy. */
export interface ClaimsMappingPolicy extends Identified {
  definition: string[];
  displayName: string;
  isOrganizationDefault: boolean;
  deletedDateTime: null;
}

/** Claims of one service principal, as the portal edits them; Graph's beta alone has it. */
export interface CustomClaimsPolicy extends Identified {
  includeBasicClaimSet: boolean;
  includeApplicationIdInIssuer: boolean;
  audienceOverride: string | null;
  groupFilter: object | null;
  claims: readonly object[];
}

/** A country or IP named location. */
export interface NamedLocation extends Identified {
  "@odata.type": string;
  displayName: string;
  createdDateTime: string;
  modifiedDateTime: string;
  countriesAndRegions?: string[];
  countryLookupMethod?: string;
  includeUnknownCountriesAndRegions?: boolean;
  ipRanges?: { "@odata.type": string; cidrAddress: string }[];
  isTrusted?: boolean;
}

/** An authentication strength, built in or custom. */
export interface AuthenticationStrength extends Identified {
  displayName: string;
  description: string;
  policyType: "builtIn" | "custom";
  requirementsSatisfied: "mfa" | "none";
  allowedCombinations: string[];
  createdDateTime: string;
  modifiedDateTime: string;
}

/** A Conditional Access policy; conditions and controls as they were sent, with the absent parts null or empty. */
export interface ConditionalAccessPolicy extends Identified {
  displayName: string;
  state: "enabled" | "disabled" | "enabledForReportingButNotEnforced";
  createdDateTime: string;
  modifiedDateTime: string | null;
  templateId: null;
  conditions: Conditions;
  grantControls: GrantControls | null;
  sessionControls: Record<string, unknown> | null;
}

/** When a policy applies. */
export interface Conditions {
  applications: { includeApplications: string[]; excludeApplications: string[]; includeUserActions: string[]; [property: string]: unknown };
  users: Record<"includeUsers" | "excludeUsers" | "includeGroups" | "excludeGroups" | "includeRoles" | "excludeRoles", string[]> & {
    includeGuestsOrExternalUsers: unknown;
    excludeGuestsOrExternalUsers: unknown;
  };
  clientAppTypes: string[];
  locations: { includeLocations: string[]; excludeLocations: string[] } | null;
  platforms: { includePlatforms: string[]; excludePlatforms: string[] } | null;
  [property: string]: unknown;
}

/** What a policy asks for. */
export interface GrantControls {
  operator: "AND" | "OR";
  builtInControls: string[];
  customAuthenticationFactors: string[];
  termsOfUse: string[];
  authenticationStrength: { id: string } | null;
}
