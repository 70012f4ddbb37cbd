/** Routes outside Graph: cloud metadata, tokens, and the IdP's federation metadata. */
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { selfSigned, signingCertificates } from "../certificate";
import { param, type Context } from "../context";
import type { ServicePrincipal } from "../entities";
import { federationMetadata } from "../federation-metadata";
import { GraphError } from "../graph-error";
import { GUID, guidOf } from "../identifier";
import { baseUrl, option } from "../query";
import { newApplication, newServicePrincipal } from "../template";

/** Under twenty minutes the official provider would fetch a token before every request. */
const TOKEN_SECONDS = 3600;
const secret = randomBytes(32);

/** Registers the routes at the root of the server. */
export function identityPlatform(app: FastifyInstance, context: Context): void {
  const { directory } = context;

  app.get("/metadata/endpoints", (request) => ({
    name: "LocalEntra",
    resourceManager: `${baseUrl(request)}/resource-manager`,
    microsoftGraphResourceId: baseUrl(request),
    authentication: { loginEndpoint: baseUrl(request), audiences: [baseUrl(request)], tenant: "common", identityProvider: "AAD" },
    portal: baseUrl(request),
    suffixes: {},
  }));

  for (const path of ["/:tenant/v2.0/.well-known/openid-configuration", "/:tenant/.well-known/openid-configuration"]) {
    app.get(path, (request) => openidConfiguration(context, request));
  }

  app.post("/:tenant/oauth2/v2.0/token", (request) => {
    refuseTenant(context, request);
    const form = (request.body ?? {}) as Record<string, string | undefined>;
    if (form["grant_type"] !== "client_credentials")
      throw oauthError("unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.");
    const clientId = form["client_id"] ?? "";
    if (!GUID.test(clientId))
      throw oauthError("unauthorized_client", "AADSTS700016: The client_id must be the GUID of an application in the tenant.");
    if ((form["client_secret"] ?? "") === "" && (form["client_assertion"] ?? "") === "") {
      throw oauthError(
        "invalid_client",
        "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
        401,
      );
    }
    return {
      token_type: "Bearer",
      expires_in: TOKEN_SECONDS,
      ext_expires_in: TOKEN_SECONDS,
      access_token: token(context, request, deployer(context, clientId)),
    };
  });

  let tenantCertificate: Promise<string> | undefined;
  app.get("/:tenant/federationmetadata/2007-06/federationmetadata.xml", async (request, reply) => {
    refuseTenant(context, request);
    const appId = (option(request, "appid") ?? option(request, "appId"))?.toLowerCase();
    const principal = directory.servicePrincipals.list().find((candidate) => candidate.appId === appId);
    if (appId !== undefined && principal === undefined)
      throw oauthError("invalid_request", "AADSTS700016: Application with this identifier was not found in the directory.", 400);
    const own = principal === undefined ? [] : signingCertificates(directory, principal);
    // Without an application, or without a certificate of its own, Entra signs with the tenant's.
    const certificates = own.length > 0 ? own : [await (tenantCertificate ??= newTenantCertificate(context))];
    return reply.type("application/samlmetadata+xml; charset=utf-8").send(federationMetadata(directory.tenantId, certificates));
  });
}

/**
 * The service principal behind a client id; one that is seen for the first time is registered, as nobody can do it by
 * hand here.
 */
function deployer({ directory }: Context, clientId: string): ServicePrincipal {
  const appId = clientId.toLowerCase();
  const known = directory.servicePrincipals.everything().find((principal) => principal.appId === appId);
  if (known !== undefined) return known;
  const application = newApplication("Deployment", directory.now(), { id: guidOf("application", appId), appId });
  directory.applications.add(application, 0);
  return directory.servicePrincipals.add(
    newServicePrincipal(application, directory.tenantId, { id: guidOf("servicePrincipal", appId) }),
    0,
  );
}

function token({ directory }: Context, request: FastifyRequest, principal: ServicePrincipal): string {
  const seconds = Math.floor(Date.now() / 1000);
  const claims = {
    aud: baseUrl(request),
    iss: `https://sts.windows.net/${directory.tenantId}/`,
    iat: seconds,
    nbf: seconds,
    exp: seconds + TOKEN_SECONDS,
    appid: principal.appId,
    idtyp: "app",
    oid: principal.id,
    sub: principal.id,
    tid: directory.tenantId,
    uti: randomUUID(),
    ver: "1.0",
  };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ typ: "JWT", alg: "HS256" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

function openidConfiguration(context: Context, request: FastifyRequest): object {
  refuseTenant(context, request);
  const root = `${baseUrl(request)}/${context.directory.tenantId}`;
  return {
    token_endpoint: `${root}/oauth2/v2.0/token`,
    authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
    issuer: `${root}/v2.0`,
    jwks_uri: `${root}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
  };
}

function refuseTenant({ directory }: Context, request: FastifyRequest): void {
  const tenant = param(request, "tenant");
  if (tenant.toLowerCase() === directory.tenantId.toLowerCase()) return;
  throw oauthError("invalid_request", `AADSTS90002: Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`);
}

/** Errors of the login endpoint have a form of their own; the server writes it from this code. */
function oauthError(code: string, message: string, status = 400): GraphError {
  return new GraphError(status, `oauth:${code}`, message);
}

async function newTenantCertificate({ directory }: Context): Promise<string> {
  const from = directory.clock.now();
  const to = new Date(from);
  to.setUTCFullYear(to.getUTCFullYear() + 3);
  const { certificate } = await selfSigned("CN=accounts.accesscontrol.windows.net", from, to);
  return certificate.replace(/-----[^-]+-----|\s/g, "");
}
