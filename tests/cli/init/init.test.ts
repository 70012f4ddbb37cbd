import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PassThrough } from "node:stream";
import { fixedClock } from "../../../contract/clock";
import { parseSettings } from "../../../access/settings";
import { answersAtTerminal } from "../../../cli/init/answers";
import { INIT_QUESTIONS } from "../../../cli/init/questions";
import { readSettingsFrom } from "../../../cli/stack/settings-file";
import { COMMENTS } from "../../../cli/stack-file/comments";
import { federation } from "../command";
import { Folder, INVENTORY, NOW, TENANT } from "../convert/convert";

const repository = resolve(__dirname, "../../..");
const key = (name: string): string => join(repository, `tests/fixtures/custodians/${name}.public.asc`);

const ANSWERS = {
  homeRegion: "eu-west-1",
  tenantId: TENANT,
  stage: "production",
  productionAccounts: ["ou: Workloads/Production", "tag: env=prod|live"],
  notificationEmails: ["cloud@example.com"],
  platformAdmins: "aws-platform-admins",
  platformAdminAccounts: ["all"],
  auditors: "on",
  auditorAccounts: ["012345678901", "ou: Security"],
  dataAnalysts: "aws-analysts",
  dataAnalystAccounts: ["data-*"],
  dataAnalystBuckets: ["acme-lake"],
  resultBucket: "acme-results",
  emergencyAccessGroup: "aws-emergency",
  allowedCountries: ["NO", "DE"],
  strength: "mfa",
  firstCustodian: "One",
  firstKey: key("one"),
  secondCustodian: "Two",
  secondKey: key("two"),
  alarmEmail: "oncall@example.com",
};

