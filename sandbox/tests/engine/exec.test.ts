import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { repository } from "../../engine/paths";
import { isAlive, run, type Finished } from "../../engine/processes";
import { SandboxSet, type SetRecord } from "../../engine/set";

/** The clouds of one set start once for all of these. */
describe("exec", function () {
  this.timeout(240_000);
  let folder: string;
  const ofTheCaller = process.env["FEDERATION_SANDBOX_DIR"];
  const set = (): SandboxSet => new SandboxSet({ stack: "dev", real: [] });
  const record = (): SetRecord => set().record() ?? assert.fail("there is no set");

  const bootstrap = join(repository, "sandbox", "bootstrap.mjs");
  function sandbox(args: readonly string[], from = repository, env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    return run(process.execPath, [bootstrap, "sandbox", ...args], { cwd: repository, env: { ...process.env, INIT_CWD: from, ...env } });
  }
  const exec = (...command: string[]): Promise<Finished> => sandbox(["exec", "--", ...command]);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "sandbox-"));
    process.env["FEDERATION_SANDBOX_DIR"] = folder;
    const first = await exec("true");
    assert.equal(first.status, 0, first.stderr);
  });
  after(async () => {
    await set().forget();
    rmSync(folder, { recursive: true, force: true });
    if (ofTheCaller === undefined) delete process.env["FEDERATION_SANDBOX_DIR"];
    else process.env["FEDERATION_SANDBOX_DIR"] = ofTheCaller;
  });

  it("leaves standard output to the command, and says nothing itself once all is up", async () => {
    const { status, stdout, stderr } = await exec("printf", "a b\\n");
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: "a b\n", stderr: "" });
  });

  it("gives the command's exit status, arguments and folder", async () => {
    assert.equal((await exec("sh", "-c", "exit 42")).status, 42);
    assert.equal((await exec("sh", "-c", "kill -TERM $$")).status, 143);
    const there = await sandbox(["exec", "--", "sh", "-c", 'pwd; printf "%s|" "$@"', "sh", "a b", "--stack", "$x"], tmpdir());
    assert.equal(there.stdout, `${tmpdir()}\na b|--stack|$x|`);
  });

  it("tells a command that is not there from a sandbox that failed", async () => {
    const missing = await exec("no-such-command-here");
    assert.equal(missing.status, 127);
    assert.match(missing.stderr, /no-such-command-here: command not found/);
    for (const args of [["--stack", "nope"], ["--real", "gcp"], ["--world", "nowhere.yaml"], ["--unknown"]]) {
      const failed = await sandbox(["exec", ...args, "--", "echo", "hello"]);
      assert.equal(failed.status, 125, args.join(" "));
      assert.equal(failed.stdout, "");
      assert.notEqual(failed.stderr, "");
    }
    assert.ok(set().isUp(), "a wrong flag must not cost the running clouds");
  });

  it("passes a signal on and waits for what the command makes of it", async () => {
    const script = "trap 'echo caught; exit 9' TERM; echo up; while :; do sleep 0.05; done";
    const child = spawn(process.execPath, [bootstrap, "sandbox", "exec", "--", "sh", "-c", script], { cwd: repository });
    let out = "";
    child.stdout.on("data", (data: Buffer) => {
      out += String(data);
      if (out === "up\n") child.kill("SIGTERM");
    });
    assert.equal(await new Promise((resolve) => child.once("close", resolve)), 9);
    assert.equal(out, "up\ncaught\n");
  });

  it("has the real engine, the stack selected and the token as a secret", async () => {
    assert.match((await exec("pulumi", "version")).stdout, /^v?3\.\d+\.\d+\n$/);
    assert.equal((await exec("pulumi", "stack", "--show-name")).stdout.trim(), "dev");
    const config = JSON.parse((await exec("pulumi", "config", "--json")).stdout) as Record<string, { secret: boolean; value?: string }>;
    assert.deepEqual(config["federation:scimToken"], { secret: true });
    const shown = await exec("pulumi", "config", "get", "federation:scimToken");
    const token = shown.stdout.trim();
    assert.ok(token.length > 20);
    const written = ["set.json", "stack.json", "world.json", "project/Pulumi.dev.yaml", "logs/aws.log", "logs/entra.log"];
    for (const name of written) assert.ok(!readFileSync(join(set().folder, name), "utf8").includes(token), name);
  });

  it("keeps what is set in the generated copy, and leaves the repository as it is", async () => {
    const status = (): string =>
      spawnSync("git", ["status", "--porcelain", "Pulumi.dev.yaml"], { cwd: repository, encoding: "utf8" }).stdout;
    const was = status();
    assert.equal((await exec("pulumi", "config", "set", "federation:mark", "kept")).status, 0);
    assert.equal((await exec("pulumi", "config", "get", "federation:mark")).stdout.trim(), "kept");
    assert.equal(status(), was);
  });

  it("starts nothing twice when two come at once", async () => {
    const generation = record().generation;
    const both = await Promise.all([exec("true"), exec("true")]);
    assert.deepEqual(
      both.map(({ status }) => status),
      [0, 0],
    );
    assert.equal(record().generation, generation);
  });

  it("runs a program of another folder, with a stack of its own", async () => {
    const other = mkdtempSync(join(repository, ".sandbox", "other-"));
    try {
      writeFileSync(join(other, "Pulumi.yaml"), "name: other\nruntime: { name: nodejs, options: { typescript: false } }\n");
      writeFileSync(join(other, "package.json"), '{ "name": "other", "main": "index.js" }');
      writeFileSync(join(other, "index.js"), 'require("@pulumi/pulumi"); console.log("it runs"); exports.answer = 42;');
      assert.equal((await sandbox(["exec", "--", "pulumi", "stack", "init", "own"], other)).status, 0);
      const up = await sandbox(["exec", "--", "pulumi", "up", "--yes", "--skip-preview"], other);
      assert.equal(up.status, 0, up.stdout + up.stderr);
      assert.match(up.stdout, /it runs/);
      assert.equal((await sandbox(["exec", "--", "pulumi", "stack", "output", "answer"], other)).stdout.trim(), "42");
      writeFileSync(join(other, "index.js"), 'throw new Error("on purpose");');
      const failed = await sandbox(["exec", "--", "pulumi", "preview"], other);
      assert.notEqual(failed.status, 0);
      assert.match(failed.stdout + failed.stderr, /on purpose/);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  it("forgets clouds and state together when a cloud died", async () => {
    const old = record();
    process.kill(old.entra.pid, "SIGKILL");
    while (isAlive(old.supervisor) || isAlive(old.aws)) await sleep(20);
    const { status, stdout, stderr } = await exec("pulumi", "stack", "--show-name");
    assert.deepEqual({ status, stdout }, { status: 0, stdout: "dev\n" });
    assert.match(stderr, /the local clouds of dev start anew, because they are gone; Pulumi's state of them is forgotten with them/);
    assert.notEqual(record().generation, old.generation);
    assert.deepEqual(record().ports, old.ports);
    assert.notEqual((await exec("pulumi", "config", "get", "federation:mark")).status, 0);
  });

  it("forgets both when another world is asked for, and keeps that one from then on", async () => {
    const world = join(folder, "other.yaml");
    writeFileSync(world, readFileSync(join(repository, "sandbox", "worlds", "dev.yaml"), "utf8").replace("eu-west-1", "eu-central-1"));
    const first = await sandbox(["exec", "--world", "other.yaml", "--", "sh", "-c", "echo $AWS_REGION"], folder);
    assert.equal(first.stdout, "eu-central-1\n");
    assert.match(first.stderr, /other\.yaml is not the one that they were started with; Pulumi's state/);
    const generation = record().generation;
    assert.equal((await exec("pulumi", "config", "get", "federation:homeRegion")).stdout, "eu-central-1\n");
    assert.equal(record().generation, generation);
  });

  it("is stopped by stop, which leaves nothing but the ports", async () => {
    const { aws, entra, supervisor } = record();
    const listed = JSON.parse((await sandbox(["status", "--json"])).stdout) as { set: string; state: string }[];
    assert.deepEqual(
      listed.map((row) => [row.set, row.state]),
      [["dev", "running"]],
    );
    const stopped = await sandbox(["stop"]);
    assert.equal(stopped.stdout, "Stopped dev; its state is forgotten with its clouds.\n");
    assert.ok(![aws, entra, supervisor].some(isAlive));
    assert.ok(!existsSync(set().folder));
    assert.ok(existsSync(join(folder, "ports.json")));
  });

  it("leaves nothing when it is ended while the clouds start", async () => {
    const child = spawn(process.execPath, [bootstrap, "sandbox", "exec", "--", "true"], { cwd: repository });
    let messages = "";
    child.stderr.on("data", (data: Buffer) => {
      messages += String(data);
      if (messages.includes("starting the local clouds")) setTimeout(() => child.kill("SIGINT"), 150);
    });
    await new Promise((resolve) => child.once("close", resolve));
    const ours = (): string => spawnSync("sh", ["-c", `ps -eo pid,args | grep -F '${folder}' | grep -v grep`], { encoding: "utf8" }).stdout;
    const deadline = Date.now() + 10_000;
    while (ours() !== "" && Date.now() < deadline) await sleep(50);
    assert.equal(ours(), "");
    assert.equal((await exec("true")).status, 0);
  });
});
