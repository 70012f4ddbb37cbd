/** The local AWS behind the latency and the rates of the real one: requests above the rate are refused as AWS does. */
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Milliseconds that an answer takes at least. */
export const LATENCY_MS = 20;
/** Requests a second to each service. @see https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html */
export const PER_SECOND = 20;

/** A proxy in front of an AWS, that counts. */
export class LimitedAws {
  /** Requests that were answered, by operation. */
  readonly calls = new Map<string, number>();
  throttled = 0;
  private readonly recent = new Map<string, number[]>();
  private readonly server: Server;

  constructor(private readonly target: string) {
    this.server = createServer((incoming, response) => void this.serve(incoming, response));
  }

  async start(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, "127.0.0.1", listening));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const target = String(incoming.headers["x-amz-target"] ?? "");
    const operation = target.split(".").at(-1) || (new URLSearchParams(body.toString("utf8")).get("Action") ?? incoming.url ?? "");
    // Credential=KEY/DATE/REGION/SERVICE/aws4_request
    const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(incoming.headers.authorization ?? "")?.[1] ?? "";
    await new Promise((resolve) => setTimeout(resolve, LATENCY_MS));
    if (!this.allowed(service)) {
      this.throttled += 1;
      response.writeHead(400, { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": "ThrottlingException" });
      response.end('{"__type":"ThrottlingException","message":"Rate exceeded"}');
      return;
    }
    this.calls.set(operation, (this.calls.get(operation) ?? 0) + 1);
    const forwarded = request(`${this.target}${incoming.url ?? ""}`, { method: incoming.method, headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    forwarded.on("error", (error) => response.destroy(error));
    forwarded.end(body);
  }

  private allowed(service: string): boolean {
    const now = performance.now();
    const recent = (this.recent.get(service) ?? []).filter((time) => now - time < 1000);
    this.recent.set(service, recent);
    if (recent.length >= PER_SECOND) return false;
    recent.push(now);
    return true;
  }
}
