import { copyFileSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./sandbox";

/**
 * Makes a folder a clone of this repository whose stack files are its own: everything is linked, Pulumi.yaml is copied,
 * and no stack file is there.
 */
export function cloneInto(folder: string): void {
  for (const name of readdirSync(repository)) if (!/^(\.|Pulumi\.)/.test(name)) symlinkSync(join(repository, name), join(folder, name));
  copyFileSync(join(repository, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
}
