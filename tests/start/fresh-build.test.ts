import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readConfigFile } from "typescript";

const repository = join(__dirname, "../..");
const SOURCES = {
  "index.ts": 'import { answer } from "./access/answer";\nexport = () => answer();\n',
  "cli/main.ts": 'import { answer } from "../access/answer";\nexport const main = (): string => answer();\n',
  "access/answer.ts": 'import { part } from "./part";\nexport const answer = (): string => part;\n',
  "access/part/index.ts": 'export const part: string = "first";\n',
};

/** Waits until file times can tell a write from what is noted before it; the clock is the machine's own. */
const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 60));

describe("start/fresh-build: what runs is what the sources say", () => {
  let root: string;
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  /** What a process prints that loads the build of this moment. */
  const asked = (name: string): string =>
    `const m = require(require(${JSON.stringify(join(root, "start/fresh-build.cjs"))}).freshBuild("${name}")); (m.main ?? m)()`;
  /** The file that a start would load now. */
  const build = (name: "program" | "command"): string | undefined => {
    const { freshBuild } = createRequire(join(root, "x.js"))("./start/fresh-build.cjs") as { freshBuild(name: string): string | undefined };
    return freshBuild(name);
  };
  /** What the code that a start would load answers; undefined where the sources themselves are to be run. */
  const answers = (name: "program" | "command"): string | undefined => {
    const file = build(name);
    if (file === undefined) return undefined;
    const { status, stdout, stderr } = spawnSync(process.execPath, ["-p", `const m = require(${JSON.stringify(file)}); (m.main ?? m)()`], {
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    return stdout.trim();
  };

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "fresh-build-"));
    cpSync(join(repository, "start"), join(root, "start"), { recursive: true });
    for (const file of ["package.json", "tsconfig.json"]) cpSync(join(repository, file), join(root, file));
    mkdirSync(join(root, "node_modules"));
    for (const each of ["damerau-levenshtein", "esbuild", "p-retry", "p-wait-for", "picomatch", "yaml", "zod"])
      symlinkSync(join(repository, "node_modules", each), join(root, "node_modules", each));
    for (const room of ["components", "contract", "graph"]) mkdirSync(join(root, room));
    for (const [file, text] of Object.entries(SOURCES)) write(file, text);
    await settle();
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  for (const name of ["program", "command"] as const) {
    describe(name, () => {
      it("is made once, and kept as long as nothing is written", () => {
        const first = build(name);
        assert.ok(first !== undefined && answers(name) === "first");
        const made = statSync(first).ctimeMs;
        assert.equal(build(name), first);
        assert.equal(statSync(first).ctimeMs, made);
      });

      it("stays where a start of the same moment makes the same: who loads from it finds each file", () => {
        const first = build(name)!;
        const made = statSync(dirname(first)).ino;
        rmSync(join(root, `node_modules/.cache/aws-entra-federation/${name}.json`));
        assert.equal(build(name), first);
        assert.equal(statSync(dirname(first)).ino, made);
        assert.deepEqual(
          readdirSync(join(root, "node_modules/.cache/aws-entra-federation")).filter((file) => file.endsWith(".tmp")),
          [],
        );
      });

      it("is made anew where a start was killed while it removed it", () => {
        const first = build(name)!;
        const other = join(dirname(first), "left.js");
        writeFileSync(other, "");
        rmSync(first);
        assert.equal(build(name), first);
        assert.equal(answers(name), "first");
        assert.ok(!existsSync(other), "nothing of the half is left");
      });

      it("is made anew after an edit, and after one that looks like none by size and time", async () => {
        const time = new Date("2026-01-01T00:00:00Z");
        utimesSync(join(root, "access/part/index.ts"), time, time);
        await settle();
        assert.equal(answers(name), "first");
        write("access/part/index.ts", SOURCES["access/part/index.ts"].replace("first", "other"));
        utimesSync(join(root, "access/part/index.ts"), time, time);
        await settle();
        assert.equal(answers(name), "other");
      });

      it("is made anew where a file of before is moved over another", async () => {
        write("access/part/later.txt", SOURCES["access/part/index.ts"].replace("first", "moved"));
        await settle();
        assert.equal(answers(name), "first");
        renameSync(join(root, "access/part/later.txt"), join(root, "access/part/index.ts"));
        await settle();
        assert.equal(answers(name), "moved");
      });

      it("is made anew where a new file is what an import now means", async () => {
        assert.equal(answers(name), "first");
        write("access/part.ts", 'export const part = "shadow";\n');
        await settle();
        assert.equal(answers(name), "shadow");
      });

      it("never is what was written over, however soon after the last start", () => {
        for (let turn = 0; turn < 12; turn++) {
          write("access/part/index.ts", `export const part: string = "turn ${String(turn).padStart(2, "0")}";\n`);
          const found = answers(name);
          assert.ok(found === undefined || found === `turn ${String(turn).padStart(2, "0")}`, `turn ${turn}: ${found}`);
        }
      });

      it("is not kept where a file was written while it was compiled", async () => {
        const [esbuild, source] = [join(root, "node_modules/esbuild"), join(root, "access/part/index.ts")];
        rmSync(esbuild);
        mkdirSync(esbuild);
        const late = SOURCES["access/part/index.ts"].replace("first", "late");
        writeFileSync(
          join(esbuild, "index.js"),
          `const { buildSync } = require(${JSON.stringify(join(repository, "node_modules/esbuild"))});
exports.buildSync = (options) => {
  const result = buildSync(options);
  require("node:fs").writeFileSync(${JSON.stringify(source)}, ${JSON.stringify(late)});
  return result;
};`,
        );
        assert.equal(build(name), undefined);
        rmSync(esbuild, { recursive: true });
        symlinkSync(join(repository, "node_modules/esbuild"), esbuild);
        await settle();
        assert.equal(spawnSync(process.execPath, ["-p", asked(name)], { encoding: "utf8" }).stdout.trim(), "late");
      });

      it("is the same where a file was only touched or written as it was", async () => {
        const first = build(name);
        write("access/part/index.ts", SOURCES["access/part/index.ts"]);
        await settle();
        assert.equal(build(name), first);
      });

      it("leaves the start to the sources where they do not compile, or nothing can be kept", async () => {
        assert.equal(answers(name), "first");
        write("access/part/index.ts", "export const part: string = ;\n");
        await settle();
        assert.equal(build(name), undefined);
        write("access/part/index.ts", SOURCES["access/part/index.ts"]);
        rmSync(join(root, "node_modules/.cache"), { recursive: true });
        writeFileSync(join(root, "node_modules/.cache"), "a file where the folder should be");
        await settle();
        assert.equal(build(name), undefined);
      });

      it("does not grow without end", async () => {
        for (let turn = 0; turn < 7; turn++) {
          write("access/part/index.ts", `export const part: string = "${turn}";\n`);
          await settle();
          assert.equal(answers(name), String(turn));
        }
        const builds = readdirSync(join(root, "node_modules/.cache/aws-entra-federation")).filter((each) => each.startsWith(`${name}-`));
        assert.equal(builds.length, 4);
      });
    });
  }

  it("has the data that a source of the command imports", () => {
    const { freshBuild } = createRequire(join(repository, "x.js"))("./start/fresh-build.cjs") as { freshBuild(name: string): string };
    const file = freshBuild("command");
    const { managedPolicyNames } = createRequire(file)("../access/managed-policies.js") as Record<string, unknown>;
    assert.notEqual(managedPolicyNames, undefined);
  });

  describe("as Pulumi runs index.ts with ts-node", () => {
    /** Loads index.ts as @pulumi/pulumi/cmd/run does; what it answers and the files that Node read. */
    const run = (...flags: string[]): { status: number | null; out: string; err: string } => {
      const runner = join(root, "node_modules/@pulumi/pulumi/cmd/run/index.js");
      mkdirSync(dirname(runner), { recursive: true });
      // Pulumi hands on the options of tsconfig.json, which go before those that ts-node finds there.
      const { compilerOptions } = readConfigFile(join(root, "tsconfig.json"), (file) => readFileSync(file, "utf8")).config as {
        compilerOptions: object;
      };
      const options = {
        ...{ compiler: "typescript", project: "tsconfig.json", skipProject: false },
        compilerOptions: { sourceMap: "true", ...compilerOptions },
      };
      writeFileSync(
        runner,
        `require("ts-node").register(${JSON.stringify(options)});
const answer = require(${JSON.stringify(join(root, "index.ts"))})();
console.log(answer, Object.keys(require.cache).some((each) => each.endsWith("part/index.ts")) ? "from sources" : "built");`,
      );
      for (const each of ["ts-node", "typescript", "@swc"])
        symlinkSync(join(repository, "node_modules", each), join(root, "node_modules", each));
      const ran = spawnSync(process.execPath, [...flags, runner], { cwd: root, encoding: "utf8" });
      return { status: ran.status, out: ran.stdout.trim(), err: ran.stderr };
    };

    it("loads the bundle", () => {
      assert.equal(run().out, "first built");
    });

    it("loads the sources where somebody debugs", () => {
      assert.equal(run("--inspect=127.0.0.1:0").out, "first from sources");
    });

    it("tells an error's place in the sources", async () => {
      write("access/answer.ts", 'import { part } from "./part";\n\nexport const answer = (): string => {\n  throw new Error(part);\n};\n');
      await settle();
      const { status, err } = run();
      assert.equal(status, 1);
      assert.match(err, /Error: first\n +at answer \(.*access\/answer\.ts:4:9\)/);
    });
  });
});
