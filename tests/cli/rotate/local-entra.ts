/**
 * The local Entra, in this process, behind the reader that commands use; each write can be broken off before or after
 * it took effect.
 */
import { EntraReader } from "../../../cli/clouds/entra";
import { GraphError } from "../../../graph/client";
import type { Client } from "../../../sandbox/tests/entra/client";

/** When a write is broken off, as by a kill of the process. */
export type Break = "before" | "after" | undefined;

/** A Graph client over the tests' own connection. */
export class LocalGraph {
  /** The next write is broken off. */
  breaks: Break;
  /** Paths of writes that reached Entra. */
  readonly writes: string[] = [];

  constructor(readonly client: Client) {}

  reader(): EntraReader {
    return new EntraReader(this as never);
  }

  get<Answer>(path: string): Promise<Answer> {
    return this.send<Answer>("GET", path);
  }

  async list<Item>(path: string): Promise<Item[]> {
    return (await this.send<{ value: Item[] }>("GET", path)).value;
  }

  post(path: string, body?: unknown): Promise<unknown> {
    return this.send("POST", path, body);
  }

  async patch(path: string, body: unknown): Promise<unknown> {
    const breaks = this.breaks;
    this.breaks = undefined;
    if (breaks === "before") throw new Error("killed before the write");
    this.writes.push(path);
    const answer = await this.send("PATCH", path, body);
    if (breaks === "after") throw new Error("killed after the write");
    return answer;
  }

  private async send<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const { status, body: answer } = await this.client.call(method, `/v1.0${path}`, body);
    if (status >= 400) throw new GraphError(status, answer.error.code, answer.error.message, path);
    return answer as Answer;
  }
}
