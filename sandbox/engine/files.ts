/**
 * Files written whole or not at all, and hashes of what they say.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Writes through a neighbour and a rename, so that a reader never sees half a file. */
export function writeAtomically(path: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  const neighbour = `${path}.${process.pid}.${Date.now()}.tmp`;
  try {
    writeFileSync(neighbour, content, { mode });
    renameSync(neighbour, path);
  } catch (error) {
    rmSync(neighbour, { force: true });
    throw error;
  }
}

/** Leaves the file alone when it already says the same, so that its time of change means something. */
export function writeIfDifferent(path: string, content: string, mode = 0o644): void {
  if (readIfThere(path) !== content) writeAtomically(path, content, mode);
}

/** The file's text, or undefined when there is none. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT" || (error as NodeJS.ErrnoException).code === "ENOTDIR") return undefined;
    throw error;
  }
}

/** The file's JSON, or undefined when there is none or it is damaged. */
export function readJson<T>(path: string): T | undefined {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

/** Sixteen hexadecimal digits of SHA-256. */
export function hash(...parts: readonly string[]): string {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part).update("\0");
  return sum.digest("hex").slice(0, 16);
}

/** Hash of all files below the folders whose name the filter takes; paths count, times do not. */
export function hashOfFolders(folders: readonly string[], takes: (name: string) => boolean): string {
  const parts: string[] = [];
  for (const folder of folders) {
    for (const file of filesBelow(folder)) if (takes(file)) parts.push(relative(folder, file), readFileSync(file, "utf8"));
  }
  return hash(...parts);
}

function filesBelow(folder: string): string[] {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return statIsFile(folder) ? [folder] : [];
  }
  return entries
    .filter((entry) => entry.name !== "node_modules" && entry.name !== "__pycache__")
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));
}

function statIsFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
