import assert from "node:assert/strict";
import { type ChildProcess } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { cloneInto } from "./clone";
import { AwsReader } from "./clouds";
import { expectedOfDev } from "./expected";
import { type Inventory, inventory } from "./inventory";
import { finished, type Ran, Sandbox, succeeded } from "./sandbox";

const PRODUCTION = "dev-production";
const DEVELOPMENT = "dev-development";

/** A core and two access stacks, on a backend that all runners share: a bucket of the local AWS. */
describe("a federation of several stacks", function () {
  this.timeout(300_000);
  const sandbox = new Sandbox("dev");
  let environment: NodeJS.ProcessEnv;
  let original: Inventory;
  let folder: string;
  let options: { readonly env: NodeJS.ProcessEnv; readonly cwd: string };

  before(async () => {
    environment = await sandbox.variables();
    const endpoint = environment["AWS_ENDPOINT_URL"]!;
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    await new S3Client({ endpoint, region: "eu-west-1", credentials, forcePathStyle: true }).send(
      new CreateBucketCommand({ Bucket: "pulumi-state", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
    );
    // With the bucket, which is not the federation's.
    original = await inventory(environment);
    // A folder of its own: stack files are written there.
    folder = mkdtempSync(join(tmpdir(), "several-stacks-"));
    cloneInto(folder);
    copyFileSync(environment["PULUMI_OPTION_CONFIG_FILE"]!, join(folder, "Pulumi.dev.yaml"));
    const address = new URL(endpoint).host;
    const backend = `s3://pulumi-state?endpoint=${address}&disableSSL=true&s3ForcePathStyle=true&region=eu-west-1`;
    options = { cwd: folder, env: { PULUMI_OPTION_CONFIG_FILE: "", PULUMI_BACKEND_URL: backend } };
    succeeded(await pulumi("stack", "init", "dev"));
  });
  after(async () => {
    await sandbox.reset();
    rmSync(folder, { recursive: true, force: true });
  });

  const pulumi = (...args: string[]): Promise<Ran> => sandbox.pulumi(args, options);
  const up = async (stack: string): Promise<Ran> =>
    succeeded(await pulumi("up", "--yes", "--skip-preview", "--stack", stack, "--policy-pack", "policy"));
  const federation = (...args: string[]): Promise<Ran> => sandbox.run(process.execPath, ["cli/bin.cjs", ...args], options);
  const start = (file: string, args: readonly string[]): Promise<ChildProcess> => sandbox.start(file, args, options);
  const assignments = (): Promise<string[]> => new AwsReader(environment).assignments();
  /** Accounts of the assignments that a stack's state holds. */
  const held = async (stack: string): Promise<string[]> => {
    const { deployment } = JSON.parse(succeeded(await pulumi("stack", "export", "--stack", stack)).stdout) as {
      deployment: { resources?: { type: string; inputs?: { targetId?: string } }[] };
    };
    const found = (deployment.resources ?? []).filter(({ type }) => type === "aws:ssoadmin/accountAssignment:AccountAssignment");
    return [...new Set(found.map(({ inputs }) => inputs?.targetId ?? ""))].sort();
  };
  const divide = (stacks: Record<string, string>): void => {
    const file = join(folder, "Pulumi.dev.yaml");
    const text = readFileSync(file, "utf8").replace(/ {2}federation:stacks:\n(?: {4}.*\n)*/, "");
    const lines = Object.entries(stacks).map(([name, accounts]) => `    ${name}: ${accounts}\n`);
    writeFileSync(file, text.replace("config:\n", `config:\n  federation:stacks:\n${lines.join("")}`));
  };

  it("comes of one stack without a change in the clouds, and is brought up side by side", async () => {
    await up("dev");
    assert.deepEqual(await assignments(), expectedOfDev);
    const whole = await inventory(environment);
    divide({ [PRODUCTION]: "{ ou: Workloads/Production }", [DEVELOPMENT]: "{ ou: Workloads/Development }" });
    const refused = await pulumi("up", "--yes", "--skip-preview", "--stack", "dev");
    assert.notEqual(refused.status, 0);
    assert.match(
      refused.text,
      /puts 8 account assignments of this stack's state into dev-development: `federation split --stack dev` moves them/,
    );
    const { status, stdout } = await federation("split", "--stack", "dev", "--dry-run");
    assert.equal(status, 1);
    assert.match(stdout, /move {3}6 account assignments from dev to dev-production, in the states alone/);
    assert.ok(!existsSync(join(folder, `Pulumi.${PRODUCTION}.yaml`)));
    succeeded(await federation("split", "--stack", "dev", "--yes"));
    await up("dev");
    await Promise.all([up(PRODUCTION), up(DEVELOPMENT)]);
    assert.deepEqual(await inventory(environment), whole);
    assert.deepEqual(
      [await held(PRODUCTION), await held(DEVELOPMENT)],
      [
        ["012345678901", "300000000001"],
        ["012345678902", "300000000002"],
      ],
    );
    succeeded(await pulumi("preview", "--expect-no-changes", "--stack", PRODUCTION));
    succeeded(await federation("split", "--stack", "dev", "--dry-run"));
    succeeded(await federation("drift", "--stack", DEVELOPMENT));
  });

  it("has runners that do not hurt each other: one that is killed leaves the other's stack whole, and recover works for its own", async () => {
    for (const ran of await Promise.all(
      [PRODUCTION, DEVELOPMENT].map((stack) => pulumi("destroy", "--yes", "--skip-preview", "--stack", stack)),
    ))
      succeeded(ran);
    const child = await start("pulumi", ["up", "--yes", "--skip-preview", "--non-interactive", "--color", "never", "--stack", PRODUCTION]);
    const other = up(DEVELOPMENT);
    child.stdout?.on("data", (chunk: Buffer) => {
      if (/AccountAssignment .* creat/.test(chunk.toString())) child.kill("SIGKILL");
    });
    const { status, text } = await finished(child);
    assert.equal(status, null, text);
    await other;
    succeeded(await pulumi("preview", "--expect-no-changes", "--stack", DEVELOPMENT));
    const locked = await pulumi("up", "--yes", "--skip-preview", "--stack", PRODUCTION);
    assert.notEqual(locked.status, 0);
    assert.match(locked.text, /currently locked by/);
    succeeded(await federation("recover", "--stack", PRODUCTION, "--yes"));
    await up(PRODUCTION);
    assert.deepEqual(await assignments(), expectedOfDev);
  });

  it("moves grants between stacks without their going from the cloud, and goes on where a move was killed", async () => {
    const whole = await inventory(environment);
    divide({ [PRODUCTION]: "[{ ou: Workloads/Production }, data-dev]", [DEVELOPMENT]: "app-dev" });
    const child = await start(process.execPath, ["cli/bin.cjs", "split", "--stack", "dev", "--yes"]);
    child.stderr?.on("data", (chunk: Buffer) => {
      if (/Wrote the state of dev-production/.test(chunk.toString())) child.kill("SIGKILL");
    });
    assert.equal((await finished(child)).status, null);
    assert.deepEqual(
      [await held(PRODUCTION), await held(DEVELOPMENT)].map((found) => found.includes("012345678902")),
      [true, true],
    );
    const refused = await pulumi("up", "--yes", "--skip-preview", "--stack", DEVELOPMENT);
    assert.notEqual(refused.status, 0);
    assert.match(refused.text, /account assignments of this stack's state into dev-production/);
    assert.match(succeeded(await federation("split", "--stack", "dev", "--yes")).stdout, /an earlier run was stopped/);
    await Promise.all([up(PRODUCTION), up(DEVELOPMENT)]);
    assert.deepEqual(
      [await held(PRODUCTION), await held(DEVELOPMENT)],
      [["012345678901", "012345678902", "300000000001"], ["300000000002"]],
    );
    assert.deepEqual(await inventory(environment), whole);
  });

  it("is destroyed whole, access stacks first", async () => {
    for (const stack of [PRODUCTION, DEVELOPMENT]) succeeded(await pulumi("destroy", "--yes", "--skip-preview", "--stack", stack));
    succeeded(await pulumi("state", "unprotect", "--all", "--yes", "--stack", "dev"));
    succeeded(await pulumi("destroy", "--yes", "--skip-preview", "--stack", "dev"));
    assert.deepEqual(await inventory(environment), original);
  });
});
