/**
 * Drives a local Entra as the official azuread provider does: over TLS, with its headers, its paths, its encoding of
 * queries.
 */
import assert from "node:assert/strict";
import { Agent, request } from "node:https";
import type { AddressInfo } from "node:net";
import { createEntra, type Entra, type ServerOptions } from "../../entra/server";
import type { World } from "../../entra/world";
import { tlsFiles } from "./tls";

export const TENANT = "22222222-2222-2222-2222-222222222222";
export const CLIENT_ID = "33333333-3333-3333-3333-333333333333";
export const IDENTITY_CENTER = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";
export const USER_ROLE = "8774f594-1d59-4279-b9d9-59ef09a23530";

/** A small tenant: three people of whom one has no surname, a group with a nested one, and a group alone. */
export const WORLD: World = {
  homeRegion: "eu-west-1",
  entra: {
    tenantId: TENANT,
    users: [
      { upn: "ada@example.com", givenName: "Ada", surname: "Byron", displayName: "Ada Byron", department: "Engines" },
      { upn: "grace@example.com", givenName: "Grace", surname: "Hopper", displayName: "Grace Hopper" },
      { upn: "prince@example.com", givenName: "Prince", displayName: "Prince" },
    ],
    groups: [
      { displayName: "aws-data-engineers", members: ["ada@example.com", "prince@example.com", "aws-interns"] },
      { displayName: "aws-interns", members: ["grace@example.com"] },
      { displayName: "aws-auditors" },
    ],
  },
};

/** A security group as the provider makes one. */
export const GROUP = {
  "@odata.type": "#microsoft.graph.group",
  description: null,
  displayName: "aws-new",
  groupTypes: [],
  isAssignableToRole: false,
  mailEnabled: false,
  mailNickname: "0a1b2c3d-4",
  membershipRule: null,
  resourceBehaviorOptions: [],
  resourceProvisioningOptions: [],
  securityEnabled: true,
};

/** Ids of a list. */
export function ids(rows: readonly { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}

export interface Answer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are read at many depths
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A server in this process and a caller who has a token. */
export class Client {
  private token = "";
  private constructor(
    readonly entra: Entra,
    private readonly agent: Agent,
    private readonly port: number,
  ) {}

  static async start(options: Partial<ServerOptions> = {}): Promise<Client> {
    const tls = await tlsFiles();
    const entra = createEntra({ world: WORLD, tls, ...options });
    await entra.app.listen({ host: "localhost", port: 0 });
    const client = new Client(entra, new Agent({ keepAlive: true, ca: tls.ca }), (entra.app.server.address() as AddressInfo).port);
    client.token = (await client.signIn()).body.access_token as string;
    return client;
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    await this.entra.app.close();
  }

  /** Where the server is, without a slash at the end. */
  get base(): string {
    return `https://localhost:${this.port}`;
  }

  async signIn(form: Record<string, string> = {}, path = `/${TENANT}/oauth2/v2.0/token`): Promise<Answer> {
    const payload = new URLSearchParams({
      client_id: CLIENT_ID,
      client_secret: "any",
      grant_type: "client_credentials",
      scope: `${this.base}/.default`,
      ...form,
    }).toString();
    return this.send("POST", path, payload, { "content-type": "application/x-www-form-urlencoded" });
  }

  /** Object id of the calling principal, from the token. */
  get caller(): string {
    return (JSON.parse(Buffer.from(this.token.split(".")[1] ?? "", "base64url").toString()) as { oid: string }).oid;
  }

  /** One Graph call, with the provider's headers: a JSON content type even without a body. A text is sent as it is. */
  call(method: string, path: string, body?: unknown, token = this.token): Promise<Answer> {
    return this.send(method, path, body === undefined || typeof body === "string" ? body : JSON.stringify(body), {
      ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
      accept: "application/json; charset=utf-8; IEEE754Compatible=false",
      "content-type": "application/json; charset=utf-8",
      "odata-version": "4.0",
      "odata-maxversion": "4.0",
    });
  }

  /** A call that must end with a status; gives back the body. */
  async ok(method: string, path: string, body?: unknown, status?: number): Promise<Answer["body"]> {
    const answer = await this.call(method, path, body);
    const wanted = status ?? { GET: 200, POST: 201, PATCH: 204, PUT: 204, DELETE: 204 }[method];
    assert.equal(answer.status, wanted, `${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  get(path: string): Promise<Answer["body"]> {
    return this.ok("GET", path);
  }

  /** A list filtered as the provider encodes it: `$` as %24, blanks as `+`. */
  async list(path: string, filter: string): Promise<Answer["body"][]> {
    return (await this.get(`${path}?${new URLSearchParams({ $filter: filter }).toString()}`)).value;
  }

  /** The code and message of a refusal. */
  async refused(status: number, method: string, path: string, body?: unknown): Promise<{ code: string; message: string }> {
    const answer = await this.call(method, path, body);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.match(String(answer.headers["content-type"]), /^application\/json/);
    return answer.body.error;
  }

  /** An instance of the Identity Center template: application and service principal. */
  async instance(
    displayName = "AWS IAM Identity Center (test)",
  ): Promise<{ application: Answer["body"]; servicePrincipal: Answer["body"] }> {
    return this.ok("POST", `/v1.0/applicationTemplates/${IDENTITY_CENTER}/instantiate`, { displayName });
  }

  /** Id of a seeded group. */
  async groupId(displayName: string): Promise<string> {
    return (await this.list("/beta/groups", `displayName eq '${displayName}'`))[0].id;
  }

  /** Id of a seeded user. */
  async userId(upn: string): Promise<string> {
    return (await this.get(`/v1.0/users/${upn}`)).id;
  }

  private send(method: string, path: string, payload: string | undefined, headers: Record<string, string>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const length = payload === undefined ? {} : { "content-length": String(Buffer.byteLength(payload)) };
      const options = { host: "localhost", port: this.port, agent: this.agent, method, path, headers: { ...headers, ...length } };
      const outgoing = request(options, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          const body: unknown = text.startsWith("{") ? JSON.parse(text) : text;
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body });
        });
      });
      outgoing.on("error", reject);
      outgoing.end(payload);
    });
  }
}