describe("federation init", () => {
  let folder: Folder;
  beforeEach(() => void (folder = new Folder()));
  afterEach(() => folder.remove());

  it("writes a stack file with the comments of Pulumi.prod.yaml, which the settings parser takes", async () => {
    const { status, out, err } = await federation(
      "init",
      "--stack",
      "acme/federation/prod",
      "--answers",
      folder.write("answers.json", ANSWERS),
    );
    assert.equal(status, 0, err);
    const { raw, secrets } = readSettingsFrom("Pulumi.prod.yaml");
    const { settings, problems } = parseSettings({ ...raw }, fixedClock(NOW));
    assert.deepEqual([problems, secrets], [[], []]);
    assert.deepEqual(raw["access"], [
      { group: "aws-platform-admins", permissionSet: "Platform-Admin", accounts: "all" },
      { group: "on", permissionSet: "Security-Audit-RO", accounts: ["012345678901", { ou: "Security" }] },
      { group: "aws-analysts", permissionSet: "Data-Analyst-RO", accounts: "data-*" },
    ]);
    assert.deepEqual(raw["productionAccounts"], [{ ou: "Workloads/Production" }, { tag: { env: ["prod", "live"] } }]);
    assert.deepEqual(settings?.conditionalAccess?.allowedCountries, ["DE", "NO"]);
    assert.equal(settings?.conditionalAccess?.reportOnlyUntil, "2026-12-04");
    assert.equal(settings?.breakglass?.users[1]?.custodian.pgpPublicKey, readFileSync(key("two"), "utf8").trim());
    const text = folder.read("Pulumi.prod.yaml");
    const written = Object.entries(COMMENTS).filter(([, comment]) => text.includes(comment.split("\n")[0]!));
    // What only the console tells is not written yet.
    assert.deepEqual(
      Object.keys(COMMENTS).filter((name) => !written.some(([one]) => one === name)),
      ["acsUrls", "scimEndpoint", "tokenExpires"],
    );
    assert.match(out, /^Pulumi\.prod\.yaml is written\.\n\nNext:\n {2}1\. pulumi stack init acme\/federation\/prod\n/);
  });

  it("ends with commands that the pack lets through until the first drill, where it asks for one", async () => {
    const steps = async (answers: object): Promise<string[]> => {
      const file = folder.write("answers.json", answers);
      const { out } = await federation("init", "--stack", "prod", "--answers", file, "--json");
      return (JSON.parse(out) as { next: string[] }).next;
    };
    const production = await steps(ANSWERS);
    assert.match(production[1]!, /^echo '\{"breakglass-drill": "advisory"\}' > first-drill\.json /);
    assert.equal(production[2], "pulumi preview --stack prod --policy-pack policy --policy-pack-config first-drill.json");
    assert.match(production.at(-3)!, /^npx federation drill --stack prod --user breakglass-1, then breakglass-2 \(write both days/);
    const development = await steps({ ...ANSWERS, stage: "development", productionAccounts: undefined });
    assert.equal(development[1], "pulumi preview --stack prod --policy-pack policy");
    assert.doesNotMatch(development.join(), /drill/);
  });

  it("has no comment that Pulumi.prod.yaml does not have", () => {
    const prod = readFileSync(join(repository, "Pulumi.prod.yaml"), "utf8").replaceAll(/^ *# /gm, "# ");
    for (const comment of Object.values(COMMENTS)) assert.ok(prod.includes(comment.replaceAll("\n", "\n# ")), comment);
  });

  it("shows a second run over an edited file as a difference, and leaves the file as it is", async () => {
    const args = ["init", "--stack", "prod", "--answers", folder.write("answers.json", ANSWERS)];
    await federation(...args);
    assert.match((await federation(...args)).out, /^Pulumi\.prod\.yaml says the same already; nothing was written\.\n/);
    const edited = folder.read("Pulumi.prod.yaml").replace("aws-analysts", "analysts");
    folder.write("Pulumi.prod.yaml", edited);
    const { status, out } = await federation(...args);
    assert.equal(status, 1);
    assert.match(
      out,
      /left as it is\..*\n- federation:access\[2\]: \{"group":"analysts".*\n\+ federation:access\[2\]: \{"group":"aws-analysts"/,
    );
    assert.equal(folder.read("Pulumi.prod.yaml"), edited);
  });

  it("names every mistake of the answers at once", async () => {
    const answers = {
      ...ANSWERS,
      homeregion: "x",
      tenantId: "x",
      auditors: " x",
      resultBucket: "Acme_*",
      firstKey: "nowhere.asc",
      developerAccounts: ["all"],
      auditorAccounts: "all",
      allowedCountries: ["DEU"],
      strength: "sms",
    };
    const { status, err } = await federation("init", "--stack", "prod", "--answers", folder.write("answers.json", answers));
    assert.equal(status, 2);
    const lines = err.trim().split("\n");
    assert.deepEqual(
      lines.map((line) => line.split(/[ :]/)[0]),
      [
        "--answers",
        "homeregion",
        "tenantId",
        "auditors",
        "auditorAccounts",
        "developerAccounts",
        "resultBucket",
        "allowedCountries",
        "strength",
        "firstKey",
      ],
    );
    assert.match(lines[1]!, /^homeregion is no question: did you mean "homeRegion"\?$/);
    assert.match(lines[7]!, /write it by its two-letter code, "DE"/);
  });

  it("refuses accounts that the inventory does not have, and developers in production", async () => {
    const inventory = folder.write("inventory.json", INVENTORY);
    const run = (answers: object) =>
      federation("init", "--stack", "prod", "--answers", folder.write("answers.json", answers), "--inventory", inventory);
    const { err } = await run({ ...ANSWERS, productionAccounts: ["ou: Workloads/Prod"], dataAnalystAccounts: ["shop*"] });
    assert.match(err, /\nproductionAccounts: .*Workloads\/Production/);
    const base = { homeRegion: "eu-west-1", tenantId: TENANT, stage: "production", productionAccounts: ["ou: Workloads/Production"] };
    const { err: developers, status } = await run({ ...base, developers: "devs", developerAccounts: ["ou: Workloads"] });
    assert.equal(status, 2);
    assert.match(developers, /^The answers do not fit together:\n.*shop-prod/);
    assert.equal((await run({ ...base, developers: "devs", developerAccounts: ["shop"] })).status, 0);
  });

  it("needs a terminal, a stack and a project", async () => {
    assert.match(
      (await federation("init", "--stack", "prod")).err,
      /^init asks questions; run it at a terminal, or give --answers with a file/,
    );
    assert.match((await federation("init")).err, /^--stack is missing; name the stack that is to be, such as prod\.\n$/);
  });

  it("asks at the terminal only what follows from the answers, and refuses a wrong one where it was typed", async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 200, rows: 50 });
    let shown = "";
    output.setEncoding("utf8").on("data", (text: string) => (shown += text));
    const type = async (question: string, ...keys: string[]): Promise<void> => {
      for (let tries = 0; !shown.includes(question); tries++) {
        if (tries > 300) throw new Error(`"${question}" was not asked: ${shown}`);
        await new Promise((done) => setTimeout(done, 10));
      }
      shown = "";
      for (const key of keys) {
        input.write(key);
        await new Promise((done) => setTimeout(done, 20));
      }
    };
    const asked = answersAtTerminal(() => Promise.resolve({ managementAccountId: "1", accounts: [], organizationalUnits: ["Workloads"] }), {
      input,
      output,
    } as never);
    await type("Region in which", "Ireland", "\r");
    await type("write an AWS region", "\u0015eu-west-1", "\r");
    await type("Entra directory", TENANT, "\r");
    await type("stack of production", "\u001b[B", "\r");
    await type("Whom does Entra write to", "a@example.com, b@example.com", "\r");
    await type("platform admins (R5.1)", "admins", "\r");
    await type("Accounts of the platform admins", "ou: Workloads", "\r");
    await type("security auditors", "\r");
    await type("developers (R5.5)", "\r");
    await type("data engineers (R5.3)", "\r");
    await type("data analysts (R5.4)", "\r");
    await type("emergency-access", "\r");
    await type("Custodian of breakglass-1", "\r");
    assert.deepEqual(await asked, {
      homeRegion: "eu-west-1",
      tenantId: TENANT,
      stage: "development",
      notificationEmails: ["a@example.com", "b@example.com"],
      platformAdmins: "admins",
      platformAdminAccounts: ["ou: Workloads"],
    });
  });

  it("has every question in docs/start.md", () => {
    const page = readFileSync(join(repository, "docs/start.md"), "utf8");
    for (const { name } of INIT_QUESTIONS) assert.ok(page.includes(`\`${name}\``), name);
  });
});
