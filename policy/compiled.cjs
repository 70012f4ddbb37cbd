/**
 * Compiles the pack to one CommonJS file, bin/index.js, and keeps it what the sources say: each start looks whether one
 * of them, or a folder they are in, was written to since; where one was, what is in the files decides. A pack that
 * cannot be made of its sources does not start: an older one would judge by rules that are no longer there. Plain Node,
 * as this is what loads everything else.
 *
 * start/fresh-build.cjs tells in the same way whether the program's build is fresh. It is written twice, on purpose:
 * the pack is a package of its own, which also runs where nothing but contract/ is beside it, and contract/ holds
 * nothing that acts. What follows differs, too: where it cannot compile, the program runs its sources, and the pack
 * does not start. Who changes how one tells changes the other.
 */
"use strict";
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const folder = path.join(__dirname, "bin");
const bundle = path.join(folder, "index.js");
/** What the bundle was made of. Beside it, not in it: a published one tells nothing of where it was made. */
const notes = path.join(folder, "made-of");
/** How exactly a file's times are told, at worst. */
const CLOCK_TICK_MS = 20;
/** What makes other code of the same sources. */
const SETTINGS = ["compiled.cjs", "package.json", "tsconfig.json"];

/** Runs the pack as its sources are. */
function load() {
  if (isFresh()) return void require(bundle);
  const { text } = make();
  // Not from the file: another start may write there, and a checkout that cannot be written keeps what it has.
  const pack = new Module(bundle, module);
  Object.assign(pack, { filename: bundle, paths: module.paths });
  pack._compile(text, bundle);
}

function isFresh() {
  try {
    const made = JSON.parse(readFileSync(notes, "utf8"));
    if (!readFileSync(bundle, "utf8").startsWith(headOf(made.key))) return false; // Of another start's notes.
    if (made.stamp === stampOf(made.sources)) return true;
    // Touched, copied, or really another one: only what is in the files tells.
    const began = Date.now();
    if (made.key !== keyOf(made.sources)) return false;
    if (!changedSince(began, made.sources)) keep(notes, JSON.stringify({ ...made, stamp: stampOf(made.sources) }));
    return true;
  } catch {
    return false; // None yet, or a source of it is gone.
  }
}

/**
 * Compiles, and keeps what it made where that can be.
 *
 * What is in `dependencies` stays outside: npm installs it wherever the pack is published or installed.
 *
 * @returns the code, and whether bin/index.js has it
 * @throws Error where a source has a mistake, or esbuild is not installed
 */
function make() {
  const began = Date.now();
  const { metafile, outputFiles } = compile({
    absWorkingDir: __dirname,
    entryPoints: ["index.ts"],
    outfile: bundle,
    write: false,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    packages: "external",
    metafile: true,
    logLevel: "silent",
  });
  const files = [...Object.keys(metafile.inputs), ...SETTINGS];
  const sources = { files, folders: foldersOf(files) };
  const key = keyOf(sources);
  const text = `${headOf(key)}${outputFiles[0].text}`;
  // Perhaps it was compiled as it was before: what is kept is made at the next start.
  const kept = !changedSince(began, sources) && keep(bundle, text);
  if (kept) keep(notes, JSON.stringify({ key, sources, stamp: stampOf(sources) }));
  return { text, kept };
}

function compile(options) {
  let esbuild;
  try {
    esbuild = require("esbuild");
  } catch (cause) {
    throw new Error(
      `${bundle} is not what the pack's sources say, and esbuild, which compiles them, is not installed. Run: npm --prefix ${__dirname} ci --include=dev`,
      { cause },
    );
  }
  try {
    return esbuild.buildSync(options);
  } catch ({ message }) {
    // Pulumi tells errors of this kind without the compiler's own stack.
    throw new SyntaxError(`The pack's sources do not compile. ${message}`);
  }
}

const headOf = (key) => `// Made of sources ${key}\n`;

/** What the code is made of: its files' contents, and all names, for a new file may be what an import now means. */
function keyOf({ files, folders }) {
  const sum = createHash("sha256");
  for (const each of folders) sum.update(`\0${each}\0${namesIn(each).join("\0")}`);
  for (const each of files) sum.update(`\0${each}\0`).update(readFileSync(path.join(__dirname, each)));
  return sum.digest("hex").slice(0, 32);
}

/**
 * What changes with each write, replacement, new file or removal, without reading anything. It is only noted of files
 * that had not changed for longer than their times can tell apart.
 */
function stampOf({ files, folders }) {
  const sum = createHash("sha256");
  for (const each of [...files, ...folders]) {
    const { ino, size, mtimeMs, ctimeMs } = statSync(`${__dirname}/${each}`);
    sum.update(`${ino} ${size} ${mtimeMs} ${ctimeMs}\n`);
  }
  return sum.digest("hex");
}

function changedSince(time, { files, folders }) {
  return [...files, ...folders].some((each) => statSync(path.join(__dirname, each)).ctimeMs > time - CLOCK_TICK_MS);
}

/** The folders of the files, and those above them up to the pack's and the contract's own. */
function foldersOf(files) {
  const found = new Set();
  for (const file of files)
    for (let each = path.dirname(file); !found.has(each) && each !== ".."; each = path.dirname(each)) {
      found.add(each);
      if (each === ".") break;
    }
  return [...found];
}

/** Sources and folders of them; what npm and the compiler write beside them is none. */
function namesIn(each) {
  return readdirSync(path.join(__dirname, each))
    .filter((name) => !["bin", "node_modules"].includes(name))
    .sort();
}

/**
 * Renamed into place, so that what starts at the same time never reads half a file; false where nothing can be written.
 */
function keep(file, text) {
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
    return true;
  } catch {
    if (existsSync(unfinished)) rmSync(unfinished);
    return false;
  }
}

/** `npm run build`, and with --if-possible what npm runs when it installs or publishes the pack. */
function build() {
  // Away from its repository the pack has what it was compiled to, and not what it was compiled from.
  const isComplete = existsSync(path.join(__dirname, "..", "contract"));
  if (process.argv.includes("--if-possible") && existsSync(bundle) && (!isComplete || isFresh())) return;
  if (!make().kept) throw new Error(`${bundle} cannot be written, or a source was written while it was compiled.`);
}

if (require.main === module) build();
module.exports = { load };
