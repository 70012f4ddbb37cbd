import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { preProcessFile } from "typescript";

export const repository = join(__dirname, "..", "..");

/** What tools make or install; a clone has none of it. */
const made = new Set([".git", ".sandbox", ".stryker-tmp", "node_modules", "policy/bin"]);

/**
 * The files of the repository, or of one of its folders, relative to the root; also where git, or the history, is not
 * there.
 */
export function filesIn(folder = ""): string[] {
  return readdirSync(join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (made.has(entry.name) || made.has(path)) return [];
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

export function textOf(file: string): string {
  return readFileSync(join(repository, file), "utf8");
}

export function isSource(file: string): boolean {
  return /\.(ts|tsx|cjs|mjs)$/.test(file);
}

/** What a file imports or requires, as written. */
export function importsOf(file: string): string[] {
  return preProcessFile(textOf(file), true, true).importedFiles.map(({ fileName }) => fileName);
}

/** The npm package of an import: `@aws-sdk/client-sns`, `zod`; undefined for files and for what is Node's own. */
export function packageOf(imported: string): string | undefined {
  if (/^(\.|node:|#)/.test(imported)) return undefined;
  const [scope = "", name = ""] = imported.split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}
