import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { AwsReader } from "./clouds";
import { type Ran, repository, Sandbox, succeeded } from "./sandbox";

type Config = Record<string, unknown>;

const PLAIN_TOKEN = "planted-scim-token-4f1c9a";

/** Every mistake of the list at once, each under a setting of its own. */
const wrong: Config = {
  "federation:stange": "development",
  "federation:tenantId": "22222222-2222",
  "federation:identityCenter": { acsUrls: ["http://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d-1111-2222-3333-444455556666"] },
  "federation:enterpriseApp": { signingCertificates: [{ slot: "2019", endDate: "2022-09-30T00:00:00Z" }] },
  "federation:permissionSets": {
    Short: { managedPolicies: ["SecurityAudit"], sessionHours: 0.5 },
    Long: { managedPolicies: ["SecurityAudit"], sessionHours: 13 },
    Trial: { managedPolicies: ["PowerUserAccess"], nonProductionOnly: true },
    "Data-Engineer-RW": { buckets: ["acme-dev-*"] },
  },
  "federation:access": [
    { group: "aws-platform-admins", permissionSet: "Platform-Admin", accounts: "all" },
    { accounts: ["all"], permissionSets: ["Platform-Admin"], group: "aws-platform-admins" },
    { group: "aws-developers", permissionSet: "Develper", accounts: "app-dev" },
    { group: "AWS-Developers", permissionSet: "Security-Audit-RO", accounts: "app-dev" },
    { group: "aws-data-analysts", permissionSet: "Security-Audit-RO", accounts: "dat-*" },
    { group: "aws-data-analysts", permissionSet: "Security-Audit-RO", accounts: { ou: "Workloads/Prod" } },
    { group: "aws-data-analysts", permissionSet: "Security-Audit-RO", accounts: "0123456789012" },
    { group: "aws-developers", permissionSet: "Developer", accounts: { ou: "Workloads/Production" } },
    { group: "aws-developers", permissionSet: "Trial", accounts: "data-prod" },
  ],
  "federation:scimToken": PLAIN_TOKEN,
};

/** One sentence a mistake: path, value, remedy. */
const sentences = [
  'federation:stange is no setting: did you mean "stage"?',
  'federation:tenantId is "22222222-2222": write the Entra directory (tenant) id, a UUID such as 22222222-2222-2222-2222-222222222222.',
  'federation:identityCenter.acsUrls[0] is "http://eu-west-1.signin.aws/platform/saml/acs/0a1b2c3d-1111-2222-3333-4444555566…": write it with https://.',
  'federation:enterpriseApp.signingCertificates[0].endDate is "2022-09-30T00:00:00Z": that is in the past; add the next slot with a later end and remove this one.',
  "federation:permissionSets.Short.sessionHours is 0.5: write whole hours from 1 to 12, such as 8.",
  "federation:permissionSets.Long.sessionHours is 13: write whole hours from 1 to 12, such as 8.",
  'federation:permissionSets.Data-Engineer-RW.buckets[0] is "acme-dev-*": write whole bucket names without wildcards, one entry a bucket: a wildcard also matches buckets of others.',
  "federation:access[1] repeats federation:access[0]: remove one of them.",
  'federation:access[2].permissionSet is "Develper": there is no such permission set; did you mean "Developer"?',
  'federation:access[4].accounts is "dat-*": it matches no account name; the organization has app-dev, app-prod, data-dev, data-prod, management and 1 more.',
  'federation:access[5].accounts.ou is "Workloads/Prod": the organization has no such organizational unit; did you mean "Workloads/Production"?',
  'federation:access[6].accounts is "0123456789012": write an account id of 12 digits; this has 13.',
  "federation:access[7].accounts gives Developer, which is for non-production accounts only, in production: data-prod (012345678901), app-prod (300000000001); leave them out with except, or give another permission set.",
  "federation:access[8].accounts gives Trial, which is for non-production accounts only, in production: data-prod (012345678901); leave them out with except, or give another permission set.",
  "federation:scimToken is there in plain text: run `pulumi config set --secret federation:scimToken`, and replace the token in the AWS console, as it is disclosed.",
];

const custodianKey = (name: string): string => join(repository, `tests/fixtures/custodians/${name}.public.asc`);

