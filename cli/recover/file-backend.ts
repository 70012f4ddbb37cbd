import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Failure } from "../failure";
import { lastWords, pulumi, type PulumiOptions, type PulumiRun } from "../stack/pulumi";

/**
 * How long after a first look a file must still be half-written, in milliseconds: a Pulumi at work may be writing it.
 */
const settleMs = 1000;

/**
 * Runs the Pulumi CLI; where it fails on a file backend in which a killed run left files half-written, removes those
 * and runs it once more. What the files hold decides, not how the CLI words its failure (`EOF`, for one).
 *
 * @param mend false where nothing may be changed: then the failure says what would help
 */
export async function pulumiRepairingBackend(args: readonly string[], mend: boolean, options?: PulumiOptions): Promise<PulumiRun> {
  return repairedRun(await pulumi(args, options), args, mend, options);
}

/** What {@link pulumiRepairingBackend} makes of a run that has been. */
export async function repairedRun(first: PulumiRun, args: readonly string[], mend: boolean, options?: PulumiOptions): Promise<PulumiRun> {
  if (first.status === 0) return first;
  const folder = folderOf((await backendUrl()) ?? "");
  const halves = folder === undefined ? [] : await leftHalfWritten(folder);
  if (halves.length === 0) return first;
  const names = halves.join(", ");
  if (!mend) {
    throw new Failure(
      `Pulumi cannot read its state (${lastWords(first)}), because the interrupted run left half of ${names}; \`federation recover\` without --dry-run removes that.`,
    );
  }
  for (const path of halves) rmSync(path, { force: true });
  process.stderr.write(`Removed what the interrupted run left half-written: ${names}\n`);
  return pulumi(args, options);
}

/** The backend that is logged in to; undefined where Pulumi does not say. */
export async function backendUrl(): Promise<string | undefined> {
  const { status, stdout } = await pulumi(["whoami", "--json"]);
  return status === 0 ? (JSON.parse(stdout) as { url?: string }).url : undefined;
}

async function leftHalfWritten(folder: string): Promise<string[]> {
  const halves = halfWrittenFiles(folder);
  if (halves.length === 0) return [];
  await setTimeout(settleMs);
  const later = new Set(halfWrittenFiles(folder));
  return halves.filter((path) => later.has(path));
}

/** The folder of a `file://` backend as Pulumi reads it: absolute, below the home folder (`~`), or relative. */
export function folderOf(url: string): string | undefined {
  if (!url.startsWith("file://")) return undefined;
  const path = decodeURIComponent(url.slice("file://".length).replace(/\?.*$/, ""));
  return path.startsWith("~") ? join(homedir(), path.slice(1)) : resolve(path);
}

/**
 * Files of a file backend that a kill left half-written and that are not missed. The files themselves are written whole
 * or not at all; beside each stands a side file `.attrs` with its type and a checksum that nobody checks, written in
 * place, and without it the file is read as usual. A lock that was just being written (`.tmp`) locks nothing.
 *
 * @see https://github.com/google/go-cloud/blob/master/blob/fileblob/attrs.go
 */
export function halfWrittenFiles(folder: string): string[] {
  const own = join(folder, ".pulumi");
  if (!existsSync(own)) return [];
  return readdirSync(own, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".attrs") || (name.startsWith("locks") && name.endsWith(".tmp")))
    .map((name) => join(own, name))
    .filter((path) => !isJson(path))
    .sort();
}

function isJson(path: string): boolean {
  try {
    JSON.parse(readFileSync(path, "utf8"));
    return true;
  } catch (error) {
    // What somebody else has removed meanwhile, or may not be read, is not half-written.
    return !(error instanceof SyntaxError);
  }
}
