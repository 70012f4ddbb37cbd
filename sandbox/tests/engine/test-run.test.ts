import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../../engine/paths";

describe("npm test", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "test-run-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a test file of this text; `received` gets what it has written so far. */
  const run = async (
    text: string,
    received?: (messages: string, kill: (signal: NodeJS.Signals) => void) => void,
    env: Readonly<Record<string, string>> = {},
  ) => {
    const file = join(folder, "some.test.cjs");
    writeFileSync(file, text);
    const child = spawn(process.execPath, ["sandbox/bootstrap.mjs", "test", file], {
      cwd: repository,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let messages = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data: Buffer) => {
        messages += data.toString();
        received?.(messages, (signal) => child.kill(signal));
      });
    }
    const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { status, output: messages };
  };

  it("names at its end what failed, and why", async () => {
    const { status, output } = await run(`describe("a", () => { it("b", () => { throw new Error("boom"); }); it("c", () => {}); });`);
    assert.equal(status, 1);
    assert.match(output, /\nFailed:\n {2}chosen › a › b\n {4}boom\n\n1 passed, 1 failed\n$/);
  });

  it("fails where a test file cannot be loaded", async () => {
    const { status, output } = await run("(");
    assert.equal(status, 1);
    assert.match(output, /Failed:\n {2}chosen › the run itself\n {4}mocha ended with 1;[^\n]*\n\n0 passed, 1 failed\n$/);
  });

  it("refuses a number of lanes that is none, before any test runs", async () => {
    const { status, output } = await run(`it("a", () => {});`, undefined, { FEDERATION_TEST_LANES: "0" });
    assert.equal(status, 1);
    assert.match(output, /FEDERATION_TEST_LANES is "0": it must be a whole number of parts that run at once, such as 2\./);
    assert.match(output, /\n0 passed, 1 failed\n$/);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const)
    it(`ends after the test at hand at ${signal}, once what was started is stopped`, async () => {
      const stopped = join(folder, "stopped");
      let sent = false;
      const { status, output } = await run(
        `describe("a", () => {
          after(() => require("fs").writeFileSync(${JSON.stringify(stopped)}, ""));
          it("at hand", (done) => { console.log("begun"); setTimeout(done, 500); });
          it("next", () => {});
        });`,
        (soFar, kill) => {
          if (sent || !soFar.includes("begun")) return;
          sent = true;
          kill(signal);
        },
      );
      assert.equal(status, 1);
      assert.match(output, new RegExp(`\\n1 passed, 0 failed\\nEnded by ${signal}: the rest was not run\\.\\n$`));
      assert.ok(existsSync(stopped));
    });
});
