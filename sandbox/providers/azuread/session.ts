import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { createSecureContext } from "node:tls";
import { createDefaultHttpClient, createHttpHeaders, createPipelineRequest, type HttpClient } from "@azure/core-rest-pipeline";
import { type AccessToken, type TokenCredential } from "@azure/identity";
import { failed, GraphError } from "./errors";
import { connectionError, Graph, type Entity, type Transport } from "./graph";
import { NamedLocks } from "./lock";
import { Operation } from "./operation";
import { Pace } from "./pace";

/** What the plugin is configured with, by provider config or else by environment. */
export interface Settings {
  /** host:port of the metadata document, without a scheme. */
  readonly metadataHost: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const connectTimeoutMinutes = 5;

/** PEM bundle that replaces the trusted roots, as Go programs read it. Node ignores this variable by itself. */
function trustedRoots(environment: NodeJS.ProcessEnv): { ca?: Buffer } {
  const file = environment["SSL_CERT_FILE"];
  if (file === undefined || file === "") return {};
  try {
    return { ca: readFileSync(file) };
  } catch (error) {
    throw failed(`SSL_CERT_FILE names "${file}", which cannot be read`, error);
  }
}

/** A plugin that is configured: the tenant, who is asking, and the way to Graph. */
export class Session {
  /** The official plugin's lock on a service principal, by object id. */
  readonly servicePrincipals = new NamedLocks();

  private constructor(
    readonly settings: Settings,
    /** Object id of the calling principal, from the token. */
    readonly callerObjectId: string,
    readonly transport: Transport,
    readonly pace: Pace,
  ) {}

  /** Reads the metadata document and takes a token, once, as the official plugin does at every configure. */
  static async open(settings: Settings, environment: NodeJS.ProcessEnv = process.env): Promise<Session> {
    // One context for all connections: parsing a system's bundle of roots costs more than a local request.
    const agent = new Agent({ keepAlive: true, secureContext: createSecureContext(trustedRoots(environment)), minVersion: "TLSv1.2" });
    const inner = createDefaultHttpClient();
    const client: HttpClient = { sendRequest: (request) => inner.sendRequest(Object.assign(request, { agent })) };
    const { graph, login } = await endpoints(client, settings.metadataHost);
    const credential = new ClientSecret(client, `${login}/${settings.tenantId}/oauth2/v2.0/token`, settings);
    const { token } = await credential.getToken(`${graph}/.default`);
    return new Session(settings, objectIdOf(token), { client, base: graph, credential }, Pace.fromEnvironment(environment));
  }

  /**
   * Graph within a new deadline: the official plugin's minutes for this operation, unless the resource has its own
   * seconds.
   */
  graph(officialMinutes: number, customSeconds: number, cancelled: AbortSignal): Graph {
    return new Graph(this.transport, new Operation(this.pace, officialMinutes, customSeconds, cancelled));
  }
}

async function answer(client: HttpClient, url: string, form?: Record<string, string>): Promise<Entity> {
  const response = await client
    .sendRequest(
      createPipelineRequest({
        url,
        method: form === undefined ? "GET" : "POST",
        timeout: connectTimeoutMinutes * 60_000,
        headers: createHttpHeaders(form === undefined ? {} : { "Content-Type": "application/x-www-form-urlencoded" }),
        ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
      }),
    )
    .catch((error: unknown) => Promise.reject(connectionError(error)));
  const text = response.bodyAsText ?? "";
  const body = (text.startsWith("{") ? JSON.parse(text) : {}) as Entity;
  if (response.status === 200) return body;
  // The token endpoint speaks OAuth, whose errors have another form than Graph's.
  if (typeof body["error"] === "string") throw new GraphError(response.status, body["error"], String(body["error_description"] ?? ""));
  throw GraphError.fromResponse(response.status, body);
}

async function endpoints(client: HttpClient, host: string): Promise<{ graph: string; login: string }> {
  const doing = `unable to build authorizer: retrieving environment metadata from https://${host}`;
  const url = `https://${host}/metadata/endpoints?api-version=2022-09-01`;
  const document = await answer(client, url).catch((error: unknown) => Promise.reject(failed(doing, error)));
  // The official plugin insists on all of these, though it never calls the resource manager.
  for (const [key, value] of [
    ["name", document["name"]],
    ["resourceManagerEndpoint", document["resourceManager"]],
    ["microsoftGraphResourceId", document["microsoftGraphResourceId"]],
    ["loginEndpoint", (document["authentication"] as Entity | undefined)?.["loginEndpoint"]],
  ]) {
    if (typeof value !== "string" || value === "") throw new Error(`${doing}: no ${String(key)} was returned`);
  }
  return {
    graph: String(document["microsoftGraphResourceId"]).replace(/\/$/, ""),
    login: String((document["authentication"] as Entity)["loginEndpoint"]),
  };
}

/**
 * OAuth 2.0 client credentials with a client secret. Expiry is left to the bearer token policy, which asks anew when a
 * token ends.
 */
class ClientSecret implements TokenCredential {
  constructor(
    private readonly client: HttpClient,
    private readonly url: string,
    private readonly settings: Settings,
  ) {}

  #latest: AccessToken | undefined;

  async getToken(scope: string | string[]): Promise<AccessToken> {
    // Every request makes its own pipeline, so the token is kept here; two minutes are the policy's own margin.
    if (this.#latest !== undefined && this.#latest.expiresOnTimestamp - Date.now() > 120_000) return this.#latest;
    const body = await answer(this.client, this.url, {
      client_id: this.settings.clientId,
      client_secret: this.settings.clientSecret,
      grant_type: "client_credentials",
      scope: String(scope),
    }).catch((error: unknown) => Promise.reject(failed("unable to obtain access token", error)));
    if (typeof body["access_token"] !== "string") throw new Error("unable to obtain access token: the answer has no access_token");
    this.#latest = { token: body["access_token"], expiresOnTimestamp: Date.now() + Number(body["expires_in"] ?? 3_600) * 1_000 };
    return this.#latest;
  }
}

/** The `oid` claim; the token's signature is Graph's business, not ours. */
function objectIdOf(token: string): string {
  const [, payload = ""] = token.split(".");
  let claims: Entity = {};
  try {
    claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Entity;
  } catch {
    // Falls through to the error below, which names what is missing.
  }
  if (typeof claims["oid"] !== "string")
    throw new Error("unable to obtain the calling principal's object id: the access token has no oid claim");
  return claims["oid"];
}
