import { CloudTrailClient, GetTrailCommand, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, DescribeMetricFiltersCommand, TestMetricFilterCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeRuleCommand, EventBridgeClient, TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { GetUserPolicyCommand, IAMClient, ListAttachedUserPoliciesCommand, ListUsersCommand } from "@aws-sdk/client-iam";
import { DescribeKeyCommand, KMSClient, ListKeysCommand } from "@aws-sdk/client-kms";
import { GetTopicAttributesCommand, ListSubscriptionsByTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as openpgp from "openpgp";
import { listenTo } from "./alarm-listener";
import { AwsReader } from "./clouds";
import { expectedOfProd } from "./expected";
import { type Inventory, inventory } from "./inventory";
import { killDuringUp, recover } from "./kill";
import { findsDeletedAssignment, isDestroyedWhole, refusesToDestroy } from "./lifecycle";
import { filesWith, repository, Sandbox, succeeded } from "./sandbox";
import { missesWhatWasTakenOut } from "./under-the-pack";

const signInRegions = ["ap-southeast-2", "eu-north-1", "eu-west-1", "us-east-1", "us-east-2"];
const account = "100000000001";

describe("prod, on the real engine", function () {
  this.timeout(600_000);
  const sandbox = new Sandbox("prod");
  const temporary = mkdtempSync(join(tmpdir(), "federation-prod-"));
  let environment: NodeJS.ProcessEnv;
  /** Both clouds before the program's first run. */
  let original: Inventory;
  let state: string;

  const settings = (region = "eu-west-1") => ({
    endpoint: environment["AWS_ENDPOINT_URL"]!,
    region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const operator = async (path: string, body: unknown): Promise<void> => {
    const answer = await fetch(`${environment["AWS_ENDPOINT_URL"]}/_sandbox/${path}`, { method: "POST", body: JSON.stringify(body) });
    assert.ok(answer.ok, await answer.text());
  };

  before(async () => {
    environment = await sandbox.variables();
    original = await inventory(environment);
  });
  after(async () => {
    await sandbox.reset();
    rmSync(temporary, { recursive: true, force: true });
  });

  it("recovers from a kill in the middle of its first up", async () => {
    // It takes some five hundred steps.
    assert.ok(await killDuringUp(sandbox, Math.random() * 400));
    await recover(sandbox);
  });

  it("goes up whole, with the pack enforced, to the assignments that the settings mean", async () => {
    succeeded(await sandbox.pulumi(["up", "--yes", "--policy-pack", "policy"]));
    const expected = expectedOfProd();
    assert.ok(expected.length > 100);
    assert.deepEqual(await new AwsReader(environment).assignments(), expected);
  });

  it("changes nothing in a second up, nor after a refresh", async () => {
    succeeded(await sandbox.pulumi(["up", "--yes", "--policy-pack", "policy", "--expect-no-changes"]));
    succeeded(await sandbox.pulumi(["refresh", "--yes", "--expect-no-changes"]));
    succeeded(await sandbox.pulumi(["preview", "--policy-pack", "policy", "--expect-no-changes"]));
    state = succeeded(await sandbox.pulumi(["stack", "export"])).stdout;
  });

  it("has two administrators outside of the federation who can do nothing without MFA", async () => {
    const iam = new IAMClient(settings("us-east-1"));
    const { Users = [] } = await iam.send(new ListUsersCommand({}));
    assert.deepEqual(Users.map(({ UserName }) => UserName).sort(), ["breakglass-1", "breakglass-2"]);
    for (const UserName of ["breakglass-1", "breakglass-2"]) {
      const { AttachedPolicies = [] } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
      assert.deepEqual(
        AttachedPolicies.map(({ PolicyName }) => PolicyName),
        ["AdministratorAccess"],
      );
      const { PolicyDocument = "" } = await iam.send(new GetUserPolicyCommand({ UserName, PolicyName: "breakglass-guard" }));
      const [first] = (JSON.parse(decodeURIComponent(PolicyDocument)) as { Statement: Record<string, unknown>[] }).Statement;
      assert.deepEqual([first?.["Effect"], first?.["Condition"]], ["Deny", { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }]);
      assert.ok((first?.["NotAction"] as string[]).includes("iam:EnableMFADevice"));
    }
  });

  it("records every region, and watches where sign-ins are recorded", async () => {
    const trails = new CloudTrailClient(settings());
    const { Trail } = await trails.send(new GetTrailCommand({ Name: "federation-audit" }));
    assert.deepEqual([Trail?.IsMultiRegionTrail, Trail?.LogFileValidationEnabled, Trail?.IncludeGlobalServiceEvents], [true, true, true]);
    assert.equal((await trails.send(new GetTrailStatusCommand({ Name: "federation-audit" }))).IsLogging, true);
    for (const region of signInRegions) {
      for (const Name of ["breakglass-use", "breakglass-guard-change"]) {
        const rule = await new EventBridgeClient(settings(region)).send(new DescribeRuleCommand({ Name }));
        assert.equal(rule.State, "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", `${Name} in ${region}`);
      }
    }
    const { MetricAlarms = [] } = await new CloudWatchClient(settings()).send(
      new DescribeAlarmsCommand({ AlarmNames: ["breakglass-use"] }),
    );
    assert.equal(MetricAlarms.length, 1);
    const sns = new SNSClient(settings());
    const TopicArn = `arn:aws:sns:eu-west-1:${account}:breakglass-alarms`;
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    assert.match(Attributes?.["KmsMasterKeyId"] ?? "", /^arn:aws:kms:eu-west-1:/);
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    assert.deepEqual(
      Subscriptions.map(({ Protocol, Endpoint }) => [Protocol, Endpoint]),
      [["email", "security-oncall@example.com"]],
    );
  });

  const cloudTrailEvent = (userName: string, eventName: string, readOnly: boolean) => ({
    userIdentity: { type: "IAMUser", userName, arn: `arn:aws:iam::${account}:user/breakglass/${userName}`, accountId: account },
    eventSource: eventName === "ConsoleLogin" ? "signin.amazonaws.com" : "iam.amazonaws.com",
    eventName,
    readOnly,
  });

  it("matches a login, an API call and a read-only one by the deployed pattern and filter, and no near miss", async () => {
    const events = new EventBridgeClient(settings());
    const { EventPattern } = await events.send(new DescribeRuleCommand({ Name: "breakglass-use" }));
    const logs = new CloudWatchLogsClient(settings());
    const { metricFilters = [] } = await logs.send(new DescribeMetricFiltersCommand({ filterNamePrefix: "breakglass-use" }));
    const filterPattern = metricFilters[0]!.filterPattern!;
    const matches = async (detail: object, detailType: string): Promise<[boolean | undefined, boolean]> => {
      const Event = JSON.stringify({
        id: "1",
        version: "0",
        account,
        region: "us-east-1",
        time: "2026-12-01T00:00:00Z",
        resources: [],
        source: "aws.signin",
        "detail-type": detailType,
        detail,
      });
      const { Result } = await events.send(new TestEventPatternCommand({ EventPattern, Event }));
      const filtered = await logs.send(new TestMetricFilterCommand({ filterPattern, logEventMessages: [JSON.stringify(detail)] }));
      return [Result, (filtered.matches ?? []).length > 0];
    };
    const login = "AWS Console Sign In via CloudTrail";
    const call = "AWS API Call via CloudTrail";
    assert.deepEqual(await matches(cloudTrailEvent("breakglass-1", "ConsoleLogin", false), login), [true, true]);
    assert.deepEqual(await matches(cloudTrailEvent("breakglass-2", "ConsoleLogin", false), "AWS Console Signin via CloudTrail"), [
      true,
      true,
    ]);
    assert.deepEqual(await matches(cloudTrailEvent("breakglass-1", "CreateUser", false), call), [true, true]);
    assert.deepEqual(await matches(cloudTrailEvent("breakglass-2", "ListUsers", true), call), [true, true]);
    assert.deepEqual(await matches({ ...cloudTrailEvent("breakglass-1", "AssumeRole", true), eventSource: "sts.amazonaws.com" }, call), [
      true,
      true,
    ]);
    assert.deepEqual(await matches(cloudTrailEvent("breakglass-10", "ConsoleLogin", false), login), [false, false]);
    assert.deepEqual(await matches(cloudTrailEvent("ada", "CreateUser", false), call), [false, false]);
    const role = { type: "AssumedRole", arn: `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Platform-Admin/ada@example.com` };
    assert.deepEqual(await matches({ ...cloudTrailEvent("x", "ListUsers", true), userIdentity: role }, call), [false, false]);
  });

  it("carries a sign-in from another region over the buses to the topic, and no other user's", async () => {
    const listener = await listenTo(`arn:aws:sns:eu-west-1:${account}:breakglass-alarms`, settings());
    await operator("events", { detail: cloudTrailEvent("breakglass-10", "ListUsers", true), account, region: "us-east-1" });
    assert.equal(await listener.heard(), "");
    await operator("sign-in", { kind: "iam", userName: "breakglass-2", region: "us-east-2", mfa: true, success: true });
    const messages = await listener.heard();
    assert.match(messages, /ConsoleLogin/);
    assert.match(messages, /breakglass-2/);
    await listener.leave();
  });

  it("hands over passwords that only their custodian can read, and keeps them nowhere", async () => {
    const { breakglassHandOver } = JSON.parse(succeeded(await sandbox.pulumi(["stack", "output", "--json"])).stdout) as {
      breakglassHandOver: Record<string, { encryptedPassword: string; fingerprint: string; custodian: string }>;
    };
    const key = async (name: string) =>
      openpgp.readPrivateKey({ armoredKey: readFileSync(join(repository, "tests/fixtures/custodians", `${name}.private.asc`), "utf8") });
    const open = async (user: string, name: string): Promise<string> => {
      const message = await openpgp.readMessage({
        binaryMessage: Uint8Array.from(Buffer.from(breakglassHandOver[user]!.encryptedPassword, "base64")),
      });
      return (await openpgp.decrypt({ message, decryptionKeys: await key(name) })).data;
    };
    const passwords = [await open("breakglass-1", "one"), await open("breakglass-2", "two")];
    assert.notEqual(passwords[0], passwords[1]);
    await assert.rejects(open("breakglass-1", "two"));
    const folder = dirname(environment["PULUMI_BACKEND_URL"]!.replace("file://", ""));
    for (const password of passwords) {
      assert.ok(password.length >= 32);
      assert.deepEqual(filesWith(folder, password), []);
      assert.ok(!state.includes(password));
    }
  });

  it("leaves evidence of a drill, and notices what was changed in it later", async () => {
    for (const userName of ["breakglass-1", "breakglass-2"]) await operator("iam/mfa-devices", { userName, name: `${userName}-vault` });
    await operator("console/confirm-subscriptions", {});
    const answers = join(temporary, "answers.json");
    const yes = { yes: true };
    writeFileSync(
      answers,
      JSON.stringify({ operator: "Ada", witness: "Grace", answers: { vault: yes, console: yes, heard: yes, closed: yes } }),
    );
    const folder = join(temporary, "drills");
    const drilling = sandbox.federation(["drill", "--user", "breakglass-1", "--answers", answers, "--folder", folder, "--wait", "2"]);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await operator("sign-in", { kind: "iam", userName: "breakglass-1", region: "eu-north-1", mfa: true, success: true });
    const { status, text } = await drilling;
    assert.equal(status, 0, text);

    const [record] = readdirSync(folder).filter((file) => file.endsWith(".json"));
    succeeded(await sandbox.federation(["drill", "--check", "--folder", folder]));
    const path = join(folder, record!);
    writeFileSync(path, readFileSync(path, "utf8").replace("Grace", "Nobody"));
    const checked = await sandbox.federation(["drill", "--check", "--folder", folder]);
    assert.equal(checked.status, 1);
    assert.match(checked.text, /was changed after it was written/);
  });

  it("refuses a preview with an old drill", async () => {
    const copy = join(temporary, "Pulumi.prod.yaml");
    writeFileSync(
      copy,
      readFileSync(environment["PULUMI_OPTION_CONFIG_FILE"]!, "utf8").replace(
        /breakglass-1: "?\d{4}-\d\d-\d\d"?/,
        'breakglass-1: "2020-01-01"',
      ),
    );
    const { status, text } = await sandbox.pulumi(["preview", "--policy-pack", "policy"], { env: { PULUMI_OPTION_CONFIG_FILE: copy } });
    assert.notEqual(status, 0);
    assert.match(text, /breakglass-drill/);
  });

  it("refuses breakglass settings that would fail on the day, before anything is registered", async () => {
    const fixture = (name: string): string =>
      readFileSync(join(repository, "tests/fixtures/custodians", `${name}.public.asc`), "utf8")
        .trim()
        .replaceAll("\n", "\n            ");
    const source = readFileSync(environment["PULUMI_OPTION_CONFIG_FILE"]!, "utf8");
    const key = /-----BEGIN PGP PUBLIC KEY BLOCK-----[^]*?-----END PGP PUBLIC KEY BLOCK-----/;
    const cases: [string, RegExp][] = [
      [source.replace(key, fixture("expired")), /federation:breakglass\.users\[0\]\.custodian\.pgpPublicKey expired on 2026-01-02/],
      [source.replace(key, fixture("revoked")), /federation:breakglass\.users\[0\]\.custodian\.pgpPublicKey is revoked/],
      [source.replace(key, fixture("two")), /federation:breakglass\.users\[1\]\.custodian\.pgpPublicKey is the key of the/],
      [source.replace(/\[ ?DE, FR, IE, NL ?\]/, "[DE, XX]"), /federation:conditionalAccess\.allowedCountries\[1\] is "XX"/],
      [
        source.replace("travelExceptionGroup: aws-travel-exception", "travelExceptionGroup: aws-emergency-access"),
        /federation:conditionalAccess\.travelExceptionGroup/,
      ],
    ];
    for (const [text, sentence] of cases) {
      assert.notEqual(text, source);
      const copy = join(temporary, "bad.yaml");
      writeFileSync(copy, text);
      const ran = await sandbox.pulumi(["preview"], { env: { PULUMI_OPTION_CONFIG_FILE: copy } });
      assert.notEqual(ran.status, 0);
      assert.match(ran.text, sentence);
      assert.doesNotMatch(ran.text, /\n\s+at .*\(|federation:index:Federation/);
    }
  });

  describe("under the policy pack", () => missesWhatWasTakenOut(sandbox, () => state));

  it("finds by refresh an assignment that was deleted behind its back, and makes it again", async () => {
    await findsDeletedAssignment(sandbox, { permissionSet: "Security-Audit-RO", group: "aws-sre", accountId: "012345678905" });
    assert.deepEqual(await new AwsReader(environment).assignments(), expectedOfProd());
  });

  it("refuses to destroy what is protected, and says so", () => refusesToDestroy(sandbox));

  it("destroys everything that it made once that is unprotected: users with their security keys, logs, and keys in AWS's waiting time", async () => {
    await isDestroyedWhole(sandbox, original);
    const kms = new KMSClient(settings());
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
