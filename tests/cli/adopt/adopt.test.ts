import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseSettings } from "../../../access/settings";
import { systemClock } from "../../../contract/clock";
import type { ImportFile } from "../../../access/import-file";
import { readSettingsFrom } from "../../../cli/stack/settings-file";
import { restoreEnvironment } from "../../../sandbox/tests/environment";
import { type Ended, federation } from "../command";
import { FakeAws, type HandMadeEstate } from "./fake-aws";
import { ODD_ESTATE } from "./odd-estate";

describe("federation adopt: the AWS half", function () {
  this.timeout(120_000);
  const before = { ...process.env };
  const folder = mkdtempSync(join(tmpdir(), "federation-adopt-"));
  let fake: FakeAws | undefined;
  let at: string;

  beforeEach(() => {
    at = mkdtempSync(join(folder, "run-"));
    Object.assign(process.env, {
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      FEDERATION_NOW: "2026-11-28T12:00:00Z",
      PULUMI_OPTION_CONFIG_FILE: join(at, "none.yaml"),
      // No stack, whoever runs this.
      PATH: "/nonexistent",
    });
    delete process.env["ARM_TENANT_ID"];
  });
  afterEach(() => fake?.stop());
  after(() => {
    restoreEnvironment(before);
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(
    estate: HandMadeEstate,
    args: readonly string[] = [],
    forbidden?: (operation: string, input: Record<string, unknown>) => boolean,
  ): Promise<Ended> {
    await fake?.stop();
    fake = await FakeAws.start(estate, forbidden);
    process.env["AWS_ENDPOINT_URL"] = fake.endpoint;
    return federation(
      "adopt",
      "--stack",
      "prod",
      "--half",
      "aws",
      ...(args.includes("--check") ? [] : ["--out", join(at, "adopted")]),
      ...args,
    );
  }
  const written = (name: string): string => readFileSync(join(at, "adopted", name), "utf8");
  const settingsOf = () => parseSettings({ ...readSettingsFrom(join(at, "adopted", "Pulumi.prod.yaml")).raw }, systemClock);

  it("writes an odd estate as settings that mean it, and all of it for import", async () => {
    const { status, out, err } = await run(ODD_ESTATE);
    assert.equal(status, 0, out + err);
    const { settings, problems } = settingsOf();
    assert.deepEqual(problems, []);
    assert.equal(settings?.phase, "aws");
    const { resources } = JSON.parse(written("import.json")) as ImportFile;
    const named = (type: string) => resources.filter((each) => each.type.endsWith(`:${type}`));
    // Ops in 100 accounts, six of "0x1F: on", one more of Developer.
    assert.equal(named("AccountAssignment").length, 107);
    assert.deepEqual(
      named("PermissionSet").flatMap(({ logicalName, id }) => (id === undefined ? [] : [logicalName])),
      ["0123", "Developer", "Inline", "NoDescription", "Nothing", "Ops", "PlatformAdmin", "Security-Audit-RO"],
    );
    assert.ok(
      resources.some(
        ({ logicalName, id }) =>
          logicalName === "Ops/aaaaaaaa-0000-0000-0000-000000000001/100000000001" &&
          id ===
            `90677c608a-11111111-0000-0000-0000-000000000001,GROUP,100000000001,AWS_ACCOUNT,${fake!.setArn("Ops")},${fake!.instanceArn}`,
      ),
    );
    const decisions = written("decisions.md");
    for (const messages of [
      "permission set Broken",
      "has an inline policy that is no JSON",
      "permission set AWSAdministratorAccess",
      "permission set TEAM-Elevated",
      "held by a single user",
      "a group that no longer exists",
      "whose name settings cannot say",
      "federation:productionAccounts",
    ])
      assert.ok(decisions.includes(messages), `${messages}\n${decisions}`);
    const unmanaged = settings?.unmanaged ?? [];
    assert.ok(unmanaged.some(({ users }) => users?.includes("ada@example.com")));
    assert.ok(unmanaged.some(({ kind }) => kind === "control-tower"));
    assert.ok(unmanaged.some(({ permissionSets }) => permissionSets?.includes("Broken")));
  });

  it("finds nothing outside once it is adopted, and what is made by hand afterwards", async () => {
    assert.equal((await run(ODD_ESTATE, ["--fold"])).status, 0);
    process.env["PULUMI_OPTION_CONFIG_FILE"] = join(at, "adopted", "Pulumi.prod.yaml");
    const check = async (estate: HandMadeEstate) => {
      const { status, out, err } = await run(estate, ["--check", "--json"]);
      assert.ok(status < 2, err);
      return (JSON.parse(out) as { outside: { kind: string; what: string }[] }).outside;
    };
    const first = await check(ODD_ESTATE);
    assert.deepEqual([...new Set(first.map(({ kind }) => kind))], ["not in the state"]);
    const changed: HandMadeEstate = {
      ...ODD_ESTATE,
      sets: [...ODD_ESTATE.sets, { name: "New", managed: ["ReadOnlyAccess"] }],
      assignments: [
        ...ODD_ESTATE.assignments,
        { set: "Developer", account: "000000000009", principal: "90677c608a-11111111-0000-0000-0000-000000000001" },
      ],
    };
    assert.deepEqual(
      (await check(changed)).filter(({ kind }) => kind !== "not in the state").map(({ what }) => what),
      ['Developer of group "ops" in twice (000000000009) is in no setting', "permission set New is in no setting"],
    );
  });

  it("shows a second run over an edited file as a difference, and overwrites nothing", async () => {
    await run(ODD_ESTATE);
    const file = join(at, "adopted", "Pulumi.prod.yaml");
    const again = await run(ODD_ESTATE);
    assert.equal(again.status, 0, again.out);
    const edited = written("Pulumi.prod.yaml").replace("stage: development", "stage: production");
    assert.notEqual(edited, written("Pulumi.prod.yaml"));
    writeFileSync(file, edited);
    const third = await run(ODD_ESTATE);
    assert.equal(third.status, 1);
    assert.match(third.out, /nothing was written[\s\S]*- federation:stage: "production"\n\s*\+ federation:stage: "development"/);
    assert.equal(written("Pulumi.prod.yaml"), edited);
  });

  it("adopts in steps: a unit, then a set, the rest left alone until then", async () => {
    const { status } = await run(ODD_ESTATE, ["--ou", "Sandbox", "--set", "Ops"]);
    assert.equal(status, 0);
    const { settings } = settingsOf();
    const { resources } = JSON.parse(written("import.json")) as ImportFile;
    assert.equal(resources.filter(({ type }) => type.endsWith(":AccountAssignment")).length, 33);
    assert.ok(
      settings?.unmanaged?.some(({ permissionSets, reason }) => reason === "not adopted yet" && permissionSets?.includes("Developer")),
    );
    assert.ok(settings?.unmanaged?.some(({ groups, reason }) => reason === "not adopted yet" && groups?.includes("ops")));
    const wrong = await run(ODD_ESTATE, ["--ou", "Nowhere"]);
    assert.equal(wrong.status, 2);
    assert.match(wrong.err, /--ou is "Nowhere"; the organization has no such unit; write one of Sandbox, Workloads/);
  });

  it("keeps and says what was read where permissions are missing halfway", async () => {
    const forbidden = (operation: string, input: Record<string, unknown>): boolean =>
      (operation === "GetInlinePolicyForPermissionSet" && input["PermissionSetArn"] === fake?.setArn("Ops")) ||
      (operation === "ListAccountAssignments" && input["AccountId"] === "000000000003");
    const { status, out } = await run(ODD_ESTATE, [], forbidden);
    assert.equal(status, 1);
    assert.match(out, /What permission set Ops grants could not be read: AccessDenied/);
    assert.match(out, /Who holds Inline in 000000000003 could not be read/);
    const { settings, problems } = settingsOf();
    assert.deepEqual(problems, []);
    assert.ok(!settings?.permissionSets.some(({ name }) => name === "Ops"));
    assert.ok(settings?.permissionSets.some(({ name }) => name === "Developer"));
    assert.match(written("decisions.md"), /## Not read/);
  });

  it("does not say of whom it could not read that they are gone", async () => {
    const { status } = await run(ODD_ESTATE, [], (operation) => operation === "ListGroups" || operation === "DescribeUser");
    assert.equal(status, 1);
    const decisions = written("decisions.md");
    assert.match(decisions, /assignments held by somebody whose name could not be read/);
    assert.doesNotMatch(decisions, /no longer exists/);
    assert.match(decisions, /The groups of the identity store d-9367abcdef could not be read: AccessDenied/);
    assert.deepEqual(settingsOf().problems, []);
  });

  it("has one sentence where there is nothing to adopt from", async () => {
    const none = await run({ ...ODD_ESTATE, instance: false });
    assert.equal(none.status, 2);
    assert.match(none.err, /^IAM Identity Center is not enabled in eu-west-1: there is nothing to adopt;[^\n]*\n$/m);
    const account = await run({ ...ODD_ESTATE, owner: "000000000007" });
    assert.equal(account.status, 2);
    assert.match(account.err, /is an instance of the account 000000000007 alone, not of the organization/);
    const denied = await run(ODD_ESTATE, [], (operation) => operation === "DescribeOrganization");
    assert.equal(denied.status, 2);
    assert.match(denied.err, /The organization cannot be read in AWS/);
    const member = { ...ODD_ESTATE, owner: "000000000007", caller: "000000000007" };
    const own = await run(member, [], (operation) => operation === "DescribeOrganization");
    assert.match(own.err, /is of this account, 000000000007: unless that is the management account, it is an account instance/);
    assert.equal(existsSync(join(at, "adopted")), false);
  });

  it("leaves a set of the management account alone for a delegated administrator", async () => {
    await run({ ...ODD_ESTATE, caller: "000000000005" });
    const { settings } = settingsOf();
    assert.ok(!settings?.permissionSets.some(({ name }) => name === "Ops"));
    assert.match(written("decisions.md"), /permission set Ops\*\*: It is held in the management account 100000000001/);
  });

  it("asks once a set and account, never once an assignment: 3,000 assignments in less than a minute at 20 requests a second", async () => {
    const accounts = Array.from({ length: 100 }, (_, index) => ({ id: String(index + 1).padStart(12, "0"), name: `account-${index}` }));
    const groups = Array.from({ length: 30 }, (_, index) => ({
      id: `90677c608a-11111111-0000-0000-0000-0000000000${String(index).padStart(2, "0")}`,
      name: `group-${index}`,
    }));
    const sets = Array.from({ length: 10 }, (_, index) => ({ name: `Set-${index}`, managed: ["ReadOnlyAccess"] }));
    const assignments = accounts.flatMap(({ id }) =>
      groups.map((group, index) => ({ set: `Set-${index % 10}`, account: id, principal: group.id })),
    );
    assert.equal(assignments.length, 3_000);
    const { status, out } = await run({ management: "000000000001", accounts, sets, groups, assignments }, ["--json"]);
    assert.equal(status, 0, out);
    const { calls, toImport } = JSON.parse(out) as { calls: number; toImport: number };
    assert.equal(toImport, 3_000 + 10 * 3);
    assert.equal(fake!.calls.get("ListAccountAssignments"), 1_000);
    // Six of each set, and the pages of its accounts, a hundred each.
    const of = (operation: string): number | undefined => fake!.calls.get(operation);
    assert.deepEqual(
      [
        ...["DescribePermissionSet", "ListTagsForResource", "GetInlinePolicyForPermissionSet", "GetPermissionsBoundaryForPermissionSet"],
        ...["ListManagedPoliciesInPermissionSet", "ListCustomerManagedPolicyReferencesInPermissionSet"],
      ].map(of),
      Array<number>(6).fill(10),
    );
    assert.equal(of("ListAccountsForProvisionedPermissionSet"), 10 * Math.ceil(accounts.length / 100));
    assert.equal(calls, fake!.total);
    assert.ok(calls < 20 * 60, `${calls} calls`);
  });

  it("adopts the AWS half of an estate on Active Directory, and tells the way to federation", async () => {
    const { status, out, err } = await run({
      management: "100000000001",
      accounts: [
        { id: "100000000001", name: "management" },
        { id: "200000000001", name: "app" },
      ],
      sets: [{ name: "Ops", description: "by hand", session: "PT8H", managed: ["ReadOnlyAccess"] }],
      // As a directory brings them: with its domain, and without an object id of Entra.
      groups: [{ id: "90677c608a-11111111-0000-0000-0000-000000000001", name: "AWS Ops@corp.example.com" }],
      assignments: [{ set: "Ops", account: "200000000001", principal: "90677c608a-11111111-0000-0000-0000-000000000001" }],
    });
    assert.equal(status, 0, out + err);
    const { settings, problems } = settingsOf();
    assert.deepEqual(problems, []);
    assert.equal(settings?.phase, "aws");
    assert.equal(settings.access[0]?.group, "AWS Ops@corp.example.com");
    const types = (JSON.parse(written("import.json")) as ImportFile).resources.map(({ type }) => type);
    assert.ok(!types.some((type) => type.startsWith("azuread:")));
    assert.match(written("decisions.md"), /the way to federation.*Active Directory deletes all assignments/);
  });
});
