import { type Entity } from "../graph";
import { listOf, optional, output, outputMap, quietBlock, required, set, setOf, type Schema } from "../schema";
import { featureTagsOf, featureTagSchema } from "./feature-tags";
import { flag, idsByValue, object, objects, orNull, text, texts, type Props } from "../values";

const permissionScope: Schema = {
  adminConsentDescription: optional,
  adminConsentDisplayName: optional,
  enabled: { default: true },
  id: required,
  type: { default: "User" },
  userConsentDescription: optional,
  userConsentDisplayName: optional,
  value: optional,
};

const appRole: Schema = {
  allowedMemberTypes: set,
  description: required,
  displayName: required,
  enabled: { default: true },
  id: required,
  value: optional,
};

const optionalClaim: Schema = { additionalProperties: { kind: "list" }, essential: { default: false }, name: required, source: optional };

/** azuread_application as the official plugin declares it. */
export const applicationSchema: Schema = {
  api: quietBlock({
    knownClientApplications: set,
    mappedClaimsEnabled: optional,
    oauth2PermissionScopes: setOf(permissionScope),
    requestedAccessTokenVersion: { default: 1 },
  }),
  appRoles: setOf(appRole),
  description: optional,
  deviceOnlyAuthEnabled: optional,
  displayName: required,
  fallbackPublicClientEnabled: optional,
  featureTags: { kind: "list", of: featureTagSchema, computed: "also" },
  groupMembershipClaims: set,
  identifierUris: set,
  marketingUrl: optional,
  notes: optional,
  oauth2PostResponseRequired: optional,
  optionalClaims: quietBlock({ accessTokens: listOf(optionalClaim), idTokens: listOf(optionalClaim), saml2Tokens: listOf(optionalClaim) }),
  owners: set,
  privacyStatementUrl: optional,
  publicClient: quietBlock({ redirectUris: set }),
  requiredResourceAccesses: setOf({ resourceAccesses: listOf({ id: required, type: required }), resourceAppId: required }),
  serviceManagementReference: optional,
  signInAudience: { default: "AzureADMyOrg" },
  singlePageApplication: quietBlock({ redirectUris: set }),
  supportUrl: optional,
  tags: { kind: "set", computed: "also" },
  templateId: { computed: "also", replaces: true },
  termsOfServiceUrl: optional,
  web: quietBlock({
    homepageUrl: optional,
    implicitGrant: quietBlock({ accessTokenIssuanceEnabled: optional, idTokenIssuanceEnabled: optional }),
    logoutUrl: optional,
    redirectUris: set,
  }),
  appRoleIds: outputMap,
  clientId: output,
  disabledByMicrosoft: output,
  logoUrl: output,
  oauth2PermissionScopeIds: outputMap,
  objectId: output,
  publisherDomain: output,
};

/** Pulumi's app roles or permission scopes as Graph's. */
export function rolesToGraph(roles: unknown): Entity[] {
  return objects(roles).map((role) => ({
    allowedMemberTypes: texts(role["allowedMemberTypes"]),
    description: text(role["description"]),
    displayName: text(role["displayName"]),
    id: text(role["id"]),
    isEnabled: flag(role["enabled"]),
    value: text(role["value"]),
  }));
}

export function scopesToGraph(scopes: unknown): Entity[] {
  return objects(scopes).map((scope) => ({
    adminConsentDescription: text(scope["adminConsentDescription"]),
    adminConsentDisplayName: text(scope["adminConsentDisplayName"]),
    id: text(scope["id"]),
    isEnabled: flag(scope["enabled"]),
    type: text(scope["type"]),
    userConsentDescription: text(scope["userConsentDescription"]),
    userConsentDisplayName: text(scope["userConsentDisplayName"]),
    value: text(scope["value"]),
  }));
}

/** Graph's app roles in Pulumi's names. */
export function rolesFromGraph(roles: unknown): Props[] {
  return objects(roles).map((role) => ({
    allowedMemberTypes: texts(role["allowedMemberTypes"]),
    description: text(role["description"]),
    displayName: text(role["displayName"]),
    enabled: flag(role["isEnabled"]),
    id: text(role["id"]),
    value: text(role["value"]),
  }));
}

