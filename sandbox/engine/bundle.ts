/**
 * Bundles of this clone's TypeScript, each one file that starts fast, made anew when a source or a package changed.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { SandboxError } from "./failure";
import { hashOfFolders } from "./files";
import { buildDirectory, repository } from "./paths";

/** Bundles of earlier sources are kept, because something that started with them may still run. */
const keptBundles = 8;

/**
 * The bundle's file, compiled first when it is not there.
 * @param name Folder below the build directory, such as `plugins`.
 * @param entryPoints Bundle name to source file, relative to the repository.
 * @param sources What the bundle is made from: folders or files, relative to the repository.
 */
export async function bundle(name: string, entryPoints: Readonly<Record<string, string>>, sources: readonly string[]): Promise<string> {
  const watched = [...sources, "package-lock.json", "sandbox/engine/bundle.ts"].map((path) => join(repository, path));
  const folder = join(
    buildDirectory,
    name,
    hashOfFolders(watched, (file) => /\.(ts|json)$/.test(file)),
  );
  if (existsSync(folder)) return folder;
  for (const source of Object.values(entryPoints)) {
    if (!existsSync(join(repository, source))) throw new SandboxError(`The clone is incomplete: there is no ${source}.`);
  }
  const unfinished = `${folder}.${process.pid}.tmp`;
  mkdirSync(dirname(folder), { recursive: true });
  const { build } = await import("esbuild"); // Only here: loading it would cost every `exec` its time.
  try {
    await build({
      absWorkingDir: repository,
      entryPoints: { ...entryPoints },
      outdir: unfinished,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      // The Pulumi SDK loads the first three only to run programs and to serialize functions, which nothing of the
      // sandbox does; openpgp asks for import.meta.url, which a CommonJS bundle does not have, and is found in the
      // clone's node_modules.
      external: ["typescript", "ts-node", "pnpapi", "openpgp"],
      logLevel: "silent",
    });
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (existsSync(folder)) return folder; // Somebody else finished the same bundle first.
    throw new SandboxError(`${name} does not compile: ${error instanceof Error ? error.message : String(error)}`);
  }
  forgetOldBundles(join(buildDirectory, name));
  return folder;
}

function forgetOldBundles(folder: string): void {
  const newestFirst = readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => ({ path, made: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.made - a.made);
  for (const { path } of newestFirst.slice(keptBundles)) rmSync(path, { recursive: true, force: true });
}
