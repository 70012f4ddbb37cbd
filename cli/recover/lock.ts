import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { Failure } from "../failure";
import { projectName } from "../stack/project";
import { lastWords, pulumi, type PulumiOptions, type PulumiRun } from "../stack/pulumi";
import { shortName } from "../stack/settings-file";
import { backendUrl, folderOf, pulumiRepairingBackend } from "./file-backend";

/** Who holds a stack, as a self-managed backend tells it. */
export interface LockHolder {
  readonly host: string;
  readonly pid: number;
}

/**
 * Runs the Pulumi CLI on a stack; a lock of a process that died on this machine is removed, and the run tried once
 * more. A lock of a living process, or of another machine, is respected.
 */
export async function pulumiOnStack(stack: string, args: readonly string[], options?: PulumiOptions): Promise<PulumiRun> {
  const first = await pulumiRepairingBackend([...args, "--stack", stack], true, options);
  const holders = first.status === 0 ? undefined : await lockHolders(stack, first);
  if (holders === undefined) return first;
  refuseToBreak(stack, holders);
  const cancelled = await pulumi(["cancel", "--yes", "--stack", stack]);
  if (cancelled.status !== 0) throw new Failure(`The stale lock on ${stack} could not be removed: ${lastWords(cancelled)}`);
  process.stderr.write(`Removed the lock that the interrupted run left on ${stack}.\n`);
  return pulumi([...args, "--stack", stack], options);
}

/**
 * Who holds a stack on which a run failed: undefined where nobody does, so that the run failed of something else; empty
 * where the backend does not tell who.
 */
export async function lockHolders(stack: string, failed: PulumiRun): Promise<LockHolder[] | undefined> {
  const url = (await backendUrl()) ?? "";
  const folder = folderOf(url);
  if (folder !== undefined) return holdersIn(folder, stack);
  if (/^https?:/.test(url)) return (await isUpdating(stack)) ? [] : undefined;
  return holdersNamedBy(failed);
}

/**
 * The locks of a `file://` backend: a JSON file each, in the stack's folder. Before Pulumi 3.61 a stack had no project
 * there.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/lock.go
 */
function holdersIn(backend: string, stack: string): LockHolder[] | undefined {
  const name = shortName(stack);
  const project = stack.split("/").at(-2) ?? projectName();
  const locks = [["organization", project, name], [name]].flatMap((parts) => {
    const folder = join(backend, ".pulumi", "locks", ...parts);
    return filesIn(folder).filter((file) => file.endsWith(".json"));
  });
  if (locks.length === 0) return undefined;
  const holders = locks.map(readLock);
  return holders.includes(undefined) ? [] : holders.filter((holder) => holder !== undefined);
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return []; // No run has ever locked this stack.
  }
}

function readLock(file: string): LockHolder | undefined {
  try {
    const { hostname: host, pid } = JSON.parse(readFileSync(file, "utf8")) as { hostname?: unknown; pid?: unknown };
    return typeof host === "string" && typeof pid === "number" ? { host, pid } : undefined;
  } catch {
    return undefined; // Somebody's all the same.
  }
}

/**
 * Pulumi Cloud lists whether a stack is being updated, and not by whom.
 *
 * @see https://www.pulumi.com/docs/reference/pkg/nodejs/pulumi/pulumi/interfaces/automation.StackSummary.html
 */
async function isUpdating(stack: string): Promise<boolean> {
  const { status, stdout } = await pulumi(["stack", "ls", "--json"]);
  if (status !== 0) return false;
  const listed = JSON.parse(stdout) as readonly { readonly name: string; readonly updateInProgress?: boolean }[];
  return listed.some(({ name, updateInProgress }) => shortName(name) === shortName(stack) && updateInProgress === true);
}

/**
 * A backend in a bucket (`s3://`, `azblob://`, `gs://`) tells of its locks in a sentence alone: the status is 1 as for
 * any failure (https://www.pulumi.com/docs/iac/cli/exit-codes/), `--json` changes no message, and no command lists
 * locks. Pulumi's Automation API, too, knows a lock by this sentence, and leaves the holders in it.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/automation/errors.ts
 */
function holdersNamedBy({ stdout, stderr }: PulumiRun): LockHolder[] | undefined {
  const text = `${stdout}\n${stderr}`;
  if (!text.includes("the stack is currently locked by")) return undefined;
  return [...text.matchAll(/created by \S*@(\S+) \(pid (\d+)\)/g)].map(([, host = "", pid = "0"]) => ({ host, pid: Number(pid) }));
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
