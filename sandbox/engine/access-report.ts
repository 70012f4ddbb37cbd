/**
 * What a `pulumi up` did to access: `federation report` on the states before and after it.
 */
import { join } from "node:path";
import type { RunningSet } from "./ensure";
import { environmentFor } from "./environment";
import { SandboxError } from "./failure";
import { federation } from "./own-command";
import { repository } from "./paths";
import { run } from "./processes";

const fileOf = ({ set }: RunningSet, name: string): string => join(set.folder, name);

/** Keeps the stack's state as it is now; secrets in it stay encrypted. */
export async function keepState(running: RunningSet, name: "before" | "after"): Promise<void> {
  const { set, record } = running;
  const args = ["stack", "export", "--stack", set.name.stack, "--file", fileOf(running, `state-${name}.json`)];
  const { status, stderr } = await run(join(set.home(), "bin", "pulumi"), args, {
    cwd: repository,
    env: environmentFor(set, record, repository),
  });
  if (status !== 0) throw new SandboxError(`pulumi stack export failed: ${stderr.trim()}`);
}

/** The headline, and the page's file. */
export interface AccessReport {
  readonly headline: string;
  readonly page: string;
}

/** Holds the states against each other; past a limit of the settings is what the report says, no failure. */
export async function reportAccess(running: RunningSet): Promise<AccessReport> {
  const [inventory, page] = [fileOf(running, "inventory.json"), fileOf(running, "report.html")];
  await federation(running, ["inventory", "--out", inventory]);
  const states = ["--before", fileOf(running, "state-before.json"), "--after", fileOf(running, "state-after.json")];
  const { text } = await federation(running, ["report", ...states, "--inventory", inventory, "--format", "html", "--out", page], true);
  return { headline: text.replace(` (${page})`, ""), page };
}
