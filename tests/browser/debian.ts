/**
 * Programs out of Debian's packages without installing them: downloaded and unpacked into a folder, as any user, with
 * no change to the system. apt works out what is missing, checks signatures and hashes; its lists and archives are kept
 * in that folder too.
 */
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Unpacks packages, whether the system has them or not, with what they need and the system lacks, below a folder;
 * throws what apt says.
 */
export async function unpack(packages: readonly string[], folder: string): Promise<void> {
  const state = join(folder, "apt");
  for (const path of ["lists/partial", "archives/partial"]) mkdirSync(join(state, path), { recursive: true });
  const options = [
    `Dir::State::lists=${join(state, "lists")}`,
    `Dir::Cache=${state}`,
    `Dir::Cache::archives=${join(state, "archives")}`,
    "Debug::NoLocking=1",
    // Root would hand downloads to a user who may not write here; hooks of the system's own caches are for root.
    `APT::Sandbox::User=${userInfo().username}`,
    "APT::Update::Post-Invoke::=",
    "APT::Update::Post-Invoke-Success::=",
    "Acquire::Retries=3",
  ].flatMap((option) => ["-o", option]);
  const apt = (...args: string[]): Promise<unknown> => run("apt-get", [...options, "-q", "-y", ...args], { maxBuffer: 1 << 26 });
  await apt("update");
  await apt("install", "--reinstall", "--no-install-recommends", "--download-only", ...packages);
  for (const name of readdirSync(join(state, "archives")).filter((file) => file.endsWith(".deb"))) {
    await run("dpkg-deb", ["-x", join(state, "archives", name), folder]);
  }
  rmSync(state, { recursive: true });
}
