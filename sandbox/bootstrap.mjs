/**
 * The first step of `npm run sandbox` and `npm test`: plain Node, no packages, because on a fresh clone there are none.
 * Installs the npm packages when they are missing or the lock file changed, compiles the sandbox when its sources
 * changed, then hands over to sandbox/main.ts in this same process. Standard output stays untouched:
 * `exec` promises it to its command.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const build = join(root, ".sandbox", "build");
const require = createRequire(join(root, "package.json"));

/** A failure that is told in words; 125 is what `exec` promises for a failure of the sandbox itself. */
function fail(message, ...options) {
  process.stderr.write([`sandbox: ${message}`, ...options.map((option) => `  - ${option}`), ""].join("\n"));
  process.exit(process.argv[2] === "sandbox" && process.argv[3] === "exec" ? 125 : 1);
}

const say = (line) => process.stderr.write(`sandbox: ${line}\n`);
const readIfThere = (path) => (existsSync(path) ? readFileSync(path, "utf8") : undefined);

function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const neighbour = `${path}.${process.pid}.tmp`;
  writeFileSync(neighbour, content);
  renameSync(neighbour, path);
}

function filesBelow(folder, takes) {
  if (!existsSync(folder)) return [];
  if (statSync(folder).isFile()) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules" && name !== "bin" && !name.startsWith("."))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name), takes) : [join(folder, entry.name)].filter(takes)));
}

function hashOf(paths) {
  const sum = createHash("sha256");
  for (const path of paths) sum.update(relative(root, path)).update("\0").update(readFileSync(path)).update("\0");
  return sum.digest("hex").slice(0, 16);
}

/**
 * Whether what npm last installed into the folder is what its lock file asks for; npm leaves its own account in
 * node_modules.
 */
function isInstalled(folder) {
  const stamp = join(folder, "node_modules", ".federation-lock");
  const wanted = hashOf([join(folder, "package-lock.json")]);
  if (readIfThere(stamp) === wanted) return true;
  const account = readIfThere(join(folder, "node_modules", ".package-lock.json"));
  if (account === undefined) return false;
  const have = JSON.parse(account).packages;
  const want = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")).packages;
  const same = Object.entries(want).every(
    ([path, { version, optional, link }]) =>
      path === "" || (link ? have[path]?.link === true : (have[path]?.version ?? (optional ? version : "")) === version),
  );
  if (same) write(stamp, wanted);
  return same;
}

function installPackages(folder) {
  if (!existsSync(join(folder, "package-lock.json")) || isInstalled(folder)) return;
  const name = relative(root, folder) || "the repository";
  alone("install", () => {
    if (isInstalled(folder)) return;
    say(`installing the npm packages of ${name} (once, and after a change of its lock file)`);
    const { status, stdout, stderr, error } = npm(["ci", "--no-fund", "--no-audit", "--loglevel=error"], folder);
    if (status !== 0) {
      fail(
        `npm ci in ${name} failed: ${(error?.message ?? `${stderr}${stdout}`).trim().split("\n").slice(-5).join("\n")}`,
        "Is the npm registry reachable? `npm ping` tells.",
        "Behind a mirror: set `registry=` in ~/.npmrc.",
      );
    }
    write(join(folder, "node_modules", ".federation-lock"), hashOf([join(folder, "package-lock.json")]));
  });
}

/**
 * npm as the one that started us, and not as its child: its own settings for this package would be taken for the
 * user's.
 */
function npm(args, cwd) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(lifecycle|package|config_local_prefix|command)/.test(name)),
  );
  const own = process.env.npm_execpath;
  const [command, first] = own?.endsWith(".js") ? [process.execPath, [own]] : ["npm", []];
  return spawnSync(command, [...first, ...args], { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 26 });
}

/**
 * Two commands at once on a fresh clone must not install into one folder: the second waits. A holder that is gone holds
 * nothing.
 */
function alone(name, work) {
  const lock = join(root, ".sandbox", `${name}.lock`);
  mkdirSync(dirname(lock), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const holder = Number(readIfThere(lock));
      if (holder > 0 && !lives(holder)) rmSync(lock, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  const release = () => rmSync(lock, { force: true });
  process.once("exit", release);
  try {
    work();
  } finally {
    process.removeListener("exit", release);
    release();
  }
}

function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** One file that starts in a fifth of the time that ts-node takes; made anew when a source or a package changed. */
function compileSandbox() {
  const sources = [join(root, "sandbox", "engine"), join(root, "sandbox", "main.ts"), join(root, "sandbox", "worlds", "world.schema.json")];
  const files = sources.flatMap((path) => filesBelow(path, (name) => /\.(ts|json)$/.test(name)));
  const folder = join(build, "engine", hashOf([...files, join(root, "package-lock.json")]));
  if (existsSync(join(folder, "main.js"))) return folder;
  const entryPoints = { main: "sandbox/main.ts", "test-reporter": "sandbox/engine/test-reporter.ts" };
  const unfinished = `${folder}.${process.pid}.tmp`;
  try {
    require("esbuild").buildSync({
      absWorkingDir: root,
      entryPoints,
      outdir: unfinished,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      external: ["esbuild", "mocha", "mocha/*"],
      logLevel: "silent",
    });
  } catch (error) {
    fail(`the sandbox does not compile: ${error.message}`);
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
  // Earlier ones may still be in use by something that started with them; the oldest are not.
  const newestFirst = readdirSync(dirname(folder))
    .map((name) => join(dirname(folder), name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const path of newestFirst.slice(8)) rmSync(path, { recursive: true, force: true });
  return folder;
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) fail(`Node ${process.versions.node} is too old: version 20.19 or newer is needed.`);
try {
  installPackages(root);
  installPackages(join(root, "policy"));
  process.argv.splice(1, 1, join(compileSandbox(), "main.js"));
} catch (error) {
  fail(`set-up failed: ${error.message}`);
}
require(process.argv[1]);
