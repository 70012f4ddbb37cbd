import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { AwsReader, EntraReader } from "./clouds";
import { expectedOfDev as expected } from "./expected";
import { type Inventory, inventory } from "./inventory";
import { findsDeletedAssignment, isDestroyedWhole, refusesToDestroy } from "./lifecycle";
import { filesWith, repository, Sandbox, succeeded } from "./sandbox";

describe("dev, on the real engine", function () {
  this.timeout(300_000);
  const sandbox = new Sandbox("dev");
  const temporary = mkdtempSync(join(tmpdir(), "federation-e2e-"));
  let environment: NodeJS.ProcessEnv;
  let aws: AwsReader;
  /** Both clouds before the program's first run. */
  let original: Inventory;
  let token: string;

  before(async () => {
    environment = await sandbox.variables();
    aws = new AwsReader(environment);
    original = await inventory(environment);
    token = succeeded(await sandbox.pulumi(["config", "get", "federation:scimToken"])).stdout.trim();
    assert.ok(token.length > 20);
  });
  after(async () => {
    await sandbox.reset();
    rmSync(temporary, { recursive: true, force: true });
  });

  it("previews with the pack and creates nothing", async () => {
    const { text } = succeeded(await sandbox.pulumi(["preview", "--policy-pack", "policy"]));
    assert.match(text, /federation:index:Federation federation create/);
    assert.doesNotMatch(text, /mandatory/);
    assert.deepEqual(await inventory(environment), original);
  });

  it("refuses wrong settings before anything is registered: one sentence a mistake, no stack trace", async () => {
    const copy = join(temporary, "Pulumi.dev.yaml");
    const settings = readFileSync(environment["PULUMI_OPTION_CONFIG_FILE"]!, "utf8")
      .replace("accounts: data-*", "accounts: dat-*")
      .replace("permissionSet: Developer", "permissionSet: Develper")
      .replace("ou: Workloads/Production", "ou: Workloads/Prod")
      .replace("federation:stage: development", "federation:stage: development\n  federation:stange: development");
    writeFileSync(copy, settings);
    const { status, text } = await sandbox.pulumi(["preview"], { env: { PULUMI_OPTION_CONFIG_FILE: copy } });
    assert.notEqual(status, 0);
    assert.match(text, /federation:access\[2\]\.accounts is "dat-\*": /);
    assert.match(text, /federation:access\[4\]\.permissionSet is "Develper": .*"Developer"/);
    assert.match(text, /federation:productionAccounts\[0\].* "?Workloads\/Prod"?/);
    assert.match(text, /federation:stange .*"stage"/);
    assert.doesNotMatch(text, /\n\s+at .*\(/);
    assert.doesNotMatch(text, /federation:index:Federation/);
  });

  it("goes in one up from the app to the assignments that the settings mean", async () => {
    succeeded(await sandbox.pulumi(["up", "--yes", "--policy-pack", "policy"]));
    assert.deepEqual(await aws.assignments(), expected);
  });

  it("changes nothing in a second up, nor after a refresh", async () => {
    succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy", "--expect-no-changes"]));
    succeeded(await sandbox.pulumi(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]));
    succeeded(await sandbox.pulumi(["preview", "--policy-pack", "policy", "--expect-no-changes"]));
  });

  it("tells what people need, and nothing secret", async () => {
    const outputs = JSON.parse(succeeded(await sandbox.pulumi(["stack", "output", "--json", "--show-secrets"])).stdout) as Record<
      string,
      unknown
    >;
    assert.equal(outputs["accessPortalUrl"], "https://d-9367abcdef.awsapps.com/start");
    assert.equal(
      outputs["federationMetadataUrl"],
      `https://login.microsoftonline.com/22222222-2222-2222-2222-222222222222/federationmetadata/2007-06/federationmetadata.xml?appid=${String(outputs["clientId"])}`,
    );
    assert.deepEqual(Object.keys(outputs["assignmentCounts"] as object), [
      "Data-Analyst-RO",
      "Data-Engineer-RW",
      "Developer",
      "Platform-Admin",
      "Platform-Admin-Mgmt",
      "Security-Audit-RO",
      "Security-Audit-RO-Mgmt",
    ]);
    assert.ok(!JSON.stringify(outputs).includes(token));
  });

  it("adds one grant as one resource", async () => {
    const copy = join(temporary, "one-more.yaml");
    writeFileSync(
      copy,
      readFileSync(environment["PULUMI_OPTION_CONFIG_FILE"]!, "utf8").replace(
        /(\n\s*- \{ group: aws-developers)/,
        "\n    - { group: aws-data-analysts, permissionSet: Data-Analyst-RO, accounts: app-dev }$1",
      ),
    );
    const { stdout } = succeeded(await sandbox.pulumi(["preview", "--json"], { env: { PULUMI_OPTION_CONFIG_FILE: copy } }));
    const { steps } = JSON.parse(stdout) as { steps: { op: string; urn: string }[] };
    assert.deepEqual(
      steps.filter(({ op }) => op !== "same").map(({ op, urn }) => [op, urn.split("::").at(-1)]),
      [["create", `Data-Analyst-RO/${await new EntraReader(environment).groupId("aws-data-analysts")}/300000000002`]],
    );
  });

  it("finds by refresh an assignment that was deleted behind its back, and makes it again", async () => {
    await findsDeletedAssignment(sandbox, { permissionSet: "Developer", group: "aws-developers", accountId: "300000000002" });
    assert.deepEqual(await aws.assignments(), expected);
  });

  it("is verified in both clouds, once the operator has done what only a console can", async () => {
    succeeded(await sandbox.federation(["activate-certificate", "--yes"]));
    const metadata = join(temporary, "metadata.xml");
    succeeded(await sandbox.federation(["fetch-metadata", "--out", metadata]));
    assert.match(readFileSync(metadata, "utf8"), /entityID="https:\/\/sts\.windows\.net\/22222222-2222-2222-2222-222222222222\/"/);
    const certificate = join(temporary, "certificate.pem");
    const fetched = succeeded(await sandbox.federation(["fetch-metadata", "--certificate", "2026", "--out", certificate, "--json"]));
    const { thumbprint } = JSON.parse(fetched.stdout) as { thumbprint: string };
    assert.equal(new X509Certificate(readFileSync(certificate)).fingerprint.replaceAll(":", ""), thumbprint);
    const { status, text } = await sandbox.federation(["verify"]);
    assert.match(text, /R5\.7 +ok .*exactly those of the settings|R5\.7/);
    assert.equal(status, 0, text);
  });

  it("ends `npm run sandbox` with what it did to access, and where the page is", async () => {
    const { stdout } = succeeded(await sandbox.whole());
    const [, headline, page] = /What this did to access:\n {2}(.*)\n {2}Page for a browser: (.*)\n/.exec(stdout)!;
    assert.equal(headline, "Nobody's access changes.");
    const [, data] = /id="data">(.*?)<\/script>/.exec(readFileSync(join(repository, page!), "utf8"))!;
    const { items, kept } = JSON.parse(data!) as { items: unknown[]; kept: { accounts: number[] }[] };
    assert.deepEqual([items.length, kept.flatMap(({ accounts }) => accounts).length], [0, expected.length]);
  });

  it("refuses the step back to connect while there are assignments", async () => {
    const copy = join(temporary, "connect.yaml");
    writeFileSync(
      copy,
      readFileSync(environment["PULUMI_OPTION_CONFIG_FILE"]!, "utf8").replace("federation:phase: assign", "federation:phase: connect"),
    );
    const { status, text } = await sandbox.pulumi(["preview"], { env: { PULUMI_OPTION_CONFIG_FILE: copy } });
    assert.notEqual(status, 0);
    assert.match(text, /federation:phase is "connect": the stack holds 18 account assignments/);
  });

  it("keeps the SCIM token out of state, logs, outputs and diffs", async () => {
    const state = environment["PULUMI_BACKEND_URL"]!.replace("file://", "");
    assert.deepEqual(filesWith(state, token), []);
    // Everything of the set: logs of clouds and engine, generated settings, world.
    assert.deepEqual(filesWith(dirname(state), token), []);
    const { text } = succeeded(await sandbox.pulumi(["preview", "--diff", "--show-sames", "--policy-pack", "policy"]));
    assert.ok(!text.includes(token));
    assert.ok(!succeeded(await sandbox.pulumi(["stack", "export"])).stdout.includes(token));
  });

  it("refuses to destroy what is protected, and says so", () => refusesToDestroy(sandbox));

  it("destroys everything that it made once that is unprotected", () => isDestroyedWhole(sandbox, original));
});
