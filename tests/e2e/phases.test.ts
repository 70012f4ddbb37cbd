import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse, stringify } from "yaml";
import { AwsReader, EntraReader } from "./clouds";
import { expectedOfDev } from "./expected";
import { filesWith, type Ran, Sandbox, succeeded } from "./sandbox";

type Config = Record<string, unknown>;

/** Two more groups than provisioning on demand takes in ten seconds. */
const more = ["aws-emergency-access", "aws-travel-exception"];
const expected = [...expectedOfDev, ...more.map((group) => `Security-Audit-RO ${group} 300000000002`)].sort();

describe("from connect to assign and back, on the real engine", function () {
  this.timeout(300_000);
  const sandbox = new Sandbox("dev");
  const temporary = mkdtempSync(join(tmpdir(), "federation-phases-"));
  let environment: NodeJS.ProcessEnv;
  let aws: AwsReader;
  let entra: EntraReader;
  let assign: Config;
  let token: string;

  before(async () => {
    environment = await sandbox.variables();
    aws = new AwsReader(environment);
    entra = new EntraReader(environment);
    token = succeeded(await sandbox.pulumi(["config", "get", "federation:scimToken"])).stdout.trim();
    const { config } = parse(readFileSync(environment["PULUMI_OPTION_CONFIG_FILE"]!, "utf8")) as { config: Config };
    const access = config["federation:access"] as object[];
    assign = {
      ...config,
      "federation:access": [...access, ...more.map((group) => ({ group, permissionSet: "Security-Audit-RO", accounts: "app-dev" }))],
    };
  });
  after(async () => {
    await sandbox.reset();
    rmSync(temporary, { recursive: true, force: true });
  });

  async function run(command: readonly string[], config: Config, leaveOut: readonly string[] = []): Promise<Ran> {
    const source = parse(readFileSync(environment["PULUMI_OPTION_CONFIG_FILE"]!, "utf8")) as { config: Config };
    const left = Object.fromEntries(Object.entries({ ...assign, ...config }).filter(([key]) => !leaveOut.includes(key)));
    const file = join(temporary, "Pulumi.dev.yaml");
    writeFileSync(file, stringify({ ...source, config: left }));
    return sandbox.pulumi(command, { env: { PULUMI_OPTION_CONFIG_FILE: file } });
  }
  const previewAndUp = ["up", "--yes", "--policy-pack", "policy"];
  const up = [...previewAndUp, "--skip-preview"];
  const consoleOnly = ["federation:identityCenter", "federation:provisioning", "federation:scimToken"];
  const outputs = async (): Promise<Record<string, unknown>> =>
    JSON.parse(succeeded(await sandbox.pulumi(["stack", "output", "--json"])).stdout) as Record<string, unknown>;

  it("connects without the values that only the AWS console gives, and says exactly what to do next", async () => {
    const connect = { "federation:phase": "connect" };
    succeeded(await run(previewAndUp, connect, consoleOnly));
    assert.deepEqual(await aws.assignments(), []);
    assert.ok([...(await aws.permissionSets()).values()].includes("Platform-Admin-Mgmt"));
    const { clientId, nextSteps, assignmentCounts, provisioningJobId } = await outputs();
    assert.deepEqual([assignmentCounts, provisioningJobId], [{}, undefined]);
    const steps = nextSteps as string[];
    assert.deepEqual(
      steps.slice(0, 3).map((step) => step.split("\n")[0]),
      [
        "SETTLED R1.1 Enable IAM Identity Center",
        "NOW R3.1 Change the identity source to the external identity provider",
        "LATER R4.1 Enable automatic provisioning and keep its endpoint and token",
      ],
    );
    for (const value of [
      `Federation Metadata XML: https://login.microsoftonline.com/22222222-2222-2222-2222-222222222222/federationmetadata/2007-06/federationmetadata.xml?appid=${String(clientId)}`,
      "Issuer of Identity Center (Entity ID): https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367abcdef",
      "Access portal (Sign-on URL): https://d-9367abcdef.awsapps.com/start",
    ])
      assert.ok(steps[1]!.includes(value), steps[1]);
    succeeded(await run([...up, "--expect-no-changes"], connect, consoleOnly));
  });

  it("names everything that assign needs and that is not there yet", async () => {
    const { status, text } = await run(["preview"], {}, consoleOnly);
    assert.notEqual(status, 0);
    assert.match(
      text,
      /federation:identityCenter\.acsUrls, federation:provisioning\.scimEndpoint, federation:provisioning\.tokenExpires are missing, and phase assign needs them/,
    );
    assert.doesNotMatch(text, /federation:index:Federation/);
  });

  it("waits for a bounded time, then names every group that Identity Center still lacks", async () => {
    // Provisioning sees no assignment yet, and no cycle brings a group.
    await entra.control({ assignmentDelaySeconds: 3600, cycleIntervalSeconds: 3600 });
    const provisioning = { ...(assign["federation:provisioning"] as object), waitMinutes: 0, assignmentDelaySeconds: 0 };
    const { status, text } = await run(previewAndUp, { "federation:provisioning": provisioning });
    assert.notEqual(status, 0);
    assert.match(text, /After 0 minutes \(federation:provisioning\.waitMinutes\) Identity Center still lacks 7 groups: /);
    for (const group of [...new Set(expected.map((line) => line.split(" ")[1]!))]) assert.match(text, new RegExp(`"${group}" \\(`));
    assert.deepEqual(
      text.split("\n").filter((line) => /^\s+at .*[(:]/.test(line)),
      [],
    );
    assert.deepEqual(await aws.assignments(), []);
  });

  it("goes on in the next run, within the limits of provisioning on demand", async () => {
    await entra.control({ assignmentDelaySeconds: 0 });
    const onDemand = async () => (await entra.requests()).filter(({ path }) => path.endsWith("/provisionOnDemand"));
    const before = await onDemand();
    // What the first run asked for counts for ten seconds: this run is held against the limits on its own.
    await sleep(Math.max(0, Date.parse(before.at(-1)!.time) + 10_500 - Date.now()));
    succeeded(await run(up, {}));
    assert.deepEqual(await aws.assignments(), expected);
    const calls = await onDemand();
    assert.equal(calls.length - before.length, 7, "one for each group");
    assert.deepEqual(
      calls.filter(({ status }) => status !== 200),
      [],
    );
    succeeded(await run([...up, "--expect-no-changes"], {}));
  });

  it("takes a customer-managed policy and a boundary off again once they are out of the settings", async () => {
    const sets = assign["federation:permissionSets"] as Config;
    const extra = (more: Config): Config => ({
      "federation:permissionSets": { ...sets, Extra: { managedPolicies: ["SecurityAudit"], ...more } },
    });
    const policies = {
      customerManagedPolicies: [{ name: "team-extra", path: "/team/" }],
      permissionsBoundary: { managedPolicy: "PowerUserAccess" },
    };
    succeeded(await run(up, extra(policies)));
    assert.deepEqual(await aws.attached("Extra"), {
      customerManaged: ["/team/team-extra"],
      boundary: "arn:aws:iam::aws:policy/PowerUserAccess",
    });
    succeeded(await run(up, extra({})));
    assert.deepEqual(await aws.attached("Extra"), { customerManaged: [], boundary: undefined });
  });

  it("goes back only when that is confirmed, and then takes the access away and nothing else", async () => {
    const connect = { "federation:phase": "connect" };
    const refused = await run(["preview"], connect);
    assert.notEqual(refused.status, 0);
    assert.match(refused.text, /federation:phase is "connect": the stack holds 20 account assignments, which that would delete/);
    const [, job] = /pulumi state unprotect '([^']+)'/.exec(refused.text) ?? [];
    assert.ok(job !== undefined, refused.text);

    succeeded(await sandbox.pulumi(["state", "unprotect", job, "--yes"]));
    succeeded(await run(previewAndUp, { ...connect, "federation:confirmReturnToConnect": "true" }));
    assert.deepEqual(await aws.assignments(), []);
    assert.ok([...(await aws.permissionSets()).values()].includes("Platform-Admin"));
    assert.equal((await entra.applications()).length, 1);
  });

  it("leaves the SCIM token nowhere, in no spelling", () => {
    const folder = dirname(environment["PULUMI_BACKEND_URL"]!.replace("file://", ""));
    for (const spelling of [token, encodeURIComponent(token), Buffer.from(token).toString("base64").replace(/=+$/, "").slice(0, -2)])
      assert.deepEqual(filesWith(folder, spelling), []);
  });
});
