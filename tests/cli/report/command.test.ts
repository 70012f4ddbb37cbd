import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import type { Report } from "../../../access/report/report";
import { fixtures, inventory, preview, reportCommand, root } from "./report-command";

describe("federation report", () => {
  const { folder, run, reported, written, settings } = reportCommand();
  const names = (items: Report["gained"]): string[] =>
    items.map(({ risk, group, permissionSet, accountId }) => `${risk} ${group} ${permissionSet} ${accountId}`);

  it("tells what a captured preview gives and takes, most dangerous first", async () => {
    const report = await reported(preview);
    assert.deepEqual(names(report.gained), [
      "high aws-emergency-access Ops-Mgmt 100000000001",
      "high aws-developers Ops 012345678901",
      "high aws-emergency-access Ops 012345678901",
      "high aws-emergency-access Ops 300000000001",
      "medium aws-developers Ops 012345678902",
      "medium aws-emergency-access Ops 012345678902",
      "medium aws-emergency-access Ops 200000000001",
      "medium aws-emergency-access Ops 300000000002",
    ]);
    assert.deepEqual(names(report.lost), ["high aws-data-analysts Data-Analyst-RO 012345678901"]);
    assert.deepEqual(names(report.changed), [
      "high aws-data-engineers Data-Engineer-RW 012345678901",
      "medium aws-data-engineers Data-Engineer-RW 012345678902",
    ]);
    assert.deepEqual(report.unknown, []);
    assert.deepEqual(
      report.permissionSets.map(({ name, change, blastRadius }) => [name, change, blastRadius.assignments]),
      [
        ["Data-Engineer-RW", "changed", 2],
        ["Ops", "new", 7],
        ["Ops-Mgmt", "new", 1],
        ["Developer", "changed", 2],
      ],
    );
    assert.deepEqual(
      report.conditionalAccess.signIns.map(({ persona, from, before: was, after: is }) => [persona, from, was, is]),
      [
        ["everybody else", "FR", "blocked", "mfa"],
        ["members of aws-platform-admins", "FR", "blocked", "compliantDevice and mfa"],
      ],
    );
    assert.deepEqual([report.counts.assignmentsBefore, report.counts.assignmentsAfter], [18, 25]);
  });

  it("says the same of the previews of several stacks as of one stack with all", async () => {
    type Steps = { steps: { urn: string; newState?: { type: string }; oldState?: { type: string } }[] };
    const all = JSON.parse(readFileSync(preview, "utf8")) as Steps;
    const typeOf = ({ newState, oldState }: Steps["steps"][number]): string => (newState ?? oldState)?.type ?? "";
    const isAssignment = (step: Steps["steps"][number]): boolean => typeOf(step) === "aws:ssoadmin/accountAssignment:AccountAssignment";
    const core = written("core.json", JSON.stringify({ ...all, steps: all.steps.filter((step) => !isAssignment(step)) }));
    // An access stack knows the core's sets by the ARNs that it tells, and names its own accounts.
    const federation = all.steps.find((step) => typeOf(step) === "federation:index:Federation")!;
    const parts = ["012345678901", ""].map((account, index) => {
      const mine = all.steps.filter((step) => isAssignment(step) && step.urn.endsWith("012345678901") === (account !== ""));
      const text = JSON.stringify({ ...all, steps: [federation, ...mine] }).replaceAll("urn:pulumi:dev::", `urn:pulumi:dev-${index}::`);
      return written(`part-${index}.json`, text);
    });
    const [one, several] = [await reported(preview), await reported(core, ...parts)];
    for (const list of ["gained", "lost", "changed"] as const) assert.deepEqual(names(several[list]), names(one[list]));
    assert.deepEqual(several.source.files, [core, ...parts]);
    assert.match((await run(core, core)).err, /write one file a preview, each once/);
    assert.equal((await run(core, "-")).status, 2);
  });

  it("says the same of the same preview as a stream of events", async () => {
    const [one, other] = [await reported(preview), await reported(join(fixtures, "change.events.jsonl"))];
    const { source: _one, ...told } = one;
    const { source: _other, ...same } = other;
    assert.deepEqual([_one.kind, _other.kind], ["preview", "preview"]);
    assert.deepEqual(same, told);
  });

  it("names accounts and units, and says why, with an inventory", async () => {
    const { gained, notes, source } = await reported(preview, "--inventory", inventory);
    const item = gained.find(({ group, accountId }) => group === "aws-developers" && accountId === "012345678901")!;
    assert.deepEqual(
      [item.accountName, item.accountUnit, item.production, item.because],
      [
        "data-prod",
        "Workloads/Production",
        true,
        [{ setting: "federation:access[6]", line: null, match: "data-*", from: null, until: null, reason: null }],
      ],
    );
    assert.deepEqual(notes, []);
    assert.match(source.inventory!, /^\S+inventory\.dev\.json, made 2026-11-27 20:05 UTC \(2 days old\), of organization o-\w+$/);
  });

  it("writes a document of the published schema", async () => {
    const validate = new Ajv2020({ validateFormats: false }).compile(
      JSON.parse(readFileSync(join(root, "docs/report.schema.json"), "utf8")) as object,
    );
    for (const args of [
      [preview],
      [preview, "--inventory", inventory],
      ["--before", settings("a.yaml"), "--after", settings("b.yaml"), "--inventory", inventory],
    ])
      assert.ok(validate(await reported(...args)), JSON.stringify(validate.errors));
  });

  it("compares two versions of the settings with nothing but an inventory", async () => {
    const [a, b] = [
      settings("before.yaml"),
      settings("after.yaml", ({ "federation:access": access }) => ({
        "federation:access": [
          ...(access as object[]).slice(0, 4),
          { group: "aws-developers", permissionSet: "Developer", accounts: "data-dev", until: "2026-12-31", reason: "4711" },
        ],
      })),
    ];
    const report = await reported("--before", a, "--after", b, "--inventory", inventory);
    assert.deepEqual(
      [names(report.gained), names(report.lost), report.changed],
      [[], ["medium aws-developers Developer 300000000002"], []],
    );
    assert.match(report.headline, /^1 assignment lost \(1 medium: Developer of aws-developers\); ends of access changed \(1\)\.$/);
    assert.deepEqual(
      report.guards.map(({ effect, sentence }) => [effect, sentence]),
      [["stronger", "aws-developers has Developer in 1 account until 2026-12-31 instead of without an end."]],
    );
    assert.equal(report.lost[0]!.accountName, "app-dev");
    assert.equal(report.lost[0]!.because[0]!.setting, "federation:access[4]");
    assert.equal(report.source.kind, "settings");
    const nothing = await reported("--before", a, "--after", a, "--inventory", inventory);
    assert.equal(nothing.headline, "Nobody's access changes.");
  });

  it("compares two saved states", async () => {
    const digest = JSON.parse(readFileSync(preview, "utf8")) as {
      steps: { op: string; urn: string; oldState?: object; newState?: object }[];
    };
    const state = (name: string, keep: (step: { urn: string; oldState?: object }) => boolean): string =>
      written(
        name,
        JSON.stringify({ version: 3, deployment: { resources: digest.steps.filter(keep).flatMap(({ oldState }) => oldState ?? []) } }),
      );
    const all = state("all.json", () => true);
    const fewer = state("fewer.json", ({ urn }) => !urn.includes("::Developer/"));
    const { lost, gained } = await reported("--before", all, "--after", fewer);
    assert.deepEqual(
      [names(lost), gained],
      [["medium aws-developers Developer 012345678902", "medium aws-developers Developer 300000000002"], []],
    );
    const back = await reported("--before", fewer, "--after", all);
    assert.deepEqual([names(back.gained), back.lost], [names(lost), []]);
  });

  it("ends with 1 past a limit, unless an approval that has not ended covers it", async () => {
    for (const [flag, limit, status, words] of [
      ["--max-losses", "1", 0, ""],
      ["--max-losses", "0", 1, "1 assignment lost, more than the limit of 0.\n"],
      ["--max-accounts", "5", 1, "6 accounts whose access changes, more than the limit of 5.\n"],
      ["--max-admin-gains", "0", 0, ""],
    ] as const) {
      const ran = await run(preview, flag, limit);
      assert.deepEqual([ran.status, ran.err], [status, words], `${flag} ${limit}`);
    }
    const limited = (until: string) => [
      "--inventory",
      inventory,
      "--before",
      settings("x.yaml"),
      "--after",
      settings("y.yaml", ({ "federation:access": access }) => ({
        "federation:access": (access as object[]).slice(0, 4),
        "federation:report": { maxLosses: 1, approval: { reason: "team moves", who: "Grace", until } },
      })),
    ];
    const approved = await run(...limited("2026-11-29"));
    assert.equal(approved.status, 0, approved.err);
    assert.match(approved.out, /Beyond the limits \(maxLosses\), approved by Grace\./);
    const ended = await run(...limited("2026-11-28"));
    assert.equal(ended.status, 1);
    assert.match(ended.out, /Beyond the limits: maxLosses; the approval ended on 2026-11-28\./);
  });

  it("writes CSV that no spreadsheet takes for formulas", async () => {
    const { out } = await run(preview, "--format", "csv");
    const lines = out.trimEnd().split("\r\n");
    assert.equal(lines.length, 1 + 8 + 1 + 2);
    assert.match(lines[0]!, /^"change","risk","group","groupId","permissionSet","accountId"/);
    assert.match(lines[1]!, /^"gained","high","aws-emergency-access","6bde2421-a801-52e7-ba40-3d0512323ca3","Ops-Mgmt","100000000001"/);
    const evil = readFileSync(preview, "utf8").replaceAll("aws-emergency-access", "=cmd|'/c calc'!A1");
    const { out: safe } = await run(written("evil.json", evil), "--format", "csv");
    assert.ok(safe.includes(`"'=cmd|'/c calc'!A1"`) && !/"=/.test(safe));
  });

  it("writes Markdown in which a name mentions nobody and breaks no table", async () => {
    const evil = readFileSync(preview, "utf8").replaceAll("aws-emergency-access", "@acme/all | <img src=x> `x` [y](z)");
    const { out } = await run(written("evil.json", evil));
    const row = out.split("\n").find((line) => line.includes("Ops-Mgmt") && line.startsWith("| high"))!;
    assert.equal(row.split("|").length, 8);
    assert.ok(!/[@<`[]/.test(row), row);
  });

  it("writes a page in which a name is no more than text", async () => {
    const evil = readFileSync(preview, "utf8").replaceAll("aws-emergency-access", "</script><script>alert(1)</script>");
    const { out } = await run(written("evil.json", evil), "--format", "html");
    assert.match(out, /^<!doctype html>\n<html lang="en">/);
    const data = JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/.exec(out)![1]!) as { groups: string[] };
    assert.ok(data.groups.includes("</script><script>alert(1)</script>"));
    assert.ok(!out.includes("<script>alert"));
  });

  it("writes to a file, and says so", async () => {
    const file = join(folder, "out.md");
    const { out, err, status } = await run(preview, "--out", file);
    assert.deepEqual([status, out], [0, ""]);
    assert.match(err, /^8 assignments gained .*\(\S+out\.md\)\n$/);
    assert.match(readFileSync(file, "utf8"), /^## Access change: dev\n\n\*\*8 assignments gained/);
  });
});
