/**
 * Where the sandbox keeps what: per clone in `.sandbox/`, per machine in the user's cache folder.
 */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";

/**
 * The clone that this code belongs to; found upwards, because the code also runs as a bundle below `.sandbox/build`.
 */
export const repository = findRepository(__dirname);

function findRepository(from: string): string {
  if (existsSync(join(from, "sandbox", "bootstrap.mjs"))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error("The sandbox does not find the repository that it belongs to.");
  return findRepository(parent);
}

/** Sets, ports and certificate of this clone; tests point FEDERATION_SANDBOX_DIR at a folder of their own. */
export function sandboxDirectory(): string {
  const own = process.env["FEDERATION_SANDBOX_DIR"];
  return own ? resolve(own) : join(repository, ".sandbox");
}

/** Bundles built from this clone's sources. Always inside the clone, so that they find its node_modules. */
export const buildDirectory = join(repository, ".sandbox", "build");

/** What all clones of this machine share: the Pulumi CLI, the Python environment, downloaded provider plugins. */
export function cacheDirectory(): string {
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "aws-entra-federation");
}

/** The folder from which the user called: npm changes into the package's folder and leaves the caller's in INIT_CWD. */
export function callersDirectory(): string {
  return process.env["INIT_CWD"] || process.cwd();
}
