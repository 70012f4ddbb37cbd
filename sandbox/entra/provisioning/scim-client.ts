import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";

/** A refusal of the SCIM target. Its text never holds the token. */
export class ScimError extends Error {
  constructor(
    /** HTTP status; 0 when the target could not be reached. */
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** One SCIM resource as answered. */
export type ScimResource = { readonly id: string } & Readonly<Record<string, unknown>>;

/** An entry of a PATCH. */
export interface ScimOperation {
  readonly op: "add" | "replace" | "remove";
  readonly path: string;
  readonly value: unknown;
}

const ATTEMPTS = 4;
const TIMEOUT_MS = 30_000;
const IDENTITY_CENTER_HOST = /^scim\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/;
const agents = { "http:": new HttpAgent({ keepAlive: true }), "https:": new HttpsAgent({ keepAlive: true }) };

/** What Entra needs of SCIM 2.0: find by one attribute, create, PATCH, delete. */
export class ScimClient {
  private readonly base: URL;
  private readonly host: string;

  /**
   * @param baseAddress tenant URL of the target, with or without a slash at its end
   * @param aws where hosts named `scim.<region>.amazonaws.com` really are: the local AWS. Path and Host header stay as
   * they are.
   */
  constructor(
    baseAddress: string,
    private readonly token: string,
    aws?: string,
  ) {
    const wanted = new URL(baseAddress.endsWith("/") ? baseAddress : `${baseAddress}/`);
    this.host = wanted.host;
    this.base = aws !== undefined && IDENTITY_CENTER_HOST.test(wanted.hostname) ? new URL(wanted.pathname, aws) : wanted;
  }

  /** First resource whose attribute has the value. */
  async find(collection: "Users" | "Groups", attribute: string, value: string): Promise<ScimResource | undefined> {
    const filter = `${attribute} eq "${value.replace(/["\\]/g, "\\$&")}"`;
    const list = (await this.call("GET", `${collection}?filter=${encodeURIComponent(filter)}`)) as { Resources?: ScimResource[] };
    return list.Resources?.[0];
  }

  /** Creates a resource. */
  async create(collection: "Users" | "Groups", resource: object): Promise<ScimResource> {
    const created = (await this.call("POST", collection, resource)) as Partial<ScimResource> | undefined;
    if (typeof created?.id !== "string") throw new ScimError(502, "The SCIM target answered a create without an id.");
    return created as ScimResource;
  }

  /** Changes a resource. */
  async patch(collection: "Users" | "Groups", id: string, Operations: readonly ScimOperation[]): Promise<void> {
    const body = { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations };
    await this.call("PATCH", `${collection}/${encodeURIComponent(id)}`, body);
  }

  /** Deletes a resource; one that is gone already is fine. */
  async delete(collection: "Users" | "Groups", id: string): Promise<void> {
    await this.call("DELETE", `${collection}/${encodeURIComponent(id)}`).catch((error: unknown) => {
      if (!(error instanceof ScimError) || error.status !== 404) throw error;
    });
  }

  private async call(method: string, path: string, body?: object): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.send(method, path, body);
      if (answer.status < 300) return answer.body;
      const retry = answer.status === 429 || answer.status === 503;
      if (!retry || attempt === ATTEMPTS)
        throw new ScimError(answer.status, `${method} ${path.split("?")[0]}: HTTP ${answer.status}${detail(answer.body)}`);
      await sleep(Math.min(answer.retryAfter ?? attempt, 10) * 1000);
    }
  }

  private send(method: string, path: string, body?: object): Promise<{ status: number; retryAfter?: number; body: unknown }> {
    const url = new URL(path, this.base);
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const secure = url.protocol === "https:";
    return new Promise((resolve, reject) => {
      const outgoing = (secure ? httpsRequest : httpRequest)(
        url,
        {
          method,
          agent: agents[secure ? "https:" : "http:"],
          timeout: TIMEOUT_MS,
          headers: {
            host: this.host,
            authorization: `Bearer ${this.token}`,
            accept: "application/scim+json",
            ...(payload === undefined ? {} : { "content-type": "application/scim+json", "content-length": Buffer.byteLength(payload) }),
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
          incoming.on("error", (error) => reject(new ScimError(0, error.message)));
          incoming.on("end", () => {
            const retryAfter = Number(incoming.headers["retry-after"]);
            resolve({
              status: incoming.statusCode ?? 0,
              ...(Number.isFinite(retryAfter) ? { retryAfter } : {}),
              body: parsed(Buffer.concat(chunks).toString("utf8")),
            });
          });
        },
      );
      outgoing.on("timeout", () => outgoing.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
      outgoing.on("error", (error) => reject(new ScimError(0, `The SCIM target ${this.host} cannot be reached: ${error.message}`)));
      outgoing.end(payload);
    });
  }
}

function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function detail(body: unknown): string {
  const text = (body as { detail?: unknown } | undefined)?.detail;
  return typeof text === "string" ? `: ${text}` : "";
}
