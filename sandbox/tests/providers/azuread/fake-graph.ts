import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { type AddressInfo } from "node:net";
import { join } from "node:path";
import { certificateCredentials, defaults, templateId, templateInstance, withoutKeys, type Entity } from "./fake-objects";
import { selfSigned } from "./self-signed";

/** One request as the plugin sent it. */
export interface Sent {
  readonly method: string;
  /** Path with version, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Entity | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
}

/** An answer in place of the usual one. */
export interface Fault {
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  readonly retryAfter?: number;
}

export const callerObjectId = "0a0a0a0a-0000-4000-8000-000000000001";
export const tenantId = "22222222-2222-2222-2222-222222222222";
/**
 * Just enough of Graph to answer the plugin, with a log of what it asked and faults on demand. Objects are kept by path
 * without version.
 */
export class FakeGraph {
  readonly sent: Sent[] = [];
  readonly objects = new Map<string, Entity>();
  /** Decides over the usual answer; called with each request to Graph. */
  fault: (request: Sent) => Fault | undefined = () => undefined;
  /** Claims of the access token. */
  claims: Entity = { oid: callerObjectId };
  metadata: Entity = {};
  /** Objects a page of a list; what is left is behind a next link. */
  pageSize = 100;
  readonly #server: Server;

  private constructor(
    readonly certFile: string,
    keys: { cert: string; key: string },
    private readonly signing: readonly string[],
  ) {
    this.#server = createServer({ cert: keys.cert, key: keys.key }, (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { status, body, retryAfter } = this.#answer(
          request.method ?? "",
          request.url ?? "",
          Buffer.concat(chunks).toString(),
          request.headers,
        );
        response.writeHead(status, {
          "Content-Type": "application/json",
          ...(retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) }),
        });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      });
    });
  }

  /** Starts on a free port. Its certificate is in `certFile`, below `folder`. */
  static async start(folder: string): Promise<FakeGraph> {
    const [server, ...signing] = await Promise.all(["localhost", "one", "two"].map(selfSigned));
    if (server === undefined) throw new Error("No certificate was made.");
    const file = join(folder, "graph.pem");
    writeFileSync(file, server.cert);
    const bare = signing.map(({ cert }) => cert.replace(/-----[A-Z ]+-----|\s/g, ""));
    const fake = new FakeGraph(file, server, bare);
    await new Promise<void>((resolve) => fake.#server.listen(0, "127.0.0.1", resolve));
    fake.metadata = {
      name: "fake",
      resourceManager: "https://a",
      microsoftGraphResourceId: `${fake.base}/`,
      authentication: { loginEndpoint: fake.base },
    };
    return fake;
  }

  get host(): string {
    return `localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  get base(): string {
    return `https://${this.host}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Forgets objects, requests and faults. */
  reset(): void {
    this.sent.length = 0;
    this.objects.clear();
    this.fault = () => undefined;
    this.claims = { oid: callerObjectId };
    this.pageSize = 100;
    this.objects.set(`applicationTemplates/${templateId}`, {
      id: templateId,
      displayName: "AWS IAM Identity Center",
      supportedSingleSignOnModes: ["saml"],
    });
  }

  /** The log as `GET v1.0/groups?…` lines, uuids of objects left in. */
  get log(): string[] {
    return this.sent.map(({ method, path, query }) => `${method} ${path}${query["$filter"] === undefined ? "" : `?${query["$filter"]}`}`);
  }

  put(path: string, entity: Entity): Entity {
    const made = { id: path.slice(path.lastIndexOf("/") + 1), ...entity };
    this.objects.set(path, made);
    return made;
  }

  #answer(
    method: string,
    url: string,
    text: string,
    headers: NodeJS.Dict<string | string[]>,
  ): { status: number; body?: unknown; retryAfter?: number } {
    const { pathname, searchParams } = new URL(url, this.base);
    if (pathname === "/metadata/endpoints") return { status: 200, body: this.metadata };
    if (pathname.endsWith("/oauth2/v2.0/token")) {
      if (new URLSearchParams(text).get("client_secret") !== "shh")
        return { status: 401, body: { error: "invalid_client", error_description: "AADSTS7000215: Invalid client secret provided." } };
      const token = `e30.${Buffer.from(JSON.stringify(this.claims)).toString("base64url")}.e30`;
      return { status: 200, body: { token_type: "Bearer", expires_in: 3600, access_token: token } };
    }
    const sent: Sent = {
      method,
      path: pathname.slice(1),
      query: Object.fromEntries(searchParams),
      body: text === "" ? undefined : (JSON.parse(text) as Entity),
      headers,
    };
    this.sent.push(sent);
    const fault = this.fault(sent);
    if (fault !== undefined) {
      const body = { error: { code: fault.code ?? "Fault", message: fault.message ?? "Injected." } };
      return { status: fault.status, body, ...(fault.retryAfter === undefined ? {} : { retryAfter: fault.retryAfter }) };
    }
    return this.#graph(sent, sent.path.replace(/^(v1\.0|beta)\//, ""));
  }

  #graph({ method, query, body = {} }: Sent, path: string): { status: number; body?: unknown } {
    const missing = { status: 404, body: { error: { code: "Request_ResourceNotFound", message: `Resource '${path}' does not exist.` } } };
    const special = this.#special(method, path, body);
    if (special !== undefined) return special;
    if (path.endsWith("/$ref")) {
      const collection = path.slice(0, -5);
      if (method === "POST") {
        const id = String(body["@odata.id"]).split("/").at(-1) ?? "";
        this.put(`${collection}/${id}`, { id });
        return { status: 204 };
      }
      return this.objects.delete(collection) ? { status: 204 } : missing;
    }
    const found = this.objects.get(path);
    switch (method) {
      case "GET":
        if (found !== undefined) return { status: 200, body: query["$select"] === "keyCredentials" ? found : withoutKeys(found) };
        return this.#isCollection(path) ? { status: 200, body: this.#page(path, query) } : missing;
      case "POST": {
        const { ["owners@odata.bind"]: owners = [], ...entity } = body as Entity & { "owners@odata.bind"?: string[] };
        const id = randomUUID();
        const made = this.put(`${path}/${id}`, { ...defaults(path), ...entity, id });
        for (const owner of owners) this.put(`${path}/${id}/owners/${owner.split("/").at(-1) ?? ""}`, {});
        return { status: 201, body: made };
      }
      case "PATCH":
        if (found === undefined) return missing;
        this.objects.set(path, {
          ...found,
          ...body,
          ...(body["api"] === undefined ? {} : { api: { ...found["api"], ...body["api"] } }),
          ...this.#keptKeys(found, body),
        });
        return { status: 204 };
      case "DELETE": {
        if (found === undefined) return missing;
        for (const other of [...this.objects.keys()]) if (other === path || other.startsWith(`${path}/`)) this.objects.delete(other);
        return { status: 204 };
      }
      default:
        return { status: 501 };
    }
  }

  #special(method: string, path: string, body: Entity): { status: number; body?: unknown } | undefined {
    const [, parent = "", action = ""] = /^(.*)\/([^/]+)$/.exec(path) ?? [];
    if (action === "instantiate") return { status: 201, body: this.#instantiate(String(body["displayName"])) };
    if (action === "addTokenSigningCertificate") return { status: 200, body: this.#certificate(parent, body) };
    if (action === "updateAllowedCombinations" || action === "start" || action === "pause") {
      const found = this.objects.get(parent) ?? {};
      const schedule = { state: action === "start" ? "Active" : "Paused", interval: "PT40M", expiration: null };
      this.objects.set(parent, { ...found, ...(action === "updateAllowedCombinations" ? body : { schedule }) });
      return {
        status: action === "updateAllowedCombinations" ? 200 : 204,
        ...(action === "updateAllowedCombinations" ? { body: {} } : {}),
      };
    }
    if (action === "provisionOnDemand") return { status: 200, body: { key: "k", value: "v" } };
    if (action === "manager") return { status: 404, body: { error: { code: "Request_ResourceNotFound", message: "no manager" } } };
    if (path.endsWith("/synchronization/secrets") && method === "PUT") {
      const stored = (this.objects.get(`${path}#`)?.["value"] ?? []) as Entity[];
      const kept = stored.filter(({ key }) => !(body["value"] as Entity[]).some((pair) => pair["key"] === key));
      this.objects.set(`${path}#`, { value: [...kept, ...(body["value"] as Entity[]).filter(({ value }) => value !== "")] });
      return { status: 204 };
    }
    if (path.endsWith("/synchronization/secrets")) {
      const stored = (this.objects.get(`${path}#`)?.["value"] ?? []) as Entity[];
      return { status: 200, body: { value: stored.map(({ key }) => ({ key, value: "*" })) } };
    }
    return undefined;
  }

  #instantiate(displayName: string): Entity {
    const { application, servicePrincipal } = templateInstance(displayName);
    return {
      application: this.put(`applications/${randomUUID()}`, application),
      servicePrincipal: this.put(`servicePrincipals/${randomUUID()}`, servicePrincipal),
    };
  }

  #certificate(principal: string, body: Entity): Entity {
    const found = this.objects.get(principal) ?? {};
    const [keys, passwords] = [(found["keyCredentials"] ?? []) as Entity[], (found["passwordCredentials"] ?? []) as Entity[]];
    const { sign, verify, password } = certificateCredentials(body, this.signing[keys.length === 0 ? 0 : 1] ?? "");
    this.objects.set(principal, { ...found, keyCredentials: [...keys, sign, verify], passwordCredentials: [...passwords, password] });
    return { ...sign, key: null };
  }

  /** Keys come back null from a client that never saw them; Graph keeps what it has. */
  #keptKeys(found: Entity, body: Entity): Entity {
    if (body["keyCredentials"] === undefined) return {};
    const known = (found["keyCredentials"] ?? []) as Entity[];
    return {
      keyCredentials: (body["keyCredentials"] as Entity[]).map(
        (credential) => known.find(({ keyId }) => keyId === credential["keyId"]) ?? credential,
      ),
    };
  }

  #isCollection(path: string): boolean {
    const depth = path.split("/").length;
    return (
      depth === 1 ||
      /\/(owners|members|memberOf|transitiveMembers|claimsMappingPolicies|appRoleAssignedTo|jobs|policies|namedLocations|authenticationStrengthPolicies)$/.test(
        path,
      )
    );
  }

  #page(path: string, query: Readonly<Record<string, string>>): Entity {
    const [all, start] = [this.#list(path, query["$filter"]), Number(query["$skiptoken"] ?? 0)];
    const end = start + this.pageSize;
    const value = all.slice(start, end);
    return end < all.length ? { value, "@odata.nextLink": `${this.base}/beta/${path}?$skiptoken=${end}` } : { value };
  }

  #list(path: string, filter: string | undefined): Entity[] {
    const direct = [...this.objects]
      .filter(([key]) => key.startsWith(`${path}/`) && !key.slice(path.length + 1).includes("/"))
      .map(([, entity]) => withoutKeys(entity));
    const tests = (filter ?? "").split(" and ").filter((test) => test !== "");
    return direct.filter((entity) =>
      tests.every((test) => {
        const prefix = /^startsWith\((\w+), '(.*)'\)$/.exec(test);
        if (prefix !== null) return String(entity[prefix[1] ?? ""]).startsWith(prefix[2] ?? "");
        const [, field = "", value = ""] = /^(\w+) eq '?(.*?)'?$/.exec(test) ?? [];
        return String(entity[field]) === value.replaceAll("''", "'");
      }),
    );
  }
}