/** Graph's permission scopes in Pulumi's names. */
export function scopesFromGraph(scopes: unknown): Props[] {
  return objects(scopes).map((scope) => ({
    adminConsentDescription: text(scope["adminConsentDescription"]),
    adminConsentDisplayName: text(scope["adminConsentDisplayName"]),
    enabled: flag(scope["isEnabled"]),
    id: text(scope["id"]),
    type: text(scope["type"]),
    userConsentDescription: text(scope["userConsentDescription"]),
    userConsentDisplayName: text(scope["userConsentDisplayName"]),
    value: text(scope["value"]),
  }));
}

const claimLists = { accessTokens: "accessToken", idTokens: "idToken", saml2Tokens: "saml2Token" } as const;

function claimsToGraph(claims: unknown): Entity {
  const from = object(claims) ?? {};
  return Object.fromEntries(
    Object.entries(claimLists).map(([mine, graphs]) => [
      graphs,
      objects(from[mine]).map((claim) => ({
        additionalProperties: texts(claim["additionalProperties"]),
        essential: flag(claim["essential"]),
        name: text(claim["name"]),
        source: orNull(claim["source"]),
      })),
    ]),
  );
}

function claimsFromGraph(claims: unknown): Props | undefined {
  const from = object(claims);
  if (from === undefined || Object.values(claimLists).every((name) => objects(from[name]).length === 0)) return undefined;
  return Object.fromEntries(
    Object.entries(claimLists).map(([mine, graphs]) => [
      mine,
      objects(from[graphs]).map((claim) => ({
        additionalProperties: texts(claim["additionalProperties"]),
        essential: flag(claim["essential"]),
        name: text(claim["name"]),
        source: text(claim["source"]),
      })),
    ]),
  );
}

function accessToGraph(accesses: unknown): Entity[] {
  return objects(accesses).map((access) => ({
    resourceAppId: text(access["resourceAppId"]),
    resourceAccess: objects(access["resourceAccesses"]).map(({ id, type }) => ({ id: text(id), type: text(type) })),
  }));
}

/** The type that every body of an application says, as the official SDK has it for all entities. */
export const applicationType = "#microsoft.graph.application";

/** What the official plugin sends in every PATCH; roles, scopes, URIs, claims and access only where `sends` says so. */
export function applicationToGraph(planned: Props, tags: readonly string[], sends: (path: string) => boolean): Entity {
  const api = object(planned["api"]) ?? {};
  const web = object(planned["web"]) ?? {};
  const grant = object(web["implicitGrant"]) ?? {};
  const redirects = (from: unknown): Entity => ({ redirectUris: texts(object(from)?.["redirectUris"]) });
  return {
    "@odata.type": applicationType,
    api: {
      acceptMappedClaims: flag(api["mappedClaimsEnabled"]),
      knownClientApplications: texts(api["knownClientApplications"]),
      requestedAccessTokenVersion: Number(api["requestedAccessTokenVersion"] ?? 1),
      ...(sends("api.oauth2PermissionScopes") ? { oauth2PermissionScopes: scopesToGraph(api["oauth2PermissionScopes"]) } : {}),
    },
    ...(sends("appRoles") ? { appRoles: rolesToGraph(planned["appRoles"]) } : {}),
    description: orNull(planned["description"]),
    displayName: text(planned["displayName"]),
    groupMembershipClaims: orNull(texts(planned["groupMembershipClaims"]).join(",")),
    ...(sends("identifierUris") ? { identifierUris: texts(planned["identifierUris"]) } : {}),
    info: {
      marketingUrl: orNull(planned["marketingUrl"]),
      privacyStatementUrl: orNull(planned["privacyStatementUrl"]),
      supportUrl: orNull(planned["supportUrl"]),
      termsOfServiceUrl: orNull(planned["termsOfServiceUrl"]),
    },
    isDeviceOnlyAuthSupported: flag(planned["deviceOnlyAuthEnabled"]),
    isFallbackPublicClient: flag(planned["fallbackPublicClientEnabled"]),
    notes: orNull(planned["notes"]),
    ...(sends("optionalClaims") ? { optionalClaims: claimsToGraph(planned["optionalClaims"]) } : {}),
    publicClient: redirects(planned["publicClient"]),
    ...(sends("requiredResourceAccesses") ? { requiredResourceAccess: accessToGraph(planned["requiredResourceAccesses"]) } : {}),
    serviceManagementReference: orNull(planned["serviceManagementReference"]),
    signInAudience: text(planned["signInAudience"]),
    spa: redirects(planned["singlePageApplication"]),
    tags,
    web: {
      homePageUrl: orNull(web["homepageUrl"]),
      implicitGrantSettings: {
        enableAccessTokenIssuance: flag(grant["accessTokenIssuanceEnabled"]),
        enableIdTokenIssuance: flag(grant["idTokenIssuanceEnabled"]),
      },
      logoutUrl: orNull(web["logoutUrl"]),
      ...redirects(web),
    },
  };
}

