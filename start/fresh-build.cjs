/**
 * Keeps what esbuild makes of the program and of the command, so that a start neither transpiles some hundred files nor
 * loads a compiler. What runs is always what the sources say: each start looks whether any of them, or any folder they
 * are in, was written to, and where one was, esbuild makes it anew unless the contents are the same. Plain Node, as
 * this is what loads everything else. policy/compiled.cjs says why it tells the same by itself.
 */
"use strict";
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require("node:fs");
const path = require("node:path");

const root = path.dirname(__dirname);
const cache = path.join(root, "node_modules", ".cache", "aws-entra-federation");
/** Builds of a kind that stay: a process that started with an older one still loads from it. */
const KEPT = 4;
/** How exactly a file's times are told, at worst. */
const CLOCK_TICK_MS = 20;
/** Small packages of many files, which go into a bundle; all others stay where npm put them. */
const BUNDLED = ["damerau-levenshtein", "p-retry", "p-wait-for", "picomatch", "yaml", "zod"];

/**
 * What is built.
 *
 * - program: loads all of its files each time, so that one file is quickest.
 * - command: loads few of its files each time, so that reading over all of them would be what takes longest.
 */
const BUILDS = {
  program: { rooms: ["access", "components", "contract", "graph"], start: "index", bundle: true },
  command: { rooms: ["access", "cli", "contract", "graph"], start: "cli/main", bundle: false },
};

/**
 * The JavaScript file to load, made anew where it is not what the sources say.
 *
 * @param {"program" | "command"} name
 * @returns {string | undefined} undefined where nothing can be made or kept: without esbuild, in a folder that cannot
 * be
 *   written, or with a mistake in the sources, which a compiler tells better. The caller then runs the sources.
 */
function freshBuild(name) {
  try {
    return kept(name) ?? make(name);
  } catch {
    return undefined;
  }
}

/** The build of before, where it still is what the sources say. */
function kept(name) {
  try {
    const build = JSON.parse(readFileSync(path.join(cache, `${name}.json`), "utf8"));
    const file = startOf(name, build.key);
    if (!existsSync(file)) return undefined;
    if (build.stamp === stampOf(build.inputs, build.folders)) return file;
    // Touched, copied, or really another one: only what is in the files tells.
    const began = Date.now();
    const folders = foldersOf(name);
    if (build.key !== keyOf(build.inputs, folders)) return undefined;
    if (!changedSince(began, build.inputs, folders)) note(name, { ...build, folders, stamp: stampOf(build.inputs, folders) });
    return file;
  } catch {
    return undefined; // None yet, or a source of it is gone.
  }
}

/**
 * How the command's files are compiled one by one: an `await import` of one becomes a `require`, as every import does,
 * for Node's own `import()` would not find a file without its ending.
 */
const AS_FILES = { loader: { ".json": "copy" }, supported: { "dynamic-import": false } };

function make(name) {
  const began = Date.now();
  const { start, bundle } = BUILDS[name];
  const folders = foldersOf(name);
  const unfinished = path.join(cache, `${name}.${process.pid}.tmp`);
  const { metafile } = require("esbuild").buildSync({
    absWorkingDir: root,
    entryPoints: bundle ? [`${start}.ts`] : sourcesIn(folders),
    ...(bundle ? { bundle, external: packages().filter((each) => !BUNDLED.includes(each)) } : AS_FILES),
    outbase: root,
    outdir: unfinished,
    platform: "node",
    target: "node20",
    format: "cjs",
    sourcemap: "linked",
    sourcesContent: false,
    metafile: true,
    logLevel: "silent",
  });
  const manifests = bundle ? BUNDLED.map((each) => `node_modules/${each}/package.json`) : [];
  const own = ["package.json", "tsconfig.json", path.relative(root, __filename)];
  const inputs = [...Object.keys(metafile.inputs), ...manifests, ...own];
  const key = keyOf(inputs, folders);
  // Perhaps it was compiled as it was before: this start runs the sources, the next one makes a build.
  const changed = changedSince(began, inputs, folders);
  if (!changed) {
    putInPlace(unfinished, name, key);
    note(name, { key, inputs, folders, stamp: stampOf(inputs, folders) });
    removeOld(name);
  }
  rmSync(unfinished, { recursive: true, force: true });
  return changed ? undefined : startOf(name, key);
}

/**
 * Where a start of the same moment has made the same build, that one stays: it may be loading from it, file by file.
 * One without its first file is half of one, left by a start that was killed while it removed it.
 */
function putInPlace(made, name, key) {
  try {
    renameSync(made, folderOf(name, key));
  } catch {
    if (existsSync(startOf(name, key))) return;
    rmSync(folderOf(name, key), { recursive: true, force: true });
    renameSync(made, folderOf(name, key));
  }
}

/** What a build is made of: its inputs' contents, and all names, for a new file may be what an import now means. */
function keyOf(inputs, folders) {
  const sum = require("node:crypto").createHash("sha256");
  for (const each of folders) sum.update(`\0${each}\0${readdirSync(path.join(root, each)).sort().join("\0")}`);
  for (const each of inputs) sum.update(`\0${each}\0`).update(readFileSync(path.join(root, each)));
  return sum.digest("hex").slice(0, 32);
}

/**
 * What changes with each write, replacement, new file or removal, without reading anything. That it is the same proves
 * that nothing was written since it was noted, for it is only noted of files that had not changed for longer than a
 * file's times can tell apart.
 */
function stampOf(inputs, folders) {
  let stamp = "";
  for (const each of [...inputs, ...folders]) {
    const { ino, size, mtimeMs, ctimeMs } = statSync(`${root}/${each}`);
    stamp += `${ino} ${size} ${mtimeMs} ${ctimeMs}\n`;
  }
  return stamp;
}

function changedSince(time, inputs, folders) {
  return [...inputs, ...folders].some((each) => statSync(path.join(root, each)).ctimeMs > time - CLOCK_TICK_MS);
}

function foldersOf(name) {
  const withAllBelow = (parent) => [
    parent,
    ...readdirSync(path.join(root, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap((entry) => withAllBelow(path.join(parent, entry.name))),
  ];
  return BUILDS[name].rooms.flatMap(withAllBelow);
}

function sourcesIn(folders) {
  return folders.flatMap((each) =>
    readdirSync(path.join(root, each))
      // Data that a source imports stands beside it; a package.json would say how Node loads what is below it.
      .filter((file) => file.endsWith(".ts") || (file.endsWith(".json") && file !== "package.json" && !file.startsWith("tsconfig")))
      .map((file) => path.join(each, file)),
  );
}

function packages() {
  return Object.keys(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).dependencies);
}

function folderOf(name, key) {
  return path.join(cache, `${name}-${key}`);
}

function startOf(name, key) {
  return path.join(folderOf(name, key), `${BUILDS[name].start}.js`);
}

/** Renamed into place, so that what starts at the same time never reads half a file. */
function note(name, build) {
  const file = path.join(cache, `${name}.json`);
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(build));
  renameSync(`${file}.${process.pid}`, file);
}

function removeOld(name) {
  const newestFirst = readdirSync(cache)
    .filter((each) => each.startsWith(`${name}-`))
    .map((each) => ({ folder: path.join(cache, each), made: statSync(path.join(cache, each)).ctimeMs }))
    .sort((a, b) => b.made - a.made);
  for (const { folder } of newestFirst.slice(KEPT)) {
    rmSync(path.join(folder, `${BUILDS[name].start}.js`), { force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { freshBuild };
