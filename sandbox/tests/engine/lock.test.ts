import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "../../engine/lock";
import { identify, isAlive, run, terminate } from "../../engine/processes";

describe("a process's identity", () => {
  it("is this process while it lives, and not another start time's", () => {
    const me = identify(process.pid);
    assert.ok(me !== undefined && isAlive(me));
    assert.ok(!isAlive({ ...me, started: "another" }));
    assert.ok(!isAlive(undefined));
  });

  it("ends exactly that process, by force when it does not listen", async () => {
    const child = spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)"]);
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const identity = identify(child.pid ?? 0);
    assert.ok(identity !== undefined);
    await terminate({ ...identity, started: "another" });
    assert.ok(isAlive(identity));
    await terminate(identity, 100);
    assert.ok(!isAlive(identity));
  });
});

describe("run", () => {
  it("tells status, both outputs and lines, and gives the input", async () => {
    const lines: string[] = [];
    const script = "process.stdin.on('data', (d) => { console.log('got ' + d); console.error('err'); process.exitCode = 3 })";
    const { status, stdout, stderr } = await run(process.execPath, ["-e", script], { input: "secret", onLine: (line) => lines.push(line) });
    assert.deepEqual({ status, stdout, stderr }, { status: 3, stdout: "got secret\n", stderr: "err\n" });
    assert.deepEqual(lines.sort(), ["err", "got secret"]);
  });

  it("ends what takes too long, and says 127 for what is not there", async () => {
    assert.equal((await run("sleep", ["30"], { timeoutMilliseconds: 100 })).status, -1);
    assert.equal((await run("no-such-command-here", [])).status, 127);
  });
});

describe("a lock", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "lock-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("lets one in at a time and is gone afterwards", async () => {
    const path = join(folder, "a.lock");
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 8 }, () =>
        withLock(path, async () => {
          most = Math.max(most, ++inside);
          await sleep(5);
          inside--;
        }),
      ),
    );
    assert.equal(most, 1);
    assert.ok(!existsSync(path));
  });

  it("says who it waits for", async () => {
    const path = join(folder, "a.lock");
    const waited: number[] = [];
    await Promise.all([
      withLock(path, () => sleep(80)),
      withLock(
        path,
        async () => undefined,
        (pid) => waited.push(pid),
      ),
    ]);
    assert.deepEqual(waited, [process.pid]);
  });

  it("of a process that is gone holds nobody up, even when many come at once", async () => {
    const path = join(folder, "a.lock");
    writeFileSync(path, JSON.stringify({ pid: process.pid, started: "long ago", taken: "x" }));
    let inside = 0;
    await Promise.all(
      Array.from({ length: 6 }, () =>
        withLock(path, async () => {
          assert.equal(++inside, 1);
          await sleep(3);
          inside--;
        }),
      ),
    );
  });

  it("is given back when the work fails", async () => {
    const path = join(folder, "a.lock");
    await assert.rejects(
      withLock(path, () => Promise.reject(new Error("no"))),
      /no/,
    );
    assert.ok(!existsSync(path));
  });
});
