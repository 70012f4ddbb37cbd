/**
 * The project's own command, run inside a set.
 */
import { join } from "node:path";
import type { RunningSet } from "./ensure";
import { environmentFor } from "./environment";
import { SandboxError } from "./failure";
import { repository } from "./paths";
import { run } from "./processes";

/** What it printed, and how it ended. */
export interface Answer {
  readonly status: number;
  readonly stdout: string;
  /** Standard output and error. */
  readonly text: string;
}

/** Runs `federation`; findings (status 1) are a failure unless they are allowed. */
export async function federation({ set, record }: RunningSet, args: readonly string[], findingsAllowed = false): Promise<Answer> {
  const { status, stdout, stderr } = await run(process.execPath, [join(repository, "cli", "bin.cjs"), ...args, "--stack", set.name.stack], {
    cwd: repository,
    env: environmentFor(set, record, repository),
  });
  const text = `${stdout}${stderr}`.trim();
  if (status !== 0 && !(findingsAllowed && status === 1)) throw new SandboxError(`federation ${args[0]} failed: ${text}`);
  return { status, stdout, text };
}
