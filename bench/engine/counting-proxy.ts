import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands before a local endpoint and counts what is asked of it. */
export class CountingProxy {
  calls = 0;
  private readonly server: Server;

  /** @param target address of the endpoint, such as http://127.0.0.1:4566 */
  constructor(target: string) {
    this.server = createServer((asked, answer) => {
      this.calls += 1;
      const { method, headers } = asked;
      const passed = request(new URL(asked.url ?? "/", target), { method: method ?? "GET", headers }, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      });
      passed.on("error", () => answer.destroy());
      asked.pipe(passed);
    });
  }

  /** Listens; its own address. */
  async start(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, "127.0.0.1", listening));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
