import { type Sandbox, succeeded } from "../sandbox";
import type { EntraReader } from "../clouds";

export const TEMPLATE = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";
const USER_ROLE = "8774f594-1d59-4279-b9d9-59ef09a23530";
const ENTITY_ID = "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367abcdef";
export const ACS_URL = "https://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d-1111-2222-3333-444455556666";

/** What somebody writes into an application. */
export interface ClickedApplication {
  readonly name: string;
  readonly application: Readonly<Record<string, unknown>>;
  readonly servicePrincipal: Readonly<Record<string, unknown>>;
  readonly certificate: Readonly<Record<string, unknown>>;
  /** Object ids of groups that are assigned. */
  readonly groups: readonly string[];
}

/** An application that is there. */
export interface MadeApplication {
  readonly applicationId: string;
  readonly clientId: string;
  readonly principalId: string;
  readonly jobId: string;
  readonly thumbprint: string;
}

/** What the sandbox's operator wrote down at the AWS console. */
export async function localScim(sandbox: Sandbox): Promise<{ readonly endpoint: string; readonly token: string }> {
  const get = async (key: string): Promise<string> =>
    succeeded(await sandbox.pulumi(["config", "get", ...key.split(" "), "--stack", "dev"])).stdout.trim();
  return { endpoint: await get("--path federation:provisioning.scimEndpoint"), token: await get("federation:scimToken") };
}

/**
 * Makes the gallery's application with SAML, a certificate, assigned groups and a provisioning job that runs, by Graph
 * alone.
 */
export async function makeApplication(
  entra: EntraReader,
  { name, application, servicePrincipal, certificate, groups }: ClickedApplication,
  scim: { readonly endpoint: string; readonly token: string },
): Promise<MadeApplication> {
  await entra.make(`/v1.0/applicationTemplates/${TEMPLATE}/instantiate`, { displayName: name });
  const [app] = await entra.list(`/v1.0/applications?$filter=applicationTemplateId eq '${TEMPLATE}'`);
  const principals = (): Promise<Record<string, unknown>[]> =>
    entra.list(`/v1.0/servicePrincipals?$filter=appId eq '${String(app!["appId"])}'`);
  const [principal] = await principals();
  const principalId = String(principal!["id"]);
  const service = `/v1.0/servicePrincipals/${principalId}`;
  await entra.change(`/v1.0/applications/${String(app!["id"])}`, {
    identifierUris: [ENTITY_ID],
    web: { redirectUris: [ACS_URL] },
    ...application,
  });
  await entra.change(service, {
    preferredSingleSignOnMode: "saml",
    loginUrl: "https://d-9367abcdef.awsapps.com/start",
    ...servicePrincipal,
  });
  await entra.make(`${service}/addTokenSigningCertificate`, certificate);
  const [withKeys] = await principals();
  const [{ customKeyIdentifier }] = withKeys!["keyCredentials"] as [{ customKeyIdentifier: string }];
  const thumbprint = Buffer.from(customKeyIdentifier, "base64").toString("hex").toUpperCase();
  await entra.change(service, { preferredTokenSigningKeyThumbprint: thumbprint });
  const value = [
    { key: "BaseAddress", value: scim.endpoint },
    { key: "SecretToken", value: scim.token },
    { key: "SyncAll", value: "false" },
  ];
  await entra.change(`${service}/synchronization/secrets`, { value }, "PUT");
  for (const group of groups)
    await entra.make(`${service}/appRoleAssignedTo`, { principalId: group, resourceId: principalId, appRoleId: USER_ROLE });
  const jobId = await entra.make(`${service}/synchronization/jobs`, { templateId: "aWSSingleSignon" });
  await entra.make(`${service}/synchronization/jobs/${jobId}/start`, {});
  return { applicationId: String(app!["id"]), clientId: String(app!["appId"]), principalId, jobId, thumbprint };
}
