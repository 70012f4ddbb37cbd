/** A tiny SCIM 2.0 target over HTTP, as strict as Identity Center in what provisioning can get wrong. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { without } from "../../entra/object";

interface Resource {
  id: string;
  members?: { value: string }[];
  [attribute: string]: unknown;
}

export class ScimTarget {
  readonly users = new Map<string, Resource>();
  readonly groups = new Map<string, Resource>();
  /** Every request as `METHOD path`, with what was sent. */
  readonly calls: { method: string; path: string; host: string; body: Record<string, unknown> }[] = [];
  token = "right-token";
  private next = 1;
  private constructor(private readonly server: Server) {}

  static async start(): Promise<ScimTarget> {
    const server = createServer();
    const target = new ScimTarget(server);
    server.on("request", (request: IncomingMessage, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const { status, body } = target.answer(request, text === "" ? {} : (JSON.parse(text) as Record<string, unknown>));
        response.writeHead(status, { "content-type": "application/scim+json" }).end(body === undefined ? "" : JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return target;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** A user or group by its name. */
  named(name: string): Resource | undefined {
    return [...this.users.values(), ...this.groups.values()].find((row) => row["userName"] === name || row["displayName"] === name);
  }

  /** User names of a group's members. */
  membersOf(group: string): string[] {
    return (this.named(group)?.members ?? []).map(({ value }) => String(this.users.get(value)?.["userName"])).sort();
  }

  /** Adds something that was there before provisioning. */
  add(kind: "users" | "groups", row: Record<string, unknown>): Resource {
    const resource = { ...row, id: `t-${this.next++}` };
    this[kind].set(resource.id, resource);
    return resource;
  }

  private answer(request: IncomingMessage, body: Record<string, unknown>): { status: number; body?: unknown } {
    const url = new URL(request.url ?? "/", "http://target");
    const method = request.method ?? "GET";
    this.calls.push({ method, path: url.pathname + decodeURIComponent(url.search), host: request.headers.host ?? "", body });
    if (request.headers.authorization !== `Bearer ${this.token}`) return { status: 401, body: { detail: "Unauthorized" } };
    const [, collection = "", id] = /\/scim\/v2\/(Users|Groups)(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    const table = collection === "Users" ? this.users : this.groups;
    if (method === "GET") {
      const [, name = "", value] = /^(\w+) eq "(.*)"$/.exec(url.searchParams.get("filter") ?? "") ?? [];
      const rows = [...table.values()].filter((row) => row[name] === value).map((row) => without(row, "members"));
      return { status: 200, body: { totalResults: rows.length, Resources: rows } };
    }
    if (method === "POST") return this.create(collection, table, body);
    const row = table.get(id ?? "");
    if (row === undefined) return { status: 404, body: { detail: "not found" } };
    if (method === "DELETE") table.delete(row.id);
    if (method === "PATCH") return this.patch(row, body["Operations"] as { op: string; path: string; value: unknown }[]);
    return { status: 204 };
  }

  private create(collection: string, table: Map<string, Resource>, body: Record<string, unknown>): { status: number; body?: unknown } {
    const name = collection === "Users" ? "userName" : "displayName";
    if ([...table.values()].some((row) => row[name] === body[name])) return { status: 409, body: { detail: "duplicate" } };
    const lists = ["emails", "phoneNumbers", "addresses"].map((list) => body[list] as unknown[] | undefined);
    if (lists.some((list) => list !== undefined && list.length !== 1))
      return { status: 400, body: { detail: "list attributes only allow single item" } };
    return { status: 201, body: this.add(collection === "Users" ? "users" : "groups", body) };
  }

  private patch(row: Resource, operations: readonly { op: string; path: string; value: unknown }[]): { status: number; body?: unknown } {
    for (const { op, path, value } of operations) {
      if (path !== "members") row[path] = value;
      else {
        const values = value as { value: string }[];
        if (values.length > 100) return { status: 400, body: { detail: "at most 100 members" } };
        const others = (row.members ?? []).filter((member) => !values.some((other) => other.value === member.value));
        row.members = op === "add" ? [...others, ...values] : others;
      }
    }
    return { status: 204 };
  }
}
