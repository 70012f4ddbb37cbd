import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { lockHolders, pulumiOnStack } from "../../../cli/recover/lock";
import { restoreEnvironment } from "../../../sandbox/tests/environment";

const STACK = "organization/federation/dev";

/** What Pulumi 3.259.0 says of a lock, whatever the backend. */
const refusal = [
  "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.",
  "  s3://state/.pulumi/locks/organization/federation/dev/x.json: created by ada@host-1 (pid 4711) at 2026-11-23T08:00:00Z",
].join("\n");

describe("a stack that is locked", () => {
  const environment = { ...process.env };
  const folder = mkdtempSync(join(tmpdir(), "lock-"));
  const backend = join(folder, "state");
  const locks = join(backend, ".pulumi", "locks", STACK);
  const failed = { status: 1, stdout: "", stderr: "error: it is not the words that count" };

  /** A Pulumi CLI that answers as the real one does, and locks by what lies in the folder. */
  const answer = ({ url, stacks = [] }: { url: string; stacks?: object[] }) => {
    writeFileSync(
      join(folder, "pulumi"),
      [
        "#!/bin/sh",
        'case "$1 $2" in',
        `"whoami --json") echo '${JSON.stringify({ user: "ada", url })}';;`,
        `"stack ls") echo '${JSON.stringify(stacks)}';;`,
        `"cancel --yes") rm '${locks}'/*.json;;`,
        `"stack import") ls '${locks}'/*.json >/dev/null 2>&1 && exit 1; echo imported;;`,
        "*) exit 1;; esac",
      ].join("\n"),
    );
    chmodSync(join(folder, "pulumi"), 0o755);
  };
  const lock = (name: string, text: string) => {
    mkdirSync(locks, { recursive: true });
    writeFileSync(join(locks, name), text);
  };
  const lockOf = (host: string, pid: number) =>
    lock("a.json", JSON.stringify({ pid, username: "ada", hostname: host, timestamp: "2026-11-23T08:00:00Z" }));

  beforeEach(() => void (process.env["PATH"] = `${folder}:${environment["PATH"]}`));
  afterEach(() => {
    restoreEnvironment(environment);
    rmSync(locks, { recursive: true, force: true });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("in a folder is known by the lock files of its own, whatever the CLI says", async () => {
    answer({ url: `file://${backend}` });
    assert.equal(await lockHolders(STACK, { ...failed, stderr: refusal }), undefined);
    lockOf("host-2", 42);
    lock("a.json.attrs", "{}");
    assert.deepEqual(await lockHolders(STACK, failed), [{ host: "host-2", pid: 42 }]);
    assert.equal(await lockHolders("organization/federation/prod", failed), undefined);
  });

  it("in a folder is somebody's, where a lock file does not say whose", async () => {
    answer({ url: `file://${backend}` });
    lock("a.json", '{"pid":');
    assert.deepEqual(await lockHolders(STACK, failed), []);
  });

  it("at Pulumi Cloud is known by the list of stacks", async () => {
    answer({ url: "https://app.pulumi.com/acme", stacks: [{ name: "dev", updateInProgress: true }, { name: "prod" }] });
    assert.deepEqual(await lockHolders("acme/federation/dev", failed), []);
    assert.equal(await lockHolders("acme/federation/prod", failed), undefined);
  });

  it("in a bucket is known by Pulumi's sentence, for want of a machine form", async () => {
    answer({ url: "s3://state" });
    assert.deepEqual(await lockHolders(STACK, { ...failed, stderr: refusal }), [{ host: "host-1", pid: 4711 }]);
    assert.equal(await lockHolders(STACK, { ...failed, stderr: "error: no stack named 'dev' found" }), undefined);
  });

  it("by a process of this machine that is gone is unlocked, and the run tried again", async () => {
    answer({ url: `file://${backend}` });
    lockOf(hostname(), 2 ** 22 + 1); // above the kernel's highest id
    const { status, stdout } = await pulumiOnStack(STACK, ["stack", "import"]);
    assert.deepEqual({ status, stdout }, { status: 0, stdout: "imported\n" });
  });

  it("by another machine, or a living Pulumi, stays locked", async () => {
    answer({ url: `file://${backend}` });
    lockOf("host-2", 42);
    await assert.rejects(pulumiOnStack(STACK, ["stack", "import"]), /is locked by host-2 \(pid 42\); if nothing runs there any more/);
    assert.deepEqual(await lockHolders(STACK, failed), [{ host: "host-2", pid: 42 }]);
  });
});