describe("wrong settings, on the real engine", function () {
  this.timeout(300_000);
  const sandbox = new Sandbox("dev");
  const temporary = mkdtempSync(join(tmpdir(), "federation-bad-input-"));
  let right: { config: Config };
  let environment: NodeJS.ProcessEnv;

  before(async () => {
    environment = await sandbox.variables();
    right = parse(readFileSync(environment["PULUMI_OPTION_CONFIG_FILE"]!, "utf8")) as { config: Config };
  });
  after(async () => {
    await sandbox.reset();
    rmSync(temporary, { recursive: true, force: true });
  });

  async function preview(config: Config): Promise<Ran> {
    const file = join(temporary, "Pulumi.dev.yaml");
    writeFileSync(file, stringify({ ...right, config: { ...right.config, ...config } }));
    return sandbox.pulumi(["preview", "--policy-pack", "policy"], { env: { PULUMI_OPTION_CONFIG_FILE: file } });
  }

  it("are told all at once, a sentence each, before any resource is registered and without a stack trace", async () => {
    const { status, text } = await preview(wrong);
    assert.notEqual(status, 0);
    const messages = text.split("\n").map((line) => line.trim().replace(/^error: /, ""));
    for (const sentence of sentences) assert.ok(messages.includes(sentence), `${sentence}\nis not in\n${text}`);
    const mistakes = messages.filter((line) => line.startsWith("federation:") && / (is|repeats|gives|has|names) /.test(line));
    assert.deepEqual([...new Set(mistakes)].sort(), [...sentences].sort());
    assert.doesNotMatch(text, /\n\s+at .*\(/);
    assert.doesNotMatch(text, /federation:index:Federation|azuread:|aws:ssoadmin/);
    assert.ok(!text.includes(PLAIN_TOKEN));
    assert.deepEqual([...(await new AwsReader(environment).permissionSets()).values()], []);
  });

  it("keep their place beside a right one: each alone is told alone", async () => {
    const { text } = await preview({ "federation:stange": "development" });
    assert.match(text, /federation:stange is no setting/);
    assert.doesNotMatch(text, /federation:access\[|federation:tenantId/);
  });

  it("come from `federation init` never: what it writes previews under the pack", async () => {
    const file = join(temporary, "Pulumi.first.yaml");
    const answers = join(temporary, "answers.json");
    writeFileSync(
      answers,
      JSON.stringify({
        homeRegion: "eu-west-1",
        tenantId: right.config["federation:tenantId"],
        stage: "production",
        productionAccounts: ["ou: Workloads/Production"],
        notificationEmails: ["cloud-platform@example.com"],
        platformAdmins: "aws-platform-admins",
        platformAdminAccounts: ["all"],
        developers: "aws-developers",
        developerAccounts: ["ou: Workloads/Development"],
        dataAnalysts: "aws-data-analysts",
        dataAnalystAccounts: ["tag: domain=data"],
        dataAnalystBuckets: ["acme-lake"],
        resultBucket: "acme-results",
        emergencyAccessGroup: "aws-emergency-access",
        allowedCountries: ["NO", "DE"],
        strength: "phishingResistant",
        ...{ firstCustodian: "One", firstKey: custodianKey("one"), secondCustodian: "Two", secondKey: custodianKey("two") },
        alarmEmail: "oncall@example.com",
      }),
    );
    const env = { PULUMI_OPTION_CONFIG_FILE: file };
    const { stdout } = succeeded(await sandbox.federation(["init", "--stack", "dev", "--answers", answers, "--live"], { env }));
    // The commands that it ends with, word for word.
    const [, drilled] = /echo '(.*)' > first-drill\.json/.exec(stdout) ?? [];
    const [, line] = /\n +\d+\. pulumi (preview --stack dev .*)\n/.exec(stdout) ?? [];
    const config = join(temporary, "first-drill.json");
    writeFileSync(config, drilled!);
    const { text } = succeeded(await sandbox.pulumi(line!.replace("first-drill.json", config).split(" "), { env }));
    assert.match(text, /azuread:index:ConditionalAccessPolicy|aws:ssoadmin:PermissionSet/);
    const again = await sandbox.federation(["init", "--stack", "dev", "--answers", answers], { env });
    assert.match(again.text, /says the same already; nothing was written/);
  });
});
