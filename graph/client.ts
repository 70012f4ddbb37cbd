import type { TokenCredential } from "@azure/identity";
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpClient,
  type Pipeline,
} from "@azure/core-rest-pipeline";
import type { AzureEnvironment } from "./environment";
import { graphRetryPolicy } from "./retry";

/** Counts what was asked. */
interface CallCounter {
  calls: number;
}

/** A refusal by Microsoft Graph. */
export class GraphError extends Error {
  override readonly name = "GraphError";
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly path: string,
  ) {
    super(message);
  }
}

/** Version of Graph's interface; beta only for what v1.0 does not have. */
export type GraphVersion = "v1.0" | "beta";

/** Microsoft Graph v1.0 with retries (throttling included) and paging. */
export class GraphClient {
  private readonly pipeline: Pipeline;
  private readonly http: HttpClient = createDefaultHttpClient();

  constructor(
    private readonly cloud: AzureEnvironment,
    credential: TokenCredential,
    private readonly counter: CallCounter,
  ) {
    this.pipeline = createPipelineFromOptions({});
    this.pipeline.removePolicy({ name: "defaultRetryPolicy" });
    this.pipeline.addPolicy(graphRetryPolicy(), { phase: "Retry" });
    this.pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: [`${cloud.graphEndpoint}/.default`] }), {
      phase: "Sign",
    });
  }

  /** One object. `path` begins with a slash, below the version. */
  get<Answer>(path: string, version: GraphVersion = "v1.0"): Promise<Answer> {
    return this.send<Answer>("GET", `${this.cloud.graphEndpoint}/${version}${path}`);
  }

  /** One object, or undefined where there is none. */
  async find<Answer>(path: string, version: GraphVersion = "v1.0"): Promise<Answer | undefined> {
    try {
      return await this.get<Answer>(path, version);
    } catch (error) {
      if (error instanceof GraphError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Every item of a list, page after page. */
  async list<Item>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    let url: string | undefined = `${this.cloud.graphEndpoint}/v1.0${path}`;
    while (url !== undefined) {
      const page: { value?: Item[]; "@odata.nextLink"?: string } = await this.send("GET", url);
      items.push(...(page.value ?? []));
      url = page["@odata.nextLink"];
    }
    return items;
  }

  /** Asks for an action. */
  post(path: string, body?: unknown): Promise<unknown> {
    return this.send("POST", `${this.cloud.graphEndpoint}/v1.0${path}`, body);
  }

  /** Changes fields of an object. */
  patch(path: string, body: unknown): Promise<unknown> {
    return this.send("PATCH", `${this.cloud.graphEndpoint}/v1.0${path}`, body);
  }

  /** Removes an object. */
  remove(path: string): Promise<unknown> {
    return this.send("DELETE", `${this.cloud.graphEndpoint}/v1.0${path}`);
  }

  private async send<Answer>(method: "GET" | "POST" | "PATCH" | "DELETE", url: string, body?: unknown): Promise<Answer> {
    this.counter.calls += 1;
    const headers = createHttpHeaders({
      Accept: "application/json",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    });
    const request = createPipelineRequest({ url, method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const response = await this.pipeline.sendRequest(this.http, request);
    const text = response.bodyAsText ?? "";
    if (response.status >= 400) throw errorOf(response.status, text, new URL(url).pathname);
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  }
}

function errorOf(status: number, text: string, path: string): GraphError {
  try {
    const { error } = JSON.parse(text) as { error?: { code?: string; message?: string } };
    return new GraphError(status, error?.code ?? String(status), error?.message ?? `status ${status}`, path);
  } catch {
    return new GraphError(status, String(status), `status ${status}`, path);
  }
}

/** A text as an OData literal: quotes doubled, then encoded for a URL. */
export function odataLiteral(text: string): string {
  return encodeURIComponent(`'${text.replaceAll("'", "''")}'`);
}
