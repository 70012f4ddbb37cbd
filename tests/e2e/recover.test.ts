import assert from "node:assert/strict";
import { existsSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { AwsReader, EntraReader } from "./clouds";
import { expectedOfDev } from "./expected";
import { type Inventory, inventory } from "./inventory";
import { countSteps, killDuringUp, recover } from "./kill";
import { Sandbox, succeeded } from "./sandbox";

/** How often a run is killed; the runbook of this project asks for twenty. */
const kills = Number(process.env["FEDERATION_KILLS"] ?? "20");
/** Kills between nothing and all: each after the first hits the run that goes on after a recovery. */
const killsEach = 3;
const rounds = Math.ceil(kills / killsEach);

describe("a run that was killed", function () {
  this.timeout(300_000);
  const sandbox = new Sandbox("dev");
  let environment: NodeJS.ProcessEnv;
  /** Both clouds before anything. */
  let original: Inventory;
  /** How much of each kind an undisturbed `up` makes, and in how many steps. */
  let whole: Readonly<Record<string, number>>;
  let steps: number;
  let killed = 0;

  const counts = async (): Promise<Record<string, number>> =>
    Object.fromEntries(Object.entries(await inventory(environment)).map(([kind, found]) => [kind, found.length]));
  const destroy = async (): Promise<void> => {
    succeeded(await sandbox.pulumi(["state", "unprotect", "--all", "--yes"]));
    succeeded(await sandbox.pulumi(["destroy", "--yes", "--skip-preview"]));
    assert.deepEqual(await inventory(environment), original, "an orphan that nobody named");
  };

  before(async () => {
    environment = await sandbox.variables();
    original = await inventory(environment);
    steps = await countSteps(sandbox);
    assert.ok(steps > 50, `${steps} steps`);
    whole = await counts();
    await destroy();
  });
  after(() => sandbox.reset());

  /** From nothing to all, with kills between; `part` says where in the run the first one comes, from 0 to 1. */
  async function round(part: number): Promise<void> {
    let left = steps;
    for (let kill = 0; kill < killsEach; kill++) {
      const after = Math.floor(left * (kill === 0 ? part : Math.random()));
      if (await killDuringUp(sandbox, after)) killed += 1;
      await recover(sandbox);
      left -= after;
    }
    succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy"]));

    assert.deepEqual(await new AwsReader(environment).assignments(), expectedOfDev);
    assert.deepEqual(await counts(), whole);
    const entra = new EntraReader(environment);
    const [application] = await entra.applications();
    assert.equal(application?.displayName, "AWS IAM Identity Center (dev)");
    assert.equal((await entra.signingCertificates(application.appId)).length, 1);
    await destroy();
  }

  it("in the moment in which Pulumi writes a side file is recovered: nothing else can be read until then", async () => {
    const backend = environment["PULUMI_BACKEND_URL"]!.replace("file://", "");
    const sideFile = join(backend, ".pulumi", "stacks", "federation", "dev.json.attrs");
    assert.ok(existsSync(sideFile));
    truncateSync(sideFile);
    assert.match((await sandbox.pulumi(["stack", "export"])).text, /EOF/);
    const looked = await sandbox.federation(["recover", "--dry-run"]);
    assert.equal(looked.status, 2);
    assert.ok(looked.text.includes(`left half of ${sideFile}; \`federation recover\` without --dry-run removes that.`), looked.text);
    assert.ok((await recover(sandbox)).text.includes(`left half-written: ${sideFile}`));
    succeeded(await sandbox.pulumi(["stack", "export"]));
  });

  for (let index = 0; index < rounds; index++) {
    // Spread evenly, with a random part, so that every run of the tests hits other moments and all parts of the run are
    // hit.
    const part = (index + Math.random()) / rounds;
    it(`at ${Math.round(part * 100)} %, and twice more while it goes on, recovers and converges with no duplicate`, () => round(part));
  }

  it(`does so ${kills} times: a run that was faster than its kill is replaced by another`, async function () {
    this.timeout(900_000);
    while (killed < kills) await round(Math.random());
  });
});