/**
 * Splits Graph's comma-separated claims. Absent is not null: only an explicit null means none, as the official SDK has
 * it.
 */
function membershipClaims(value: unknown): string[] {
  if (value === null) return [];
  return text(value)
    .split(",")
    .map((claim) => claim.trim());
}

/** An application in Pulumi's names. `beta` is the second read, for the one field that v1.0 lacks. */
export function applicationFromGraph(app: Entity, beta: Entity, owners: readonly string[]): Props {
  const api = object(app["api"]);
  const web = object(app["web"]);
  const info = object(app["info"]) ?? {};
  const redirects = (from: unknown): Props | undefined => {
    const uris = texts(object(from)?.["redirectUris"]);
    return uris.length === 0 ? undefined : { redirectUris: uris };
  };
  return {
    api: api && {
      knownClientApplications: texts(api["knownClientApplications"]),
      mappedClaimsEnabled: flag(api["acceptMappedClaims"]),
      oauth2PermissionScopes: scopesFromGraph(api["oauth2PermissionScopes"]),
      requestedAccessTokenVersion: api["requestedAccessTokenVersion"] === null ? 1 : Number(api["requestedAccessTokenVersion"] ?? 0),
    },
    appRoleIds: idsByValue(objects(app["appRoles"])),
    appRoles: rolesFromGraph(app["appRoles"]),
    clientId: text(app["appId"]),
    description: text(app["description"]),
    deviceOnlyAuthEnabled: flag(app["isDeviceOnlyAuthSupported"]),
    disabledByMicrosoft: text(app["disabledByMicrosoftStatus"]),
    displayName: text(app["displayName"]),
    fallbackPublicClientEnabled: flag(app["isFallbackPublicClient"]),
    featureTags: featureTagsOf(texts(app["tags"])),
    groupMembershipClaims: membershipClaims(app["groupMembershipClaims"]),
    identifierUris: texts(app["identifierUris"]),
    logoUrl: text(info["logoUrl"]),
    marketingUrl: text(info["marketingUrl"]),
    notes: text(app["notes"]),
    oauth2PermissionScopeIds: idsByValue(objects(api?.["oauth2PermissionScopes"])),
    oauth2PostResponseRequired: flag(beta["oauth2RequirePostResponse"]),
    objectId: text(app["id"]),
    optionalClaims: claimsFromGraph(app["optionalClaims"]),
    owners,
    privacyStatementUrl: text(info["privacyStatementUrl"]),
    publicClient: redirects(app["publicClient"]),
    publisherDomain: text(app["publisherDomain"]),
    requiredResourceAccesses: objects(app["requiredResourceAccess"]).map((access) => ({
      resourceAccesses: objects(access["resourceAccess"]).map(({ id, type }) => ({ id: text(id), type: text(type) })),
      resourceAppId: text(access["resourceAppId"]),
    })),
    serviceManagementReference: text(app["serviceManagementReference"]),
    signInAudience: text(app["signInAudience"]),
    singlePageApplication: redirects(app["spa"]),
    supportUrl: text(info["supportUrl"]),
    tags: texts(app["tags"]),
    templateId: text(app["applicationTemplateId"]),
    termsOfServiceUrl: text(info["termsOfServiceUrl"]),
    web: web && {
      homepageUrl: text(web["homePageUrl"]),
      implicitGrant: {
        accessTokenIssuanceEnabled: flag(object(web["implicitGrantSettings"])?.["enableAccessTokenIssuance"]),
        idTokenIssuanceEnabled: flag(object(web["implicitGrantSettings"])?.["enableIdTokenIssuance"]),
      },
      logoutUrl: text(web["logoutUrl"]),
      redirectUris: texts(web["redirectUris"]),
    },
  };
}
