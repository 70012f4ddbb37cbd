/**
 * Gets the official CLI the way the official npm package `pulumi` gets it: by Pulumi's own install script, with the
 * language hosts.
 */
import { join } from "node:path";
import type { Say } from "../failure";
import { readJson, writeAtomically } from "../files";
import { cacheDirectory } from "../paths";
import { run } from "../processes";
import { executable } from "./find";
import { wantedVersion } from "./version";

/**
 * The server that the npm package's first run asks; when it does not answer, the package need not be fetched at all.
 */
const server = "https://get.pulumi.com/install.sh";
const probeMilliseconds = 8_000;
const downloadMilliseconds = 10 * 60_000;
/** A network that did not let us through is asked again after this time. */
const failureKeptMilliseconds = 24 * 3_600_000;

const home = (): string => join(cacheDirectory(), "official");
const failure = (): string => join(cacheDirectory(), "download-failed.json");

/** The downloaded CLI, when it is there. */
export function downloaded(): string | undefined {
  return executable(join(home(), "versions", wantedVersion, "bin", "pulumi"));
}

/** Downloads the CLI; returns the reason when that cannot be done, and remembers it. */
export async function download(say: Say): Promise<{ path: string } | { reason: string }> {
  const before = readJson<{ at: number; reason: string }>(failure());
  if (before !== undefined && Date.now() - before.at < failureKeptMilliseconds) return { reason: before.reason };
  const reason = await tryDownload(say);
  const path = downloaded();
  if (path !== undefined) return { path };
  writeAtomically(failure(), JSON.stringify({ at: Date.now(), reason }));
  return { reason };
}

async function tryDownload(say: Say): Promise<string> {
  try {
    const answer = await fetch(server, { method: "HEAD", signal: AbortSignal.timeout(probeMilliseconds) });
    if (!answer.ok) return `${server} answers with status ${answer.status}`;
  } catch (error) {
    const cause = error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : String(error);
    return `${server} cannot be reached (${cause})`;
  }
  say(`downloading the Pulumi CLI ${wantedVersion} with the official npm package`);
  const { status, stderr } = await run("npm", ["exec", "--yes", `--package=pulumi@${wantedVersion}`, "--", "pulumi", "version"], {
    cwd: cacheDirectory(),
    env: { ...process.env, PULUMI_HOME: home(), PULUMI_VERSION: wantedVersion },
    timeoutMilliseconds: downloadMilliseconds,
    onLine: (line) => line.trim() !== "" && say(line.trim()),
  });
  return status === 0 ? "the download ended without a CLI" : `the download failed: ${stderr.trim().split("\n").at(-1) ?? ""}`;
}
