import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { restoreEnvironment } from "../../sandbox/tests/environment";
import { type Ended, federation } from "./command";
import { onExampleDay, suiteFolder } from "./example-day";

const example = "docs/examples/inventory.dev.json";
const root = join(__dirname, "../..");

describe("questions from settings and an inventory", () => {
  onExampleDay();
  const folder = suiteFolder("questions");

  let environment: NodeJS.ProcessEnv;
  beforeEach(() => {
    environment = { ...process.env };
  });
  afterEach(() => restoreEnvironment(environment));

  const ask = (...args: string[]): Promise<Ended> => federation(...args, "--stack", "dev");
  const inventory = ["--inventory", example];

  it("who-can names every group with the line of the stack file, and says where from and how old", async () => {
    const { status, out, err } = await ask("who-can", "app-dev", "--json", ...inventory);
    assert.equal(status, 0);
    assert.match(err, /^From docs\/examples\/inventory\.dev\.json, made \S+ \(2 days old\): 6 accounts of organization o-\w+ \(/);
    const { grants } = JSON.parse(out) as { grants: { group: string; because: { setting: string; line: number; match: string }[] }[] };
    assert.deepEqual(
      grants.map(({ group }) => group),
      ["aws-developers", "aws-platform-admins", "aws-security-auditors"],
    );
    const [developers] = grants;
    const [reason] = developers!.because;
    const line = readFileSync(join(root, "Pulumi.dev.yaml"), "utf8").split("\n")[reason!.line - 1];
    assert.match(line!, /group: aws-developers/);
    assert.deepEqual(grants[0], {
      group: "aws-developers",
      groupId: "d7310e56-963e-5689-a469-9a7469084a11",
      permissionSet: "Developer",
      accountId: "300000000002",
      accountName: "app-dev",
      because: [{ setting: "federation:access[4]", line: reason!.line, match: "ou: Workloads/Development" }],
      conditionalAccess: [
        "AWS IAM Identity Center (dev): multifactor authentication for everybody",
        "AWS IAM Identity Center (dev): blocked outside the allowed countries",
      ],
    });
  });

  it("what-can takes the object id for the name", async () => {
    const byName = await ask("what-can", "AWS-Developers", "--json", ...inventory);
    const byId = await ask("what-can", "D7310E56-963e-5689-a469-9a7469084a11", "--json", ...inventory);
    assert.equal(byId.out, byName.out);
    assert.equal((JSON.parse(byName.out) as { grants: unknown[] }).grants.length, 2);
  });

  it("why says the line in words, and ends with 1 where there is no access", async () => {
    const { out } = await ask("why", "aws-developers", "app-dev", ...inventory);
    assert.match(
      out,
      /^aws-developers holds Developer in app-dev \(300000000002\) because federation:access\[4\] \(line \d+\) says ou: Work/,
    );
    const none = await ask("why", "aws-developers", "app-prod", ...inventory);
    assert.equal(none.status, 1);
    assert.match(none.out, /^aws-developers holds nothing in app-prod/);
  });

  it("an account or a group that is known and has nothing is an answer: nobody, nothing; one that is not known is a slip", async () => {
    const file = join(folder, "Pulumi.dev.yaml");
    const text = readFileSync(join(root, "Pulumi.dev.yaml"), "utf8");
    writeFileSync(file, text.replaceAll("accounts: all }", "accounts: data-dev }"));
    process.env["PULUMI_OPTION_CONFIG_FILE"] = file;
    const who = await ask("who-can", "app-prod", ...inventory);
    assert.deepEqual(
      [who.status, who.out],
      [0, "Nobody has access to app-prod (300000000001): no entry of federation:access gives any.\n"],
    );
    const document = await ask("who-can", "app-prod", "--json", ...inventory);
    assert.equal(document.status, 0);
    assert.deepEqual((JSON.parse(document.out) as { grants: unknown[] }).grants, []);
    const what = await ask("what-can", "aws-travel-exception", ...inventory);
    assert.deepEqual([what.status, what.out], [0, "aws-travel-exception has no access: no entry of federation:access gives it any.\n"]);
    assert.equal((await ask("why", "aws-developers", "app-prod", ...inventory)).status, 1);
    assert.equal((await ask("why", "aws-travel-exception", "app-prod", ...inventory)).status, 1);
    for (const question of [
      ["who-can", "app-prd"],
      ["what-can", "aws-travellers"],
      ["why", "aws-developers", "app-prd"],
      ["aws-config", "--account", "app-prod", "--file", join(folder, "config"), "--portal", "https://x.awsapps.com/start"],
    ])
      assert.equal((await ask(...question, ...inventory)).status, 2, question.join(" "));
  });

  it("what-if answers for a group by its object id, too, and says that it tells as if enabled", async () => {
    const file = join(folder, "Pulumi.report-only.yaml");
    const text = readFileSync(join(root, "Pulumi.dev.yaml"), "utf8");
    writeFileSync(file, text.replace("    state: enabled\n", "    state: disabled\n"));
    process.env["PULUMI_OPTION_CONFIG_FILE"] = file;
    const { groups } = JSON.parse(readFileSync(join(root, example), "utf8")) as { groups: { id: string; displayName: string }[] };
    const { id } = groups.find(({ displayName }) => displayName === "aws-platform-admins")!;
    const { out, err } = await ask("what-if", "--group", id, "--country", "DE", "--device", "other", ...inventory);
    assert.match(out, /^blocked, by .*compliant device/);
    assert.match(err, /Told as if enabled\. The state is disabled: nothing of this is in force\.\n$/);
    const { state } = JSON.parse((await ask("what-if", "--country", "DE", "--json")).out) as { state: string };
    assert.equal(state, "disabled");
  });

  it("what-if takes those for holders of administrators' sets who hold one in the inventory", async () => {
    const { status, out, err } = await ask("what-if", "--json", ...inventory);
    assert.equal(status, 0);
    assert.match(err, /^From docs\/examples/);
    assert.equal(out, (await ask("what-if", "--json")).out);
    assert.equal((await ask("what-if", "--inventory", join(folder, "none.json"))).status, 2);
  });

  it("matrix draws the same grants", async () => {
    assert.match((await ask("matrix", ...inventory)).out, /aws-developers +D +\. +D/);
  });

  it("a group that the inventory lacks is told as unknown; its grants stand", async () => {
    const file = join(folder, "fewer.json");
    const whole = JSON.parse(readFileSync(join(root, example), "utf8")) as { groups: { displayName: string }[] };
    writeFileSync(file, JSON.stringify({ ...whole, groups: whole.groups.filter(({ displayName }) => displayName !== "aws-developers") }));
    const { status, out, err } = await ask("what-can", "aws-developers", "--json", "--inventory", file);
    assert.equal(status, 0);
    assert.match(err, /so that their object ids are unknown: aws-developers\.\n$/);
    assert.deepEqual(
      (JSON.parse(out) as { grants: { groupId: null }[] }).grants.map(({ groupId }) => groupId),
      [null, null],
    );
  });

  it("an inventory that is missing, cut off, or too old for the settings ends with 2 and one sentence", async () => {
    const gone = await ask("matrix", "--inventory", join(folder, "none.json"));
    assert.equal(gone.status, 2);
    assert.match(gone.err, /^The inventory \S+none\.json cannot be read: [^\n]+\n$/);
    const cut = join(folder, "cut.json");
    const text = readFileSync(join(root, example), "utf8");
    writeFileSync(cut, text.slice(0, text.length / 2));
    const { status, out, err } = await ask("matrix", "--inventory", cut);
    assert.deepEqual([status, out], [2, ""]);
    assert.match(err, /^\S+cut\.json is no inventory: it is not JSON, or was cut off; [^\n]+\n$/);
    const old = join(folder, "old.json");
    const whole = JSON.parse(text) as { accounts: { name: string }[] };
    writeFileSync(old, JSON.stringify({ ...whole, accounts: whole.accounts.filter(({ name }) => !name.startsWith("data-")) }));
    const unfit = await ask("matrix", "--inventory", old);
    assert.equal(unfit.status, 2);
    assert.match(
      unfit.err,
      /^The settings in Pulumi\.dev\.yaml do not fit the inventory \S+old\.json, which is 2 days old: federation:access\[2\]/,
    );
  });

  it("the README's own question answers with nothing but Node: no credentials, no pulumi, no home", () => {
    const [, words = ""] = /^npx federation (who-can .*)$/m.exec(readFileSync(join(root, "README.md"), "utf8")) ?? [];
    const { status, stdout, stderr } = spawnSync(process.execPath, ["cli/bin.cjs", ...words.split(" ")], {
      cwd: root,
      encoding: "utf8",
      env: { PATH: dirname(process.execPath), HOME: folder, AWS_ENDPOINT_URL: "http://127.0.0.1:9", GRAPH_ENDPOINT: "http://127.0.0.1:9" },
    });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /aws-developers +Developer +8 h +PowerUserAccess +federation:access\[4\] \(line \d+\)/);
  });
});
