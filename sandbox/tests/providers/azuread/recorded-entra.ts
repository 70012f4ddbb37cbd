import type { AddressInfo } from "node:net";
import { createEntra, type Entra } from "../../../entra/server";
import { WORLD } from "../../entra/client";
import { tlsFiles } from "../../entra/tls";
import type { PluginClient } from "../shared/plugin-client";
import { startPlugin } from "./rig";

/** A JSON body, read at many depths. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Body = Record<string, any>;

/** A request as it came over the wire. */
export interface Recorded {
  readonly method: string;
  /** Path and query, still encoded. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  body?: Body;
  status?: number;
}

/** The stand-in on the local Entra, with every request written down. */
export class RecordedEntra {
  private readonly names = new Map<string, string>();

  private constructor(
    readonly entra: Entra,
    readonly host: string,
    readonly plugin: PluginClient,
    readonly requests: Recorded[],
    private readonly end: () => void,
  ) {}

  static async start(): Promise<RecordedEntra> {
    const tls = await tlsFiles();
    const entra = createEntra({ world: WORLD, tls, settings: { assignmentDelaySeconds: 0, startDelaySeconds: 3600 } });
    const requests: Recorded[] = [];
    const byRequest = new WeakMap<object, Recorded>();
    entra.app.addHook("onRequest", (request, _reply, done) => {
      const recorded: Recorded = { method: request.method, url: request.originalUrl, headers: request.headers };
      byRequest.set(request, recorded);
      requests.push(recorded);
      done();
    });
    entra.app.addHook("preHandler", (request, _reply, done) => {
      const recorded = byRequest.get(request);
      if (recorded !== undefined && request.body !== undefined) recorded.body = structuredClone(request.body) as Body;
      done();
    });
    entra.app.addHook("onResponse", (request, reply, done) => {
      const recorded = byRequest.get(request);
      if (recorded !== undefined) recorded.status = reply.statusCode;
      done();
    });
    await entra.app.listen({ host: "localhost", port: 0 });
    const host = `localhost:${(entra.app.server.address() as AddressInfo).port}`;
    const { plugin, stop } = await startPlugin({
      ARM_METADATA_HOSTNAME: host,
      ARM_TENANT_ID: WORLD.entra.tenantId,
      ARM_CLIENT_ID: "33333333-3333-3333-3333-333333333333",
      ARM_CLIENT_SECRET: "any",
      SSL_CERT_FILE: tls.cert,
      SANDBOX_AZUREAD_POLL_MS: "1",
    });
    return new RecordedEntra(entra, host, plugin, requests, stop);
  }

  async stop(): Promise<void> {
    this.end();
    await this.entra.app.close();
  }

  /** Writes `<name>` for an id from now on. */
  name(name: string, id: unknown): void {
    this.names.set(String(id), `<${name}>`);
  }

  /** The body of the first request with one, or of a later such, of those that were not yet taken. */
  sent(index = 0): Body {
    return this.requests.filter(({ body }) => body !== undefined)[index]!.body!;
  }

  /** Forgets what was asked so far, without looking at it. */
  forget(): void {
    this.requests.length = 0;
  }

  /**
   * What was asked since the last time, one line a request: method, path, decoded query; ids by their names, made-up
   * names without their ending, and a number before a line that came several times in a row.
   */
  asked(): string[] {
    const lines: { line: string; times: number }[] = [];
    for (const request of this.requests.splice(0)) {
      const line = this.lineOf(request);
      const last = lines.at(-1);
      if (last?.line === line) last.times++;
      else lines.push({ line, times: 1 });
    }
    return lines.map(({ line, times }) => (times === 1 ? line : `${times}x ${line}`));
  }

  private lineOf({ method, url, status }: Recorded): string {
    const [path = "", query] = url.split("?");
    const decoded = query === undefined ? "" : `?${decodeURIComponent(query.replaceAll("+", " "))}`;
    let line = `${method} ${path.replace(/^\//, "")}${decoded}`;
    for (const [id, name] of this.names) line = line.replaceAll(id, name);
    line = line.replace(/(TERRAFORM_\w+?_)[0-9a-f-]{36}/g, "$1<uuid>");
    return status !== undefined && status >= 400 ? `${line} -> ${status}` : line;
  }
}

/** Starts one for a suite. */
export function recordedEntra(): () => RecordedEntra {
  let made: RecordedEntra | undefined;
  before(async () => {
    made = await RecordedEntra.start();
  });
  after(() => made?.stop());
  return () => made!;
}
