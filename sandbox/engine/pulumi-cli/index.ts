/**
 * The Pulumi CLI: the user's own, else one that was got before, else downloaded, else built.
 */
import { SandboxError, type Say } from "../failure";
import { build, built } from "./build";
import { download, downloaded } from "./download";
import { findOnPath } from "./find";
import { wantedVersion } from "./version";

/** A CLI that can be run. */
export interface Cli {
  readonly path: string;
  /** Whether we built it: then it has no language host of its own. */
  readonly ownLanguageHost: boolean;
}

/** Finds the CLI or gets it; one error says what was tried when there is no way. */
export async function ensureCli(say: Say): Promise<Cli> {
  const own = await findOnPath(say);
  if (own !== undefined) return { path: own, ownLanguageHost: false };
  const got = downloaded();
  if (got !== undefined) return { path: got, ownLanguageHost: false };
  const madeBefore = built();
  if (madeBefore !== undefined) return { path: madeBefore, ownLanguageHost: true };

  const fetched = await download(say);
  if ("path" in fetched) return { path: fetched.path, ownLanguageHost: false };
  say(`the Pulumi CLI cannot be downloaded: ${fetched.reason}`);
  const made = await build(say);
  if ("path" in made) return { path: made.path, ownLanguageHost: true };
  throw new SandboxError(
    `There is no Pulumi CLI ${wantedVersion} and none can be had: none on PATH; no download, because ${fetched.reason}; no build, because ${made.reason}.`,
    [
      `Install it: https://www.pulumi.com/docs/install/ (version ${wantedVersion} or a newer 3.x).`,
      "Or install Go 1.25.11 or newer, with which it is built from its module.",
    ],
  );
}
