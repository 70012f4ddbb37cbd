/**
 * An Entra side that people clicked together, made by Graph alone: what the portal does, none of it by this program.
 * Steps can be left out or done otherwise by a test.
 */
import { createHash, randomUUID, X509Certificate } from "node:crypto";
import { selfSigned } from "../../../sandbox/entra/certificate";
import { type Client, USER_ROLE } from "../../../sandbox/tests/entra/client";

export const ENTITY_ID = "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367abcdef";
export const ACS_URL = "https://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d-1111-2222-3333-444455556666";
export const ENDPOINT = "https://scim.eu-west-1.amazonaws.com/0a1b2c3d-1111-2222-3333-444455556666/scim/v2/";
/** Planted: no output may have it. */
export const TOKEN = "planted-scim-token";

/** The application that the portal's gallery made, as ids. */
export interface ClickedApp {
  readonly applicationId: string;
  readonly clientId: string;
  readonly principalId: string;
}

/**
 * Adds the gallery's application and sets SAML up by hand: the template's wildcard stays, notes are written, the name
 * is somebody's own.
 */
export async function clickApplication(client: Client, name = "AWS SSO (clicked)", entityId = ENTITY_ID): Promise<ClickedApp> {
  const { application, servicePrincipal } = await client.instance(name);
  const path = `/v1.0/applications/${application.id}`;
  await client.ok("PATCH", path, {
    identifierUris: [entityId],
    notes: "Ask the platform team before you touch this.",
    web: { redirectUris: [ACS_URL] },
  });
  await client.ok("PATCH", `/v1.0/servicePrincipals/${servicePrincipal.id}`, {
    preferredSingleSignOnMode: "saml",
    loginUrl: "https://acme.awsapps.com/start",
    notificationEmailAddresses: ["ops@example.com"],
    samlSingleSignOnSettings: { relayState: "" },
    notes: "clicked in 2023",
  });
  return { applicationId: application.id, clientId: application.appId, principalId: servicePrincipal.id };
}

/** The portal's certificate of three years, made the active one; gives back its thumbprint. */
export async function clickCertificate(client: Client, { principalId }: ClickedApp): Promise<string> {
  const made = await client.ok("POST", `/v1.0/servicePrincipals/${principalId}/addTokenSigningCertificate`, {}, 200);
  await client.ok("PATCH", `/v1.0/servicePrincipals/${principalId}`, { preferredTokenSigningKeyThumbprint: made.thumbprint });
  return made.thumbprint as string;
}

/** A certificate of five years that somebody brought. */
export async function uploadCertificate(client: Client, { principalId }: ClickedApp, years = 5): Promise<void> {
  const [from, to] = [new Date(), new Date()];
  from.setUTCMilliseconds(0);
  to.setUTCMilliseconds(0);
  to.setUTCFullYear(to.getUTCFullYear() + years);
  const { certificate } = await selfSigned("CN=Acme Corporate Signing", from, to);
  const der = new X509Certificate(certificate).raw;
  const customKeyIdentifier = createHash("sha1").update(der).digest("base64");
  const shared = {
    customKeyIdentifier,
    displayName: "CN=Acme Corporate Signing",
    startDateTime: from.toISOString(),
    endDateTime: to.toISOString(),
  };
  const { keyCredentials, passwordCredentials } = await client.get(`/v1.0/servicePrincipals/${principalId}`);
  await client.ok("PATCH", `/v1.0/servicePrincipals/${principalId}`, {
    keyCredentials: [
      ...keyCredentials,
      { ...shared, keyId: randomUUID(), type: "X509CertAndPassword", usage: "Sign", key: "cGZ4" },
      { ...shared, keyId: randomUUID(), type: "AsymmetricX509Cert", usage: "Verify", key: der.toString("base64") },
    ],
    passwordCredentials,
  });
}

/** Automatic provisioning, switched on in the portal; gives back the job's id. */
export async function clickProvisioning(client: Client, { principalId }: ClickedApp, more: object[] = []): Promise<string> {
  const path = `/v1.0/servicePrincipals/${principalId}/synchronization`;
  await client.ok("PUT", `${path}/secrets`, {
    value: [{ key: "BaseAddress", value: ENDPOINT }, { key: "SecretToken", value: TOKEN }, { key: "SyncAll", value: "false" }, ...more],
  });
  const { id } = await client.ok("POST", `${path}/jobs`, { templateId: "aWSSingleSignon" });
  await client.ok("POST", `${path}/jobs/${id}/start`, undefined, 204);
  return id as string;
}

/** Claims as the portal's Attributes & Claims has them, edited. */
export function clickClaims(client: Client, { principalId }: ClickedApp, claims: object[], more: object = {}): Promise<unknown> {
  const body = { "@odata.type": "#microsoft.graph.customClaimsPolicy", includeBasicClaimSet: true, claims, ...more };
  return client.ok("PUT", `/beta/servicePrincipals/${principalId}/claimsPolicy`, body, 201);
}

/** One claim of the portal, from an attribute of the user. */
export function portalClaim(name: string, namespace: string | null, id: string, more: object = {}): object {
  const attribute = { "@odata.type": "#microsoft.graph.sourcedAttribute", id, source: "user", isExtensionAttribute: false };
  const configuration = { condition: null, attribute, transformations: [], ...more };
  return {
    "@odata.type": "#microsoft.graph.customClaim",
    name,
    namespace,
    tokenFormat: ["saml"],
    samlAttributeNameFormat: null,
    configurations: [configuration],
  };
}

/** Assigns somebody to the application. */
export function assign(client: Client, { principalId }: ClickedApp, id: string, appRoleId = USER_ROLE): Promise<{ id: string }> {
  return client.ok("POST", `/v1.0/servicePrincipals/${principalId}/appRoleAssignedTo`, {
    principalId: id,
    resourceId: principalId,
    appRoleId,
  });
}

/** A hand-made Conditional Access policy for the application, as the portal writes it. */
export async function clickPolicy(client: Client, { clientId }: ClickedApp, displayName: string, change: Record<string, unknown> = {}) {
  const { users = {}, conditions = {}, ...more } = change as { users?: object; conditions?: object };
  const made = await client.ok("POST", "/v1.0/identity/conditionalAccess/policies", {
    displayName,
    state: "enabled",
    conditions: {
      clientAppTypes: ["all"],
      applications: { includeApplications: [clientId] },
      users: { includeUsers: ["All"], ...users },
      ...conditions,
    },
    grantControls: { operator: "OR", builtInControls: ["mfa"] },
    ...more,
  });
  return made.id as string;
}

/** A named location of countries in an order of its own. */
export async function clickLocation(client: Client, displayName: string, countriesAndRegions: string[]): Promise<string> {
  const made = await client.ok("POST", "/v1.0/identity/conditionalAccess/namedLocations", {
    "@odata.type": "#microsoft.graph.countryNamedLocation",
    displayName,
    countriesAndRegions,
    includeUnknownCountriesAndRegions: false,
  });
  return made.id as string;
}
