import { DescribeKeyCommand, KMSClient, ListKeysCommand } from "@aws-sdk/client-kms";
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsReader, EntraReader } from "./clouds";
import { expectedOfProd } from "./expected";
import { asVersion01, cloudChanges, marked } from "./former-state";
import { type Inventory, inventory } from "./inventory";
import { killDuringUp, recover } from "./kill";
import { findsDeletedAssignment, isDestroyedWhole, refusesToDestroy } from "./lifecycle";
import { itWatches } from "./prod/alarms";
import { itRefuses } from "./prod/bad-input";
import { itSavesTheDay } from "./prod/breakglass";
import { Prod } from "./prod/context";
import { itDrills } from "./prod/drill";
import { itFindsFaults } from "./prod/single-faults";
import { itExports } from "./prod/siem";
import { beyond, itNeedsNoMore } from "./prod/permissions";
import { itFindsTakenNames } from "./prod/taken-names";
import { Sandbox, succeeded } from "./sandbox";
import { missesWhatWasTakenOut } from "./under-the-pack";

describe("prod, on the real engine", function () {
  this.timeout(600_000);
  const sandbox = new Sandbox("prod");
  const temporary = mkdtempSync(join(tmpdir(), "federation-prod-"));
  const prod = new Prod(sandbox, temporary);
  /** Both clouds before the program's first run. */
  let original: Inventory;

  before(async () => {
    prod.environment = await sandbox.variables();
    original = await inventory(prod.environment);
  });
  after(async () => {
    await sandbox.reset();
    rmSync(temporary, { recursive: true, force: true });
  });

  itFindsTakenNames(prod);

  it("recovers from a kill in the middle of its first up", async () => {
    // It takes some five hundred steps.
    assert.ok(await killDuringUp(sandbox, Math.random() * 400));
    await recover(sandbox);
  });

  it("goes up whole, with the pack enforced, to the assignments that the settings mean", async () => {
    const more = await beyond(prod, "deploy", async () => {
      prod.log = succeeded(await sandbox.pulumi(["up", "--yes", "--policy-pack", "policy"])).text;
    });
    assert.deepEqual(more, [], "actions beyond the least policy of a deployment");
    const expected = expectedOfProd();
    assert.ok(expected.length > 100);
    assert.deepEqual(await new AwsReader(prod.environment).assignments(), expected);
  });

  it("changes nothing in a second up, nor after a refresh", async () => {
    const second = succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy", "--expect-no-changes"]));
    // Outputs do not grow with grants, so that a pull request's comment has room for what matters.
    assert.ok(second.text.trimEnd().split("\n").length <= 80, second.text);
    succeeded(await sandbox.pulumi(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]));
    succeeded(await sandbox.pulumi(["preview", "--policy-pack", "policy", "--expect-no-changes"]));
    prod.state = succeeded(await sandbox.pulumi(["stack", "export"])).stdout;
  });

  describe("least permissions", () => itNeedsNoMore(prod));
  describe("alarms", () => itWatches(prod));
  describe("SIEM", () => itExports(prod));
  describe("bad input", () => itRefuses(prod));
  describe("breakglass", () => itSavesTheDay(prod));
  describe("drill", () => itDrills(prod));
  describe("faults behind the program's back", () => itFindsFaults(prod));
  describe("under the policy pack", () => missesWhatWasTakenOut(sandbox, () => prod.state));

  // A suite's own tests run before those of the suites within: what ends the stack is a suite of its own.
  describe("at the end", () => {
    it("moves a state of the version before with no change in a cloud", async () => {
      // Under the settings of the last update: one user was rotated, and drilled.
      const env = prod.rotated === "" ? {} : { PULUMI_OPTION_CONFIG_FILE: prod.rotated };
      const groups = await new EntraReader(prod.environment).list("/v1.0/groups");
      const names = new Map(groups.map((group) => [group["id"] as string, group["displayName"] as string]));
      const former = asVersion01(succeeded(await sandbox.pulumi(["stack", "export"])).stdout, names);
      assert.ok(former.includes("::Security-Audit-RO/aws-sre/012345678905"));
      succeeded(await sandbox.pulumi(["stack", "import"], { input: former }));
      const preview = succeeded(await sandbox.pulumi(["preview", "--json"], { env })).stdout;
      assert.deepEqual(cloudChanges(preview), []);
      assert.ok(marked(preview) > 20, `${marked(preview)} things are marked`);
      succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy"], { env }));
      assert.deepEqual(await new AwsReader(prod.environment).assignments(), expectedOfProd());
    });

    it("finds by refresh an assignment that was deleted behind its back, and makes it again", async () => {
      await findsDeletedAssignment(sandbox, { permissionSet: "Security-Audit-RO", group: "aws-sre", accountId: "012345678905" });
      assert.deepEqual(await new AwsReader(prod.environment).assignments(), expectedOfProd());
    });

    it("refuses to destroy what is protected, and says so", () => refusesToDestroy(sandbox));

    it("destroys everything that it made once that is unprotected: users with their security keys, logs, and keys in AWS's waiting time", async () => {
      // Whether the clouds are as before is asked with more than a deployment needs.
      const more = await beyond(prod, "deploy", () => isDestroyedWhole(sandbox, original));
      assert.deepEqual(
        more.filter((action) => /:(Delete|Detach|Remove|Schedule|Unsubscribe|Put|Update|Create)/.test(action)),
        [],
      );
      const kms = new KMSClient(prod.settings());
      const { Keys = [] } = await kms.send(new ListKeysCommand({}));
      const states = await Promise.all(Keys.map(async ({ KeyId }) => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata));
      const ended = states.filter((key) => /^Encrypts (what|the topic)/.test(key?.Description ?? ""));
      assert.deepEqual(
        ended.map((key) => [key?.KeyState, Math.round(((key?.DeletionDate?.getTime() ?? 0) - Date.now()) / 86_400_000)]),
        [
          ["PendingDeletion", 30],
          ["PendingDeletion", 30],
        ],
      );
    });
  });
});
