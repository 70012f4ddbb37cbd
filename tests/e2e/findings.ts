import assert from "node:assert/strict";
import type { Sandbox } from "./sandbox";

/** What the tests read of `federation verify --json`. */
export interface Report {
  readonly checks: readonly {
    readonly id: string;
    readonly outcomes: readonly { readonly status: string; readonly message: string; readonly remedy?: string }[];
  }[];
}

/** A finding as `id message`, and what to do about it. */
export interface Finding {
  readonly finding: string;
  readonly remedy: string;
}

/** Every finding of `federation verify` with its remedy, sorted. */
export async function wholeFindings(sandbox: Sandbox, env: NodeJS.ProcessEnv = {}): Promise<Finding[]> {
  const { stdout, text } = await sandbox.federation(["verify", "--json"], { env });
  assert.ok(stdout.startsWith("{"), text);
  return (JSON.parse(stdout) as Report).checks
    .flatMap(({ id, outcomes }) =>
      outcomes.filter(({ status }) => status === "finding").map(({ message, remedy = "" }) => ({ finding: `${id} ${message}`, remedy })),
    )
    .sort((left, right) => (left.finding < right.finding ? -1 : 1));
}

/** Every finding of `federation verify`, as `id message`, sorted. */
export async function findings(sandbox: Sandbox, env: NodeJS.ProcessEnv = {}): Promise<string[]> {
  return (await wholeFindings(sandbox, env)).map(({ finding }) => finding);
}
