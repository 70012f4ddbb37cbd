import { randomUUID } from "node:crypto";
import {
  bearerTokenAuthenticationPolicy,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  isRestError,
  retryPolicy,
  type HttpClient,
  type HttpMethods,
  type PipelineRequest,
} from "@azure/core-rest-pipeline";
import { type TokenCredential } from "@azure/identity";
import { GraphError } from "./errors";
import { type Operation } from "./operation";
import { graphRetryStrategy, maxRetries, type AlsoRetry } from "./retry";

/** Graph's two API versions; which one a resource uses is fixed in the official plugin. */
export type Version = "v1.0" | "beta";

/** A JSON object as Graph sends it. Nothing is known of its fields until they are read. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Entity = Record<string, any>;

/** What goes with a request beside its path. */
export interface Extras {
  /** OData query options, e.g. `{ $filter: "appId eq '…'" }`. */
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Refusals that this call repeats until the operation's deadline. */
  readonly alsoRetry?: AlsoRetry;
}

/** How requests reach Graph: the parts that a session makes once. */
export interface Transport {
  readonly client: HttpClient;
  /** Base address without a trailing slash, e.g. `https://localhost:8443`. */
  readonly base: string;
  readonly credential: TokenCredential;
}

const never: AlsoRetry = () => false;

/**
 * Graph as one operation sees it: the official plugin's headers, bearer token, repetitions and errors, within the
 * operation's deadline.
 */
export class Graph {
  constructor(
    readonly transport: Transport,
    readonly operation: Operation,
  ) {}

  /** Reference to a directory object, as Graph wants it in `@odata.id` and `owners@odata.bind`. */
  objectReference(version: Version, id: string): string {
    return `${this.transport.base}/${version}/directoryObjects/${id}`;
  }

  /** Reads one object. */
  get(version: Version, path: string, extras: Extras = {}): Promise<Entity> {
    return this.#send("GET", this.#url(version, path, extras.query), extras);
  }

  /** Reads a whole collection, following `@odata.nextLink` until there is none. */
  async list(version: Version, path: string, extras: Extras = {}): Promise<Entity[]> {
    const items: Entity[] = [];
    for (let next: string | undefined = this.#url(version, path, extras.query); next !== undefined;) {
      const page = await this.#send("GET", next, extras);
      if (!Array.isArray(page["value"])) throw new Error("model was nil");
      items.push(...(page["value"] as Entity[]));
      next = page["@odata.nextLink"] as string | undefined;
    }
    return items;
  }

  post(version: Version, path: string, extras: Extras = {}): Promise<Entity> {
    return this.#send("POST", this.#url(version, path), extras);
  }

  patch(version: Version, path: string, body: unknown, extras: Extras = {}): Promise<Entity> {
    return this.#send("PATCH", this.#url(version, path), { ...extras, body });
  }

  put(version: Version, path: string, body: unknown, extras: Extras = {}): Promise<Entity> {
    return this.#send("PUT", this.#url(version, path), { ...extras, body });
  }

  delete(version: Version, path: string, extras: Extras = {}): Promise<Entity> {
    return this.#send("DELETE", this.#url(version, path), extras);
  }

  #url(version: Version, path: string, query: Readonly<Record<string, string>> = {}): string {
    const options = new URLSearchParams(query).toString();
    return `${this.transport.base}/${version}/${path}${options === "" ? "" : `?${options}`}`;
  }

  async #send(method: HttpMethods, url: string, { body, alsoRetry = never }: Extras): Promise<Entity> {
    const pipeline = createEmptyPipeline();
    pipeline.addPolicy(retryPolicy([graphRetryStrategy(this.operation, alsoRetry)], { maxRetries }), { phase: "Retry" });
    pipeline.addPolicy(
      bearerTokenAuthenticationPolicy({ credential: this.transport.credential, scopes: `${this.transport.base}/.default` }),
      { phase: "Sign" },
    );
    const response = await pipeline
      .sendRequest(this.transport.client, this.#request(method, url, body))
      .catch((error: unknown) => Promise.reject(connectionError(error)));
    const answer = parseJson(response.bodyAsText);
    if (response.status >= 300) throw GraphError.fromResponse(response.status, answer);
    return answer ?? {};
  }

  #request(method: HttpMethods, url: string, body: unknown): PipelineRequest {
    return createPipelineRequest({
      method,
      url,
      abortSignal: this.operation.signal,
      requestId: randomUUID(),
      headers: createHttpHeaders({
        Accept: "application/json; charset=utf-8; IEEE754Compatible=false",
        "Content-Type": "application/json; charset=utf-8",
        "OData-Version": "4.0",
        "OData-MaxVersion": "4.0",
      }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}

/** Doubles single quotes, as OData wants them in a string literal. */
export function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** One sentence for a connection that failed: which host and why, without the request that was to be sent. */
export function connectionError(error: unknown): Error {
  if ((error as Error).name === "AbortError" || (error as Error).name === "TimeoutError") return new Error("context deadline exceeded");
  if (!isRestError(error)) return error instanceof Error ? error : new Error(String(error));
  const host = error.request === undefined ? "the server" : new URL(error.request.url).host;
  return new Error(`could not reach ${host}: ${error.message === "" ? (error.code ?? "connection failed") : error.message}`);
}

function parseJson(text: string | null | undefined): Entity | undefined {
  if (text === undefined || text === null || text === "") return undefined;
  try {
    return JSON.parse(text) as Entity;
  } catch {
    return undefined;
  }
}
