import { randomUUID } from "node:crypto";

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Entity = Record<string, any>;

export const templateId = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";
export const userRoleId = "8774f594-1d59-4279-b9d9-59ef09a23530";
export const msiamRoleId = "e7f1a7f3-9eda-48e0-9963-bd67bf531afd";
export const templateScopeId = "5c0be000-0000-4000-8000-000000000001";

function role(id: string, displayName: string): Entity {
  return { allowedMemberTypes: ["User"], description: displayName, displayName, id, isEnabled: true, value: null };
}

/**
 * What the gallery makes: two roles without values, a scope of its own, a wildcard redirect, and a service principal
 * with a tag.
 */
export function templateInstance(displayName: string): { application: Entity; servicePrincipal: Entity } {
  const common = {
    appId: randomUUID(),
    applicationTemplateId: templateId,
    appRoles: [role(userRoleId, "User"), role(msiamRoleId, "msiam_access")],
    displayName,
  };
  const scope = {
    adminConsentDescription: "a",
    adminConsentDisplayName: "a",
    id: templateScopeId,
    isEnabled: true,
    type: "User",
    userConsentDescription: null,
    userConsentDisplayName: null,
    value: "user_impersonation",
  };
  return {
    application: {
      ...defaults("applications"),
      ...common,
      api: { requestedAccessTokenVersion: null, oauth2PermissionScopes: [scope] },
      web: { homePageUrl: "https://x/?metadata=awssinglesignon", redirectUris: ["https://*.signin.aws.amazon.com/platform/saml/acs/*"] },
    },
    servicePrincipal: {
      ...common,
      accountEnabled: true,
      appRoleAssignmentRequired: true,
      tags: ["WindowsAzureActiveDirectoryIntegratedApp"],
    },
  };
}

/** The three credentials of one signing certificate, with one custom identifier. */
export function certificateCredentials(request: Entity, key: string): { sign: Entity; verify: Entity; password: Entity } {
  const common = {
    customKeyIdentifier: randomUUID(),
    displayName: "CN=Microsoft Azure Federated SSO Certificate",
    startDateTime: "2026-01-01T00:00:00Z",
    endDateTime: "2029-01-01T00:00:00Z",
    ...request,
  };
  const sign = { ...common, keyId: randomUUID(), usage: "Sign", type: "X509CertAndPassword" };
  return {
    sign,
    verify: { ...common, keyId: randomUUID(), usage: "Verify", type: "AsymmetricX509Cert", key },
    password: { customKeyIdentifier: common.customKeyIdentifier, keyId: sign.keyId },
  };
}

/** What Graph adds to a new object, explicit nulls included. */
export function defaults(path: string): Entity {
  if (path === "applications")
    return {
      appId: randomUUID(),
      groupMembershipClaims: null,
      api: { requestedAccessTokenVersion: null, oauth2PermissionScopes: [] },
      appRoles: [],
      web: {},
      identifierUris: [],
    };
  if (path.endsWith("/jobs")) return { schedule: { state: "Disabled", interval: "PT40M", expiration: null } };
  return {};
}

/** Key bytes are only in answers that select them. */
export function withoutKeys(entity: Entity): Entity {
  if (entity["keyCredentials"] === undefined) return entity;
  return { ...entity, keyCredentials: (entity["keyCredentials"] as Entity[]).map((credential) => ({ ...credential, key: null })) };
}
