import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloseAccountCommand, ListParentsCommand, MoveAccountCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { parse } from "yaml";
import { clientSettings } from "./client-settings";
import type { Report } from "../../access/report/report";
import { changedSettings } from "./changed-settings";
import { AwsReader, EntraReader } from "./clouds";
import { programByHand } from "./report/by-hand";
import { base, DAY_AFTER, LAST_DAY } from "./report/edits";
import { scenarios } from "./report/scenarios";
import { sentences } from "./report/summary";
import { repository, Sandbox, succeeded } from "./sandbox";

interface Exported {
  readonly deployment: { readonly resources: readonly { readonly type: string; readonly urn: string }[] };
}

/**
 * What the report says of a change, each time through the real engine: the stack file is edited, previewed, and the
 * preview piped in.
 */
describe("federation report, on the real engine", function () {
  this.timeout(300_000);
  const sandbox = new Sandbox("dev");
  const folder = mkdtempSync(join(tmpdir(), "federation-report-"));
  let first: string;

  before(async () => {
    const env = await changedSettings(sandbox, base);
    first = succeeded(await sandbox.pulumi(["preview", "--json"], { env })).stdout;
    succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview"], { env }));
  });
  after(async () => {
    await sandbox.reset();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The report of a preview. */
  async function report(
    preview: string,
    { args = [], status = 0, env = {} }: { args?: readonly string[]; status?: number; env?: NodeJS.ProcessEnv } = {},
  ): Promise<Report> {
    const ran = await sandbox.federation(["report", "-", "--format", "json", ...args], { input: preview, env });
    assert.equal(ran.status, status, ran.stderr);
    return JSON.parse(ran.stdout) as Report;
  }
  async function preview(env: NodeJS.ProcessEnv, ...args: string[]): Promise<string> {
    return succeeded(await sandbox.pulumi(["preview", "--json", ...args], { env })).stdout;
  }

  for (const { name, change, sentences: expected, headline, at, args, status } of scenarios) {
    it(`tells ${name}`, async () => {
      const env = {
        ...(await changedSettings(sandbox, (config) => ({ ...base(config), ...change({ ...config, ...base(config) }) }))),
        ...(at === undefined ? {} : { FEDERATION_NOW: at }),
      };
      const made = await report(await preview(env), { args: args ?? [], status: status ?? 0, env });
      if (headline !== undefined) assert.match(made.headline, headline);
      if (headline === undefined || Object.keys(expected).length > 0) assert.deepEqual(sentences(made), expected);
    });
  }

  it("tells who is locked out while a permission set is made anew", async () => {
    const env = await changedSettings(sandbox, base);
    const { deployment } = JSON.parse(succeeded(await sandbox.pulumi(["stack", "export"])).stdout) as Exported;
    const set = deployment.resources.find(({ type, urn }) => type === "aws:ssoadmin/permissionSet:PermissionSet" && urn.endsWith("::Ops"));
    const replacing = await preview(env, "--replace", set!.urn);
    const made = await report(replacing, { env });
    assert.deepEqual(
      made.permissionSets.map(({ name, change, lockOut, blastRadius }) => [name, change, lockOut, blastRadius.assignments]),
      [["Ops", "replaced", true, 2]],
    );
    assert.deepEqual(
      made.changed.map(({ permissionSet, accountName, change, lockOut }) => [permissionSet, accountName, change, lockOut]),
      [
        ["Ops", "app-prod", "replaced", true],
        ["Ops", "app-dev", "replaced", true],
      ],
    );
    assert.deepEqual([made.gained, made.lost], [[], []]);
    const { stdout } = succeeded(await sandbox.federation(["report", "-"], { input: replacing, env }));
    assert.match(stdout.split("<details>")[0]!, /\*\*Locks out:\*\* 2 assignments are removed before they are made anew/);
  });

  it("tells a first deployment", async () => {
    const made = await report(first);
    assert.equal(made.counts.assignmentsBefore, 0);
    assert.deepEqual([made.counts.gained, made.lost, made.changed, made.unknown, made.notes], [21, [], [], [], []]);
    assert.match(made.headline, /^21 assignments gained \(3 critical: /);
  });

  it("says the same with what stays the same among the steps, and as a stream of events", async () => {
    const env = await changedSettings(sandbox, (config) => {
      const before = { ...config, ...base(config) } as Record<string, object>;
      const { Ops, ...others } = before["federation:permissionSets"] as Record<string, object>;
      return { ...base(config), "federation:permissionSets": { ...others, Ops: { ...Ops, managedPolicies: ["PowerUserAccess"] } } };
    });
    const plain = sentences(await report(await preview(env), { env }));
    assert.deepEqual(plain.changed, ["permissions high: aws-developers Ops app-prod", "permissions medium: aws-developers Ops app-dev"]);
    assert.deepEqual(sentences(await report(await preview(env, "--show-sames"), { env })), plain);
    assert.deepEqual(sentences(await report(await preview({ ...env, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" }), { env })), plain);
  });

  it("tells what stays unknown where neither the preview nor the state has it", async () => {
    const env = await changedSettings(sandbox, (config) => {
      const { Ops, ...others } = base(config)["federation:permissionSets"] as Record<string, object>;
      return { ...base(config), "federation:permissionSets": { ...others, Ops: { ...Ops, sessionHours: 1 } } };
    });
    const text = await preview(env);
    const made = await report(text, { env: { ...env, PULUMI_BACKEND_URL: "file:///nowhere" } });
    assert.deepEqual(sentences(made).unknown, ["Ops changes, and who holds it is not in the preview."]);
    assert.match(made.notes.join(" "), /The preview leaves out what stays the same, and the state cannot be read \(.*\): .*--show-sames/);
  });

  it("says why, by setting and line, with an inventory; of access that ended, too", async () => {
    const inventory = join(folder, "inventory.json");
    succeeded(await sandbox.federation(["inventory", "--out", inventory]));
    const env: NodeJS.ProcessEnv = { ...(await changedSettings(sandbox, base)), FEDERATION_NOW: DAY_AFTER };
    const [lost] = (await report(await preview(env), { args: ["--inventory", inventory], env })).lost;
    assert.deepEqual(
      lost!.because.map(({ setting, match, until, reason }) => ({ setting, match, until, reason })),
      [{ setting: "federation:access[6]", match: "app-prod", until: LAST_DAY, reason: "incident 4711" }],
    );
    const line = readFileSync(env.PULUMI_OPTION_CONFIG_FILE!, "utf8").split("\n")[lost!.because[0]!.line! - 1];
    assert.match(line!, /group: aws-data-analysts/);
  });

  it("tells nothing of a group that is renamed in Entra, or written by its object id", async () => {
    const entra = new EntraReader(await sandbox.variables());
    const id = await entra.groupId("aws-developers");
    const written = await changedSettings(sandbox, (config) => ({
      ...base(config),
      "federation:access": (base(config)["federation:access"] as { group: string }[]).map((one) =>
        one.group === "aws-developers" ? { ...one, group: id } : one,
      ),
    }));
    assert.deepEqual(sentences(await report(await preview(written), { env: written })), {});
    await entra.change(`/v1.0/groups/${id}`, { displayName: "aws-app-developers" });
    try {
      assert.deepEqual(sentences(await report(await preview(written), { env: written })), {});
    } finally {
      await entra.change(`/v1.0/groups/${id}`, { displayName: "aws-developers" });
    }
  });

  it("counts what is written by hand elsewhere in the program, and lists what only `up` will know", async () => {
    const environment = await sandbox.variables();
    const aws = new AwsReader(environment);
    const { arn: instanceArn, identityStoreId } = await aws.instance();
    const find = (map: Map<string, string>, name: string): string => [...map].find(([, one]) => one === name)![0];
    const program = programByHand(folder, {
      instanceArn,
      identityStoreId,
      administrators: find(await aws.permissionSets(), "Platform-Admin"),
      engineers: find(await aws.groups(), "aws-data-engineers"),
    });
    const env = await changedSettings(sandbox, base);
    const { stdout } = succeeded(await sandbox.pulumi(["preview", "--json", "--stack", "dev"], { env, cwd: program }));
    assert.deepEqual(sentences(await report(stdout, { env })), {
      gained: [
        "critical: aws-data-engineers Platform-Admin data-prod",
        "high: 11111111-2222-3333-4444-555555555555 Platform-Admin data-dev",
        "high: made-by-hand Platform-Admin app-dev",
        "medium: aws-data-engineers ps-0000000000000000 app-dev",
      ],
      unknown: ["Of the assignment new-account, the account will be known only to `pulumi up`."],
      notes: ["ps-0000000000000000 is no permission set of this program: what it grants is not at hand."],
    });
  });

  it("tells new breakglass users, alarms and a trail", async () => {
    const { config } = parse(readFileSync(join(repository, "Pulumi.prod.yaml"), "utf8")) as { config: Record<string, unknown> };
    const { "federation:breakglass": breakglass, "federation:alarms": alarms } = config;
    const env = await changedSettings(sandbox, (own) => ({
      ...base(own),
      "federation:breakglass": breakglass,
      "federation:alarms": alarms,
    }));
    const { guards = [], ...rest } = sentences(await report(await preview(env), { env }));
    assert.deepEqual(rest, {});
    for (const one of ["check: breakglass breakglass-1", "check: breakglass breakglass-2/password", "stronger: trail federation-audit"])
      assert.ok(guards.includes(one), guards.join("\n"));
    assert.ok(guards.some((one) => one.startsWith("stronger: alarm ")));
    assert.ok(!guards.some((one) => one.startsWith("weaker")));
  });

  it("tells the end of everything, and refuses a preview that was refused", async () => {
    const env = await changedSettings(sandbox, base);
    const { stdout: state } = succeeded(await sandbox.pulumi(["stack", "export"]));
    const refused = await sandbox.pulumi(["destroy", "--preview-only", "--json"], { env });
    const ran = await sandbox.federation(["report", "-"], { input: refused.stdout, env });
    assert.deepEqual([ran.status, ran.stdout], [2, ""]);
    assert.match(ran.stderr, /^Standard input is of a preview that failed, so that it does not have all changes: .*protect/);
    try {
      succeeded(await sandbox.pulumi(["state", "unprotect", "--all", "--yes"]));
      const { stdout } = succeeded(await sandbox.pulumi(["destroy", "--preview-only", "--json"], { env }));
      const made = await report(stdout, { env });
      assert.deepEqual([made.counts.lost, made.gained, made.changed, made.counts.assignmentsAfter], [21, [], [], 0]);
      assert.ok(made.permissionSets.every(({ change }) => change === "removed"));
      assert.deepEqual(
        made.conditionalAccess.policies.map(({ change }) => change),
        ["removed", "removed", "removed"],
      );
      assert.match(
        made.headline,
        /^21 assignments lost \(3 critical: .*\); sign-in gets easier; provisioning, SAML sign-in weakened \(\d+\)\.$/,
      );
      // Back to the phase connect takes the same access, and leaves the rest.
      const connect = {
        ...env,
        ...(await changedSettings(sandbox, (config) => ({
          ...base(config),
          "federation:phase": "connect",
          "federation:confirmReturnToConnect": true,
        }))),
      };
      const back = await report(await preview(connect), { env: connect });
      assert.deepEqual([back.counts.lost, back.counts.assignmentsAfter, back.conditionalAccess.policies], [21, 0, []]);
    } finally {
      succeeded(await sandbox.pulumi(["stack", "import"], { input: state }));
    }
  });

  it("tells what becomes of access where an account moves to another unit; one that is closed keeps what it has", async () => {
    const organizations = new OrganizationsClient(clientSettings(await sandbox.variables(), "us-east-1"));
    const AccountId = "300000000002";
    const { Parents = [] } = await organizations.send(new ListParentsCommand({ ChildId: AccountId }));
    const { Parents: target = [] } = await organizations.send(new ListParentsCommand({ ChildId: "300000000001" }));
    const [from, to] = [Parents[0]!.Id!, target[0]!.Id!];
    const env = await changedSettings(sandbox, base);
    await organizations.send(new MoveAccountCommand({ AccountId, SourceParentId: from, DestinationParentId: to }));
    try {
      const moved = sentences(await report(await preview(env), { env }));
      assert.deepEqual(moved, {
        lost: ["high: aws-developers Developer app-dev"],
        guards: ["stronger: production accounts"],
        notes: ["app-dev (300000000002) moved from Workloads/Development to Workloads/Production."],
      });
    } finally {
      await organizations.send(new MoveAccountCommand({ AccountId, SourceParentId: to, DestinationParentId: from }));
    }
    // Nobody opens a closed account again: this comes last.
    await organizations.send(new CloseAccountCommand({ AccountId }));
    assert.deepEqual(sentences(await report(await preview(env), { env })), {});
  });
});
