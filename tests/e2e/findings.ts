import assert from "node:assert/strict";
import type { Sandbox } from "./sandbox";

/** What the tests read of `federation verify --json`. */
interface Report {
  readonly checks: readonly { readonly id: string; readonly outcomes: readonly { readonly status: string; readonly message: string }[] }[];
}

/** Every finding of `federation verify`, as `id message`, sorted. */
export async function findings(sandbox: Sandbox, env: NodeJS.ProcessEnv = {}): Promise<string[]> {
  const { stdout, text } = await sandbox.federation(["verify", "--json"], { env });
  assert.ok(stdout.startsWith("{"), text);
  return (JSON.parse(stdout) as Report).checks
    .flatMap(({ id, outcomes }) => outcomes.filter(({ status }) => status === "finding").map(({ message }) => `${id} ${message}`))
    .sort();
}
