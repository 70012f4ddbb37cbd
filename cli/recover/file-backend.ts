import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { Failure } from "../failure";
import { pulumi, type PulumiOptions, type PulumiRun } from "../stack/pulumi";

/** How Pulumi's refusal sounds when it reads a JSON file that ends too early. */
const cutOff = /\bEOF\b|unexpected end of JSON input/;

/**
 * Runs the Pulumi CLI; where it cannot read a file backend that a killed run left half-written, mends that and runs it
 * once more.
 *
 * @param mend false where nothing may be changed: then the failure says what would help
 */
export async function pulumiMending(args: readonly string[], mend: boolean, options?: PulumiOptions): Promise<PulumiRun> {
  const first = await pulumi(args, options);
  if (first.status === 0 || !cutOff.test(`${first.stdout}\n${first.stderr}`)) return first;
  const folder = await fileBackend();
  const halves = folder === undefined ? [] : halfWritten(folder);
  if (halves.length === 0) return first;
  const names = halves.join(", ");
  if (!mend) {
    throw new Failure(
      `Pulumi cannot read its state, because the interrupted run left half of ${names}; \`federation recover\` without --dry-run removes that.`,
    );
  }
  for (const path of halves) rmSync(path, { force: true });
  process.stderr.write(`Removed what the interrupted run left half-written: ${names}\n`);
  return pulumi(args, options);
}

/** The folder of the backend that is logged in to, where it is one. */
async function fileBackend(): Promise<string | undefined> {
  const { status, stdout } = await pulumi(["whoami", "--json"]);
  if (status !== 0) return undefined;
  const { url = "" } = JSON.parse(stdout) as { url?: string };
  return folderOf(url);
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
export function halfWritten(folder: string): string[] {
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
