import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureHelpers } from "../../engine/helpers";
import type { SupervisorAnswer, SupervisorOrder } from "../../engine/supervisor";
import { isAlive, terminate } from "../../engine/processes";

const living = "console.log('ready'); setInterval(() => {}, 1000)";

describe("the supervisor", function () {
  this.timeout(60_000);
  let folder: string;
  let supervisorFile: string;
  const started: SupervisorAnswer[] = [];
  before(async () => (supervisorFile = (await ensureHelpers()).supervisor));
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "supervisor-"))));
  afterEach(async () => {
    for (const answer of started.splice(0)) if (answer.ready) await terminate(answer.supervisor);
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(
    scripts: { aws: string; entra: string },
    more: Partial<SupervisorOrder> = {},
    stays = true,
  ): Promise<SupervisorAnswer> {
    const heartbeat = join(folder, "heartbeat");
    writeFileSync(heartbeat, "");
    const cloud = (name: "aws" | "entra"): SupervisorOrder["clouds"]["aws"] => ({
      command: process.execPath,
      args: ["-e", scripts[name]],
      log: join(folder, `${name}.log`),
    });
    const order: SupervisorOrder = {
      clouds: { aws: cloud("aws"), entra: cloud("entra") },
      heartbeat,
      idleMilliseconds: 60_000,
      readyMilliseconds: 20_000,
      ...more,
    };
    const supervisor = fork(supervisorFile, [], { detached: true, stdio: ["ignore", "ignore", "inherit", "ipc"] });
    supervisor.send(order);
    const answer = await new Promise<SupervisorAnswer>((resolve) => supervisor.once("message", resolve));
    started.push(answer);
    // One that is not ready ends by itself, perhaps before it could be told anything.
    if (answer.ready && stays) supervisor.send("stay");
    else if (supervisor.connected) supervisor.disconnect();
    supervisor.unref();
    return answer;
  }

  async function allEnd(answer: SupervisorAnswer): Promise<void> {
    assert.ok(answer.ready);
    const deadline = Date.now() + 10_000;
    while ([answer.supervisor, answer.aws, answer.entra].some(isAlive)) {
      assert.ok(Date.now() < deadline, "something still runs");
      await sleep(20);
    }
  }

  it("keeps both clouds after its starter let go", async () => {
    const answer = await start({ aws: living, entra: living });
    await sleep(300);
    assert.ok(answer.ready && [answer.supervisor, answer.aws, answer.entra].every(isAlive));
  });

  it("ends everything when its starter goes before the set is complete", async () => {
    await allEnd(await start({ aws: living, entra: living }, {}, false));
  });

  it("ends the other cloud when one dies", async () => {
    const answer = await start({ aws: living, entra: "console.log('ready'); setTimeout(() => process.exit(1), 500)" });
    await allEnd(answer);
  });

  it("ends both when nobody used them, and not while somebody does", async () => {
    const answer = await start({ aws: living, entra: living }, { idleMilliseconds: 1200 });
    for (let used = 0; used < 8; used++) {
      utimesSync(join(folder, "heartbeat"), new Date(), new Date());
      await sleep(250);
    }
    assert.ok(answer.ready && isAlive(answer.supervisor));
    await allEnd(answer);
  });

  it("ends both when it is asked to", async () => {
    const answer = await start({ aws: living, entra: living });
    assert.ok(answer.ready);
    await terminate(answer.supervisor);
    await allEnd(answer);
  });

  it("tells the end of the log when a cloud fails to start", async () => {
    const answer = await start({ aws: "console.error('port is taken'); process.exit(7)", entra: living });
    assert.ok(!answer.ready);
    assert.match(answer.reason, /^The local aws ended with status 7\. The end of its log, .*aws\.log:\nport is taken$/);
  });

  it("does not wait for ever for a cloud that never becomes ready", async () => {
    const answer = await start({ aws: "setInterval(() => {}, 1000)", entra: living }, { readyMilliseconds: 2500 });
    assert.ok(!answer.ready);
    assert.match(answer.reason, /The local aws did not become ready within 2\.5 s\./);
  });
});
