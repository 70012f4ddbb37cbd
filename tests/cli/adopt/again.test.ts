import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportFile } from "../../../access/import-file";
import { restoreEnvironment } from "../../../sandbox/tests/environment";
import { federation } from "../command";
import { FakeAws, type HandMadeEstate } from "./fake-aws";

const GROUP = "90677c608a-11111111-0000-0000-0000-000000000001";
const ESTATE: HandMadeEstate = {
  management: "100000000001",
  units: ["Workloads"],
  accounts: [
    { id: "100000000001", name: "management" },
    { id: "200000000001", name: "app", unit: "Workloads" },
    { id: "200000000002", name: "1e3", unit: "Workloads" },
  ],
  sets: [
    { name: "Ops", description: "by hand", session: "PT8H", managed: ["ReadOnlyAccess"] },
    { name: "Audit", description: "by hand", session: "PT8H", managed: ["SecurityAudit"] },
  ],
  groups: [{ id: GROUP, name: "no" }],
  assignments: ["Ops", "Audit"].flatMap((set) => ["200000000001", "200000000002"].map((account) => ({ set, account, principal: GROUP }))),
};

describe("an adoption that was broken off", function () {
  this.timeout(60_000);
  const environment = { ...process.env };
  const folder = mkdtempSync(join(tmpdir(), "federation-adopt-again-"));
  let fake: FakeAws;

  before(async () => {
    fake = await FakeAws.start(ESTATE);
    Object.assign(process.env, {
      ...{ AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_ENDPOINT_URL: fake.endpoint },
      FEDERATION_NOW: "2026-11-28T12:00:00Z",
      PULUMI_OPTION_CONFIG_FILE: join(folder, "none.yaml"),
      PATH: `${folder}:/usr/bin:/bin`,
    });
    delete process.env["ARM_TENANT_ID"];
    writeFileSync(join(folder, "pulumi"), `#!/bin/sh\ncat ${join(folder, "state.json")}\n`);
    chmodSync(join(folder, "pulumi"), 0o755);
    holds([]);
  });
  after(async () => {
    await fake.stop();
    restoreEnvironment(environment);
    rmSync(folder, { recursive: true, force: true });
  });

  /** What `pulumi stack export` shows from now on. */
  function holds(resources: ImportFile["resources"]): void {
    const own = resources.filter(({ id }) => id !== undefined);
    const rows = own.map(({ type, name, id }) => ({ urn: `urn:pulumi:prod::federation::${type}::${name}`, type, id, custom: true }));
    writeFileSync(join(folder, "state.json"), JSON.stringify({ version: 3, deployment: { resources: rows } }));
  }
  const adopt = (...args: string[]) => federation("adopt", "--stack", "prod", "--half", "aws", ...args);
  const importsOf = (at: string): ImportFile["resources"] =>
    (JSON.parse(readFileSync(join(folder, at, "import.json"), "utf8")) as ImportFile).resources.filter(({ id }) => id !== undefined);
  const key = ({ type, id }: ImportFile["resources"][number]): string => `${type} ${id}`;

  it("is taken up again: what the state holds is imported no second time, what it lacks is told, until nothing is outside", async () => {
    assert.equal((await adopt("--out", join(folder, "first"))).status, 0);
    const all = importsOf("first");
    assert.equal(all.length, 2 * 3 + 4);
    // The import broke off after the third resource.
    holds(all.slice(0, 3));
    const { out, status } = await adopt("--out", join(folder, "first"));
    assert.equal(status, 0, out);
    assert.match(out, /7 resources to import; 3 are in the state already/);
    assert.deepEqual(importsOf("first").map(key).sort(), all.slice(3).map(key).sort());

    process.env["PULUMI_OPTION_CONFIG_FILE"] = join(folder, "first", "Pulumi.prod.yaml");
    const check = await adopt("--check", "--json");
    assert.equal(check.status, 1);
    const { outside } = JSON.parse(check.out) as { outside: { kind: string }[] };
    assert.deepEqual([...new Set(outside.map(({ kind }) => kind))], ["not in the state"]);
    assert.equal(outside.length, 7);
    holds(all);
    const whole = await adopt("--check");
    assert.deepEqual(
      [whole.status, whole.out.trim()],
      [0, "Nothing is outside of prod: whatever is there is declared, or left alone on purpose."],
    );
  });

  it("goes part by part: the second part asks for nothing of the first again", async () => {
    process.env["PULUMI_OPTION_CONFIG_FILE"] = join(folder, "none.yaml");
    holds([]);
    await adopt("--out", join(folder, "part"), "--set", "Ops");
    const first = importsOf("part");
    assert.equal(first.length, 3 + 2);
    holds(first);
    await adopt("--out", join(folder, "rest"));
    assert.deepEqual(
      importsOf("rest")
        .map(({ name }) => name)
        .filter((name) => name.startsWith("Ops")),
      [],
    );
    assert.equal(importsOf("rest").length, 3 + 2);
    process.env["PULUMI_OPTION_CONFIG_FILE"] = join(folder, "part", "Pulumi.prod.yaml");
    const { out, status } = await adopt("--check");
    assert.equal(status, 0, out);
  });
});
