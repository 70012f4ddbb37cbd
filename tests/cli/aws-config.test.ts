import { loadSharedConfigFiles, loadSsoSessionData } from "@smithy/core/config";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { profilesOf, roleArnPattern, templateProblem } from "../../access/aws-profiles";
import type { Grant } from "../../access/model";
import { type Ended, federation } from "./command";
import { restoreEnvironment } from "../../sandbox/tests/environment";

const begin = "# federation dev: begin (written by `federation aws-config`, which replaces what is in here)";
const end = "# federation dev: end";

describe("federation aws-config", () => {
  const folder = mkdtempSync(join(tmpdir(), "federation-aws-config-"));
  const file = join(folder, "config");
  const before = { ...process.env };
  beforeEach(() => {
    delete process.env["PULUMI_OPTION_CONFIG_FILE"];
    // The example settings carry days that grow old.
    process.env["FEDERATION_NOW"] = "2026-11-27T08:00:00Z";
    rmSync(file, { force: true });
  });
  after(() => {
    restoreEnvironment(before);
    rmSync(folder, { recursive: true });
  });

  async function run(...more: string[]): Promise<Ended> {
    const fixed = [
      "--stack",
      "dev",
      "--inventory",
      "docs/examples/inventory.dev.json",
      "--portal",
      "https://d-9367abcdef.awsapps.com/start",
    ];
    const { status, out, err } = await federation("aws-config", ...fixed, "--file", file, ...more);
    return { status, out, err: err.replace(/^From docs.*\n/, "") };
  }
  const bytes = (): Buffer => readFileSync(file);

  it("loads in the AWS SDK for JavaScript: one session, one profile an account and permission set", async () => {
    assert.equal((await run("--group", "aws-developers")).status, 0);
    const { configFile } = await loadSharedConfigFiles({ configFilepath: file, filepath: join(folder, "none"), ignoreCache: true });
    const profile = { sso_session: "federation-dev", sso_role_name: "Developer", region: "eu-west-1" };
    assert.deepEqual(JSON.parse(JSON.stringify(configFile)), {
      "sso-session.federation-dev": {
        sso_start_url: "https://d-9367abcdef.awsapps.com/start",
        sso_region: "eu-west-1",
        sso_registration_scopes: "sso:account:access",
      },
      "app-dev.Developer": { ...profile, sso_account_id: "300000000002" },
      "data-dev.Developer": { ...profile, sso_account_id: "012345678902" },
    });
    assert.deepEqual(Object.keys(await loadSsoSessionData({ configFilepath: file })), ["federation-dev"]);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it("refuses an access portal that is no https address", async () => {
    const { status, err } = await run("--portal", "ftp://d-9367abcdef.awsapps.com/start");
    assert.equal(status, 2);
    assert.match(err, /^--portal is "ftp:\/\/d-9367abcdef\.awsapps\.com\/start"; write the URL of the access portal/);
  });

  it("leaves a device where it is, such as the sandbox's AWS_CONFIG_FILE=/dev/null", async function () {
    // One of its own: should this fail, the machine keeps its /dev/null. Only root makes devices.
    if (spawnSync("mknod", [file, "c", "1", "3"]).status !== 0) this.skip();
    assert.equal((await run("--group", "aws-developers", "--dry-run")).status, 1);
    const { status, err } = await run("--group", "aws-developers");
    assert.equal(status, 2);
    assert.match(err, /cannot be written, and was left as it is: it is no regular file; name one with --file/);
    assert.ok(statSync(file).isCharacterDevice());
  });

  it("writes the same file twice", async () => {
    await run();
    const first = bytes();
    const { status, out } = await run();
    assert.equal(status, 0);
    assert.match(out, /: 18 profiles, nothing to change\.\n$/);
    assert.deepEqual(bytes(), first);
  });

  for (const [what, foreign] of [
    ["plain", "[default]\nregion = eu-central-1\n"],
    ["without a line end at its end", "[default]\nregion = eu-central-1"],
    ["with CRLF", "[default]\r\nregion = eu-central-1\r\n"],
    ["with a byte order mark", "\uFEFF[default]\nregion = eu-central-1\n"],
    ["with another stack's block", "# federation development: begin\n[profile x]\n# federation development: end\n"],
    ["in no encoding at all", Buffer.from([0x23, 0xff, 0xfe, 0xe4, 0x0a])],
  ] as const) {
    it(`leaves what is not its own byte for byte: ${what}`, async () => {
      const original = Buffer.from(foreign as string);
      writeFileSync(file, original);
      await run("--account", "app-dev");
      const text = bytes().toString("latin1");
      assert.deepEqual(bytes().subarray(0, original.length), original);
      assert.equal(text.includes("\r\n"), what === "with CRLF");
      assert.equal(/[^\r]\n/.test(text.slice(original.length)), what !== "with CRLF");

      const tail = Buffer.from("\n[profile mine]\nregion = x");
      writeFileSync(file, Buffer.concat([bytes(), tail]));
      await run("--group", "aws-developers");
      assert.deepEqual(bytes().subarray(0, original.length), original);
      assert.deepEqual(bytes().subarray(-tail.length), tail);
      assert.equal(bytes().toString("latin1").split(end).length, 2);
    });
  }

  it("prunes what it wrote and is gone, and shows the difference before it writes", async () => {
    await run("--group", "aws-developers");
    const first = bytes();
    const dry = await run("--group", "aws-data-analysts", "--account", "data-prod", "--dry-run");
    assert.equal(dry.status, 1);
    assert.deepEqual(bytes(), first);
    const lines = dry.out.trimEnd().split("\n");
    assert.deepEqual(
      lines.filter((line) => /\[/.test(line)),
      ["- [profile app-dev.Developer]", "- [profile data-dev.Developer]", "+ [profile data-prod.Data-Analyst-RO]"],
    );
    assert.equal((await run("--group", "aws-data-analysts", "--account", "data-prod")).status, 0);
    assert.doesNotMatch(bytes().toString(), /Developer/);
  });

  for (const [what, text, sentence] of [
    ["no end", `${begin}\n[profile x]\n`, /^The markers of dev in \S+config are broken \(begin in line 1\): leave one pair, or remove/],
    ["two begins", `${begin}\n${begin}\n${end}\n`, /broken \(begin in line 1, begin in line 2, end in line 3\)/],
    ["the end first", `${end}\n${begin}\n`, /broken \(begin in line 2, end in line 1\)/],
    [
      "a profile of that name outside",
      '[profile "app-dev.Developer"] # mine\n',
      /has \[profile app-dev\.Developer\] outside of this command's/,
    ],
  ] as const) {
    it(`a file with ${what} ends with 2 and one sentence, and stays`, async () => {
      writeFileSync(file, text);
      const { status, out, err } = await run();
      assert.deepEqual([status, out, bytes().toString()], [2, "", text]);
      assert.match(err, sentence);
      assert.equal(err.trimEnd().split("\n").length, 1);
    });
  }

  it("a read-only file ends with 2 and one sentence, and nothing is left beside it", async () => {
    writeFileSync(file, "[default]\n");
    chmodSync(file, 0o400);
    const { status, err } = await run();
    assert.equal(status, 2);
    assert.match(err, /^\S+config cannot be written, and was left as it is: [^\n]+\n$/);
    assert.equal(bytes().toString(), "[default]\n");
    assert.deepEqual(readdirSync(folder), ["config"]);
  });

  it("a link stays a link", async () => {
    const target = join(folder, "target");
    writeFileSync(target, "[default]\n");
    symlinkSync(target, file);
    await run();
    assert.ok(lstatSync(file).isSymbolicLink());
    assert.ok(readFileSync(target, "utf8").includes(begin));
    rmSync(target);
  });

  it("tells machines the pattern of each role's ARN", async () => {
    const { out } = await run("--group", "aws-developers", "--account", "app-dev", "--dry-run", "--json");
    const { profiles, written } = JSON.parse(out) as { profiles: { roleArnPattern: string }[]; written: boolean };
    assert.deepEqual(
      [profiles.map(({ roleArnPattern: arn }) => arn), written, existsSync(file)],
      [["arn:aws:iam::300000000002:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Developer_*"], false, false],
    );
    assert.equal(
      roleArnPattern("300000000002", "X", "us-east-1", "aws"),
      "arn:aws:iam::300000000002:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_X_*",
    );
  });

  it("names profiles alike whoever is asked about, accounts of one name by their ids, too", () => {
    const grant = (accountId: string, accountName: string): Grant => ({
      group: "g",
      permissionSet: "P",
      accountId,
      accountName,
      because: [],
    });
    const all = [grant("1", "twin"), grant("2", "Twin"), grant("3", "my account [x]")];
    const options = { template: "{account}.{permissionSet}", region: "eu-west-1", partition: "aws" } as const;
    const names = (grants: Grant[]) => profilesOf(grants, all, options).map(({ name }) => name);
    assert.deepEqual(names(all), ["Twin-2.P", "my-account-x-.P", "twin-1.P"]);
    assert.deepEqual(names([all[0]!]), ["twin-1.P"]);
  });

  it("refuses a template that cannot tell profiles apart", async () => {
    assert.match(templateProblem("{account}")!, /^must have \{permissionSet\}/);
    assert.match(templateProblem("{ou}-{permissionSet}")!, /^has \{ou\}; write/);
    assert.match(templateProblem("{account} {permissionSet}")!, /^may have letters/);
    assert.equal((await run("--template", "x")).status, 2);
  });
});
