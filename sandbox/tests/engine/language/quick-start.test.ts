import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import Module from "node:module";
import { join } from "node:path";
import { repository } from "../../../engine/paths";
import { ownFolder } from "../own-folder";

const quickStart = join(repository, "sandbox", "engine", "language", "quick-start.ts");

/** What a script prints that has the Pulumi SDK as `pulumi`, with the quick start or without it. */
function printed(script: string, { cwd = repository, quick = true, env = {} } = {}): string {
  const sdk = JSON.stringify(join(repository, "node_modules", "@pulumi", "pulumi"));
  const preloads = [require.resolve("ts-node/register/transpile-only"), ...(quick ? [quickStart] : [])];
  const args = [...preloads.flatMap((file) => ["--require", file]), "-e", `const pulumi = require(${sdk}); ${script}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env: { ...process.env, TS_NODE_PROJECT: join(repository, "tsconfig.json"), ...env },
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  return stdout;
}

describe("the quick start of programs and packs in tests", () => {
  const folder = ownFolder();

  it("leaves the reader of package trees until it is asked", () => {
    const loaded = `console.log(Object.keys(require.cache).some((file) => file.includes("@npmcli")))`;
    assert.equal(printed(loaded), "false\n");
    assert.equal(printed(loaded, { quick: false }), "true\n");
  });

  it("changes nothing where a function's packages are asked for", () => {
    for (const [name, dependencies] of Object.entries({ one: { two: "*" }, two: {} })) {
      const at = join(folder(), "node_modules", name);
      mkdirSync(at, { recursive: true });
      writeFileSync(join(at, "package.json"), JSON.stringify({ name, version: "1.0.0", dependencies }));
    }
    writeFileSync(join(folder(), "package.json"), JSON.stringify({ name: "program", version: "1.0.0", dependencies: { one: "*" } }));
    const paths = `pulumi.runtime.computeCodePaths({}).then((paths) => console.log([...paths.keys()].sort().join()))`;
    assert.equal(printed(paths, { cwd: folder() }), printed(paths, { cwd: folder(), quick: false }));
    assert.match(printed(paths, { cwd: folder() }), /node_modules\/one.*node_modules\/two/);
  });

  it("attaches no debugger, and says so where a function is to be serialized", () => {
    const serialized = `pulumi.runtime.serializeFunction(() => 1).then(() => console.log("yes"), (error) => console.log(error.message))`;
    assert.match(printed(serialized), /Functions are not serialized in tests: unset SANDBOX_QUICK_START to do so\./);
    assert.equal(printed(serialized, { quick: false }), "yes\n");
  });

  // Node 20 has no compile cache.
  const canKeep = "flushCompileCache" in Module;
  if (canKeep)
    it("keeps what Node compiled while the process runs", () => {
      const cache = join(folder(), "cache");
      const script = `setTimeout(() => process.kill(process.pid, "SIGKILL"), 4000)`;
      const preloads = [require.resolve("ts-node/register/transpile-only"), quickStart].flatMap((file) => ["--require", file]);
      spawnSync(process.execPath, [...preloads, "-e", script], {
        cwd: repository,
        env: { ...process.env, NODE_COMPILE_CACHE: cache },
      });
      assert.ok(readdirSync(cache, { recursive: true }).length > 1);
    });
});
