import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * A file or folder of this repository that the command reads while it runs. Found from where the code lies, be that the
 * sources or what was made of them in node_modules/.cache (start/fresh-build.cjs).
 *
 * @param path relative to the repository
 */
export function ownFile(path: string): string {
  let root = __dirname;
  while (!existsSync(join(root, "cli", "bin.cjs"))) {
    if (root === dirname(root)) throw new Error(`${path} of aws-entra-federation is not above ${__dirname}.`);
    root = dirname(root);
  }
  return join(root, path);
}
