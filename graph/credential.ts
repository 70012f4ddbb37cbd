import {
  AuthenticationRequiredError,
  AzureCliCredential,
  ClientAssertionCredential,
  ClientSecretCredential,
  CredentialUnavailableError,
  type TokenCredential,
} from "@azure/identity";
import { readFile } from "node:fs/promises";
import { Failure } from "../access/failure";
import type { AzureEnvironment } from "./environment";

/** Audience of the tokens that Entra exchanges. */
const AUDIENCE = "api://AzureADTokenExchange";

/**
 * Who asks, by the azuread provider's variables: the client secret of ARM_CLIENT_ID and ARM_CLIENT_SECRET where they
 * are set; with ARM_USE_OIDC a token of the pipeline's; else the Azure CLI's sign-in.
 *
 * @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs#argument-reference
 */
export function credentialFor(tenantId: string, cloud: AzureEnvironment, environment: NodeJS.ProcessEnv = process.env): TokenCredential {
  const clientId = environment["ARM_CLIENT_ID"];
  const clientSecret = environment["ARM_CLIENT_SECRET"];
  const tenant = environment["ARM_TENANT_ID"] || tenantId;
  const options = {
    authorityHost: cloud.loginEndpoint,
    // Only Microsoft's own hosts are known to its validation service.
    disableInstanceDiscovery: !cloud.isMicrosofts,
  };
  if (clientId && clientSecret) return new ClientSecretCredential(tenant, clientId, clientSecret, options);
  if (clientId && environment["ARM_USE_OIDC"] === "true")
    return new ClientAssertionCredential(tenant, clientId, () => pipelineToken(environment), options);
  return new AzureCliCredential({ tenantId });
}

/** True where nobody is signed in to Entra, as opposed to a sign-in that is refused. */
export function isSignedOutOfEntra(error: unknown): boolean {
  return error instanceof CredentialUnavailableError || error instanceof AuthenticationRequiredError;
}

/** The pipeline's token: as it is, from a file, or from where GitHub and Azure DevOps give one. */
export async function pipelineToken(environment: NodeJS.ProcessEnv): Promise<string> {
  const { ARM_OIDC_TOKEN: token, ARM_OIDC_TOKEN_FILE_PATH: file } = environment;
  if (token) return token;
  if (file) return (await readFile(file, "utf8")).trim();
  const url = environment["ARM_OIDC_REQUEST_URL"] || environment["ACTIONS_ID_TOKEN_REQUEST_URL"];
  const bearer = environment["ARM_OIDC_REQUEST_TOKEN"] || environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
  if (!url || !bearer) {
    throw new Failure(
      "ARM_USE_OIDC is true, and there is no token: set ARM_OIDC_TOKEN or ARM_OIDC_TOKEN_FILE_PATH; on GitHub the job needs the permission id-token: write.",
    );
  }
  const asked = new URL(url);
  asked.searchParams.set("audience", AUDIENCE);
  const response = await fetch(asked, { headers: { Authorization: `Bearer ${bearer}`, Accept: "application/json" } });
  const value = response.ok ? ((await response.json()) as { value?: string }).value : undefined;
  if (value === undefined) {
    throw new Failure(
      `The pipeline gave no OIDC token for Entra: ${url} answered ${response.status}; check ARM_OIDC_REQUEST_URL and ARM_OIDC_REQUEST_TOKEN, or set ARM_OIDC_TOKEN.`,
    );
  }
  return value;
}
