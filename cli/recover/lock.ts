import { spawnSync } from "node:child_process";
import { hostname } from "node:os";
import { Failure } from "../failure";
import { lastWords, pulumi, type PulumiOptions, type PulumiRun } from "../stack/pulumi";
import { pulumiMending } from "./file-backend";

/** Who holds a stack, as a self-managed backend tells it. */
export interface LockHolder {
  readonly host: string;
  readonly pid: number;
}

/** The holders that Pulumi names in its refusal; undefined where the refusal is about something else. */
export function lockHolders({ stdout, stderr }: Pick<PulumiRun, "stdout" | "stderr">): LockHolder[] | undefined {
  const text = `${stdout}\n${stderr}`;
  if (!/currently locked by|another update is currently in progress/i.test(text)) return undefined;
  return [...text.matchAll(/created by \S*@(\S+) \(pid (\d+)\)/g)].map(([, host = "", pid = "0"]) => ({ host, pid: Number(pid) }));
}

/**
 * Runs the Pulumi CLI on a stack; a lock of a process that died on this machine is removed, and the run tried once
 * more. A lock of a living process, or of another machine, is respected.
 */
export async function pulumiOnStack(stack: string, args: readonly string[], options?: PulumiOptions): Promise<PulumiRun> {
  const first = await pulumiMending([...args, "--stack", stack], true, options);
  const holders = first.status === 0 ? undefined : lockHolders(first);
  if (holders === undefined) return first;
  refuseToBreak(stack, holders);
  const cancelled = await pulumi(["cancel", "--yes", "--stack", stack]);
  if (cancelled.status !== 0) throw new Failure(`The stale lock on ${stack} could not be removed: ${lastWords(cancelled)}`);
  process.stderr.write(`Removed the lock that the interrupted run left on ${stack}.\n`);
  return pulumi([...args, "--stack", stack], options);
}

function refuseToBreak(stack: string, holders: readonly LockHolder[]): void {
  const here = hostname();
  const foreign = holders.find(({ host }) => host !== here);
  if (holders.length === 0 || foreign !== undefined) {
    const where = foreign === undefined ? "another run" : `${foreign.host} (pid ${foreign.pid})`;
    throw new Failure(
      `Stack ${stack} is locked by ${where}; if nothing runs there any more, run \`pulumi cancel --yes --stack ${stack}\` and try again.`,
    );
  }
  const alive = holders.find(({ pid }) => isPulumi(pid));
  if (alive !== undefined)
    throw new Failure(`Pulumi is still working on stack ${stack} (pid ${alive.pid}); wait for it, or stop it first.`);
}

/** Whether a process of this id runs and is Pulumi; ids are used again. */
function isPulumi(pid: number): boolean {
  const { status, stdout } = spawnSync("ps", ["-p", String(pid), "-o", "args="], { encoding: "utf8" });
  if (status === null) return processExists(pid);
  return status === 0 && /pulumi/.test(stdout) && !/<defunct>/.test(stdout);
}

/** Where there is no `ps`: whether any process has the id. */
function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
