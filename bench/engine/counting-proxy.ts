import { request } from "node:http";
import { LocalServer } from "./local-server";

/** Stands before a local endpoint and counts what is asked of it. */
export class CountingProxy extends LocalServer {
  calls = 0;

  /** @param target address of the endpoint, such as http://127.0.0.1:4566 */
  constructor(target: string) {
    super((asked, answer) => {
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
}
