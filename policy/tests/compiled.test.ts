import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const pack = join(__dirname, "..");
const SOURCES = {
  "policy/index.ts": 'import { part } from "./part";\nimport { word } from "../contract/word";\nconsole.log(part + word);\n',
  "policy/part/index.ts": 'export const part: string = "first";\n',
  "contract/word.ts": 'export const word: string = "";\n',
};

/** Waits until file times can tell a write from what is noted before it. */
const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 60));

describe("compiled.cjs: the pack that runs is what its sources say", () => {
  let root: string;
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const edit = (word: string): void => write("policy/part/index.ts", SOURCES["policy/part/index.ts"].replace("first", word));
  const bundle = (): string => join(root, "policy/bin/index.js");
  const start = (): { status: number | null; out: string; err: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "policy")], { encoding: "utf8" });
    return { status, out: stdout.trim(), err: stderr };
  };
  /** What the pack says that starts now. */
  const messages = (): string => {
    const { status, out, err } = start();
    assert.equal(status, 0, err);
    return out;
  };

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "compiled-"));
    mkdirSync(join(root, "policy/node_modules"), { recursive: true });
    for (const file of ["start.cjs", "compiled.cjs", "package.json", "tsconfig.json"]) cpSync(join(pack, file), join(root, "policy", file));
    symlinkSync(join(pack, "node_modules/esbuild"), join(root, "policy/node_modules/esbuild"));
    for (const [file, text] of Object.entries(SOURCES)) write(file, text);
    await settle();
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("is compiled once, and kept as long as nothing is written", () => {
    assert.equal(messages(), "first");
    const { ctimeMs } = statSync(bundle());
    assert.equal(messages(), "first");
    assert.equal(statSync(bundle()).ctimeMs, ctimeMs);
  });

  it("is compiled anew after an edit, and after one that looks like none by size and time", async () => {
    const [file, time] = [join(root, "policy/part/index.ts"), new Date("2026-01-01T00:00:00Z")];
    utimesSync(file, time, time);
    await settle();
    assert.equal(messages(), "first");
    edit("other");
    utimesSync(file, time, time);
    await settle();
    assert.equal(messages(), "other");
    write("contract/word.ts", 'export const word: string = " word";\n');
    assert.equal(messages(), "other word");
  });

  it("is compiled anew where a new file is what an import now means", async () => {
    assert.equal(messages(), "first");
    write("policy/part.ts", 'export const part = "shadow";\n');
    await settle();
    assert.equal(messages(), "shadow");
  });

  it("is kept where a file was only touched or written as it was", async () => {
    assert.equal(messages(), "first");
    const { ctimeMs } = statSync(bundle());
    edit("first");
    await settle();
    assert.equal(messages(), "first");
    assert.equal(statSync(bundle()).ctimeMs, ctimeMs);
  });

  it("never is what was written over, however soon after the last start", () => {
    for (let turn = 0; turn < 8; turn++) {
      edit(`turn ${turn}`);
      assert.equal(messages(), `turn ${turn}`);
    }
  });

  it("is not kept where a file was written while it was compiled", async () => {
    const [esbuild, source] = [join(root, "policy/node_modules/esbuild"), join(root, "policy/part/index.ts")];
    rmSync(esbuild);
    const late = SOURCES["policy/part/index.ts"].replace("first", "late");
    write(
      "policy/node_modules/esbuild/index.js",
      `const { buildSync } = require(${JSON.stringify(join(pack, "node_modules/esbuild"))});
exports.buildSync = (options) => {
  const result = buildSync(options);
  require("node:fs").writeFileSync(${JSON.stringify(source)}, ${JSON.stringify(late)});
  return result;
};`,
    );
    assert.equal(messages(), "first");
    await settle();
    assert.equal(messages(), "late");
  });

  it("starts many times at once, before and after an edit", async () => {
    const many = (): Promise<string[]> =>
      Promise.all(
        Array.from({ length: 6 }, async () => {
          const child = spawn(process.execPath, [join(root, "policy")], { stdio: ["ignore", "pipe", "inherit"] });
          let out = "";
          child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
          await new Promise((done) => child.once("close", done));
          return out.trim();
        }),
      );
    assert.deepEqual(new Set(await many()), new Set(["first"]));
    edit("other");
    await settle();
    assert.deepEqual(new Set(await many()), new Set(["other"]));
    assert.deepEqual(readdirSync(join(root, "policy/bin")).sort(), ["index.js", "made-of"]);
  });

  it("is compiled anew where the file is another's than the notes beside it", () => {
    assert.equal(messages(), "first");
    writeFileSync(bundle(), readFileSync(bundle(), "utf8").replace(/^.*\n/, "// Made of sources 0\n").replace("first", "older"));
    assert.equal(messages(), "first");
  });

  it("runs as its sources are where nothing can be kept", async () => {
    writeFileSync(join(root, "policy/bin"), "a file where the folder should be");
    assert.equal(messages(), "first");
    edit("other");
    await settle();
    assert.equal(messages(), "other");
  });

  it("does not start where its sources do not compile", async () => {
    assert.equal(messages(), "first");
    write("policy/part/index.ts", "export const part: string = ;\n");
    await settle();
    const { status, out, err } = start();
    assert.deepEqual([status, out], [1, ""]);
    assert.match(err, /SyntaxError: The pack's sources do not compile\..*\npart\/index\.ts:1:28: ERROR: Unexpected ";"\n/);
  });

  it("needs no compiler while nothing changes, and says what to do where it does", async () => {
    assert.equal(messages(), "first");
    rmSync(join(root, "policy/node_modules/esbuild"));
    assert.equal(messages(), "first");
    edit("other");
    await settle();
    const { status, out, err } = start();
    assert.deepEqual([status, out], [1, ""]);
    assert.match(err, /bin\/index\.js is not what the pack's sources say, and esbuild.* Run: npm --prefix \S+policy ci --include=dev/);
  });

  it("is loaded as it is where its folder was copied out of the repository", () => {
    assert.equal(messages(), "first");
    rmSync(join(root, "contract"), { recursive: true });
    assert.equal(messages(), "first");
  });

  it("is loaded as it is where it is published, without its sources", () => {
    assert.equal(messages(), "first");
    for (const each of ["index.ts", "part", "compiled.cjs", "node_modules", "bin/made-of"])
      rmSync(join(root, "policy", each), { recursive: true });
    rmSync(join(root, "contract"), { recursive: true });
    assert.equal(messages(), "first");
  });
});
