/**
 * Finds a Pulumi CLI of the right version that the user already has.
 */
import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join, sep } from "node:path";
import type { Say } from "../failure";
import { readJson, writeAtomically } from "../files";
import { cacheDirectory, sandboxDirectory } from "../paths";
import { run } from "../processes";
import { isGoodEnough } from "./version";

/** What was learnt about an executable, for as long as it does not change: asking it costs a quarter of a second. */
interface Verdict {
  readonly path: string;
  readonly changed: number;
  readonly version: string;
  readonly reason: string;
}

/** The first usable `pulumi` on PATH; why another was passed over is said once. */
export async function findOnPath(say: Say): Promise<string | undefined> {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const path = executable(join(folder, "pulumi"));
    // Inside `exec` the first one on PATH is our own link.
    if (path === undefined || path.startsWith(cacheDirectory() + sep) || path.includes(`${sep}.sandbox${sep}`)) continue;
    const { version, reason } = await judge(path, say);
    if (reason === "") return path;
    if (process.env["DEBUG"]) say(`passed over ${path} (${version}): ${reason}`);
  }
  return undefined;
}

async function judge(path: string, say: Say): Promise<Verdict> {
  const memory = join(sandboxDirectory(), "cli-on-path.json");
  const changed = statSync(path).mtimeMs;
  const known = readJson<Verdict>(memory);
  if (known?.path === path && known.changed === changed) return known;
  const { status, stdout } = await run(path, ["version"], { timeoutMilliseconds: 20_000 });
  const version = stdout.trim();
  const verdict = { path, changed, version, reason: reasonAgainst(path, status, version) };
  writeAtomically(memory, JSON.stringify(verdict));
  say(verdict.reason === "" ? `using pulumi ${version} from PATH (${path})` : `not using ${path}: ${verdict.reason}`);
  return verdict;
}

function reasonAgainst(path: string, status: number, version: string): string {
  if (status !== 0) return "it does not tell its version";
  if (!isGoodEnough(version)) return `its version is ${version}`;
  const besides = [dirname(path), ...(process.env["PATH"] ?? "").split(delimiter)];
  if (!besides.some((folder) => existsSync(join(folder, "pulumi-language-nodejs")))) return "it has no pulumi-language-nodejs beside it";
  return "";
}

/** The file behind all links, when it can be run. */
export function executable(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK);
    const real = realpathSync(path);
    return statSync(real).isFile() ? real : undefined;
  } catch {
    return undefined;
  }
}
