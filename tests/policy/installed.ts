import { execFileSync } from "node:child_process";
import { cpSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";

const pack = join(__dirname, "..", "..", "policy");
const npm = (args: readonly string[], cwd: string): void =>
  void execFileSync("npm", [...args, "--no-audit", "--no-fund"], { cwd, stdio: "pipe" });

/** Packs the pack into a folder that is empty; the path of the archive. */
function packedPack(folder: string): string {
  npm(["pack", pack, "--silent"], folder);
  const [archive = ""] = readdirSync(folder);
  return join(folder, archive);
}

/** Packs the pack, and installs the package, in a folder that is empty; where it is installed. */
export function installedPack(folder: string): string {
  const archive = packedPack(folder);
  npm(["init", "-y"], folder);
  npm(["install", "--prefer-offline", archive], folder);
  return join(folder, "node_modules", "aws-entra-federation-policy");
}

/** The pack as a clone has it, without what was installed or compiled, after `npm ci`; where it is. */
export function clonedPack(folder: string): string {
  const clone = join(folder, "policy");
  cpSync(pack, clone, { recursive: true, filter: (path) => !["node_modules", "bin"].includes(basename(path)) });
  // The pack's sources import it; its bundle carries it.
  cpSync(join(pack, "..", "contract"), join(folder, "contract"), { recursive: true });
  npm(["ci", "--prefer-offline"], clone);
  return clone;
}
