import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { restoreEnvironment } from "../../../sandbox/tests/environment";

/** A request as the service took it. */
export interface Asked {
  /** Such as `ListPermissionSets`. */
  readonly operation: string;
  /** Parameters, of JSON or of a form. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What the service says: a JSON answer, XML, or an error by its name. */
export type Answer = { readonly json: unknown } | { readonly xml: string } | { readonly error: string; readonly status?: number };

/** An AWS endpoint of this process, for what no local cloud plays: pages on demand, refusals, rates. */
export class LocalService {
  readonly asked: Asked[] = [];
  private server: Server | undefined;
  private readonly before = { ...process.env };

  constructor(private readonly answer: (asked: Asked) => Answer | Promise<Answer>) {}

  /** Listens, and lets AWS_ENDPOINT_URL lead here. */
  async start(): Promise<void> {
    const server = createServer((request, response) => {
      void (async () => {
        const asked = await read(request);
        this.asked.push(asked);
        const messages = await this.answer(asked);
        if ("error" in messages) {
          response.writeHead(messages.status ?? 400, { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": messages.error });
          response.end(JSON.stringify({ __type: messages.error, message: "on demand" }));
        } else if ("xml" in messages) response.writeHead(200, { "content-type": "text/xml" }).end(messages.xml);
        else response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(messages.json));
      })();
    });
    this.server = server;
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: "eu-west-1",
    });
  }

  /** Ends it, and puts the environment back. */
  async stop(): Promise<void> {
    restoreEnvironment(this.before);
    this.server?.closeAllConnections();
    await new Promise((closed) => this.server?.close(closed));
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") {
    const parameters = JSON.parse(text || "{}") as Record<string, unknown>;
    return { operation: target.split(".").at(-1) ?? "", parameters };
  }
  const form = Object.fromEntries(new URLSearchParams(text));
  return { operation: form["Action"] ?? request.url ?? "", parameters: form };
}
