import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBridgeClient, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { HeadBucketCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { build } from "esbuild";
import pMap from "p-map";
import { instanceArn } from "../../aws/cloud";
import { PluginClient, secret } from "../shared/plugin-client";
import { startPlugin, type Plugin } from "./plugin";

describe("the aws plugin", function () {
  this.timeout(60_000);
  let plugin: Plugin;
  before(async () => (plugin = await startPlugin({ defaultTags: '{"tags":{"owner":"platform"}}', maxRetries: "2" })));
  after(() => plugin.stop());

  it("works in the region of the resource", async () => {
    const type = "aws:cloudwatch/eventRule:EventRule";
    const inputs = { region: "us-east-1", name: "elsewhere", eventPattern: '{"source":["aws.signin"]}' };
    const made = await plugin.client.create(type, "r", inputs);
    assert.equal(made.outputs["arn"], "arn:aws:events:us-east-1:100000000001:rule/elsewhere");
    const there = new EventBridgeClient(plugin.cloud.settings("us-east-1"));
    assert.deepEqual(
      (await there.send(new ListRulesCommand({}))).Rules?.map(({ Name }) => Name),
      ["elsewhere"],
    );
    assert.deepEqual(await plugin.client.refresh(made), made);
    assert.deepEqual((await plugin.client.diff(made, { ...inputs, region: "eu-west-1" })).replaces, ["region"]);
    await plugin.client.delete(made);
    assert.deepEqual((await there.send(new ListRulesCommand({}))).Rules, []);
  });

  it("adds the provider's default tags, and keeps them out of the resource's own", async () => {
    const made = await plugin.client.create("aws:iam/user:User", "u", { name: "u", tags: { a: "1" } });
    assert.deepEqual(made.outputs["tagsAll"], { owner: "platform", a: "1" });
    assert.deepEqual(made.outputs["tags"], { a: "1" });
    assert.deepEqual((await plugin.client.diff(made, { name: "u", tags: { a: "1" } })).changes, []);
  });

  it("previews any type, and names one that it cannot make", async () => {
    const inputs = { cidrBlock: "10.0.0.0/16", key: secret("s") };
    assert.deepEqual(await plugin.client.preview("aws:ec2/vpc:Vpc", "v", inputs), inputs);
    await assert.rejects(plugin.client.create("aws:ec2/vpc:Vpc", "v", inputs), {
      details: "The sandbox's aws plugin has no handler for the resource type aws:ec2/vpc:Vpc: it can preview it but not create it.",
    });
  });

  it("names a property that it cannot carry out", async () => {
    const inputs = { bucket: "b", versioning: { enabled: true } };
    assert.deepEqual((await plugin.client.preview("aws:s3/bucket:Bucket", "b", inputs))["versioning"], { enabled: true });
    await assert.rejects(plugin.client.create("aws:s3/bucket:Bucket", "b", inputs), {
      details: "The sandbox's aws plugin has no handler for the property versioning of aws:s3/bucket:Bucket.",
    });
  });

  it("names a part of a property that it cannot carry out", async () => {
    const { id } = await plugin.client.create("aws:s3/bucket:Bucket", "b", { bucket: "versioned" });
    const type = "aws:s3/bucketVersioning:BucketVersioning";
    const inputs = { bucket: id, versioningConfiguration: { status: "Enabled", mfaDelete: "Disabled" } };
    assert.deepEqual((await plugin.client.preview(type, "v", inputs))["versioningConfiguration"], inputs.versioningConfiguration);
    await assert.rejects(plugin.client.create(type, "v", inputs), {
      details: `The sandbox's aws plugin has no handler for the property versioningConfiguration.mfaDelete of ${type}.`,
    });
  });

  it("takes a state of before, with inputs that it does not know any more, for unchanged", async () => {
    const type = "aws:iam/role:Role";
    const inputs = { name: "of-before", assumeRolePolicy: '{"Version":"2012-10-17","Statement":[]}' };
    const made = await plugin.client.create(type, "r", inputs);
    const more = { path: "/", maxSessionDuration: 3600 };
    const before = { ...made, inputs: { ...made.inputs, ...more }, outputs: { ...made.outputs, ...more } };
    assert.deepEqual(await plugin.client.diff(before, inputs), await plugin.client.diff(made, inputs));
    assert.deepEqual((await plugin.client.diff(before, inputs)).changes, []);
  });

  it("empties a bucket of more versions than a page has", async () => {
    const made = await plugin.client.create("aws:s3/bucket:Bucket", "b", { bucket: "full", forceDestroy: true });
    const s3 = new S3Client({ ...plugin.cloud.settings("eu-west-1"), forcePathStyle: true });
    await s3.send(new PutBucketVersioningCommand({ Bucket: "full", VersioningConfiguration: { Status: "Enabled" } }));
    // A page has 1,000: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
    const versions = Array.from({ length: 1_001 }, (_, index) => index);
    await pMap(versions, (index) => s3.send(new PutObjectCommand({ Bucket: "full", Key: `log-${index % 3}`, Body: `${index}` })), {
      concurrency: 8,
    });
    await plugin.client.delete(made);
    await assert.rejects(s3.send(new HeadBucketCommand({ Bucket: "full" })), { name: "NotFound" });
  });

  it("retries throttling, and gives up when the retries are used up", async () => {
    const fail = (times: number) => ({ fail: [{ service: "iam", operation: "CreateUser", times, error: "ThrottlingException" }] });
    await plugin.cloud.control("POST", "faults", fail(2));
    await plugin.client.create("aws:iam/user:User", "u", { name: "patient" });
    await plugin.cloud.control("POST", "faults", fail(3));
    await assert.rejects(
      plugin.client.create("aws:iam/user:User", "u", { name: "late" }),
      /creating IAM User \(late\): CreateUser: ThrottlingException/,
    );
  });

  describe("as a process", () => {
    const children = new Set<ChildProcess>();
    let folder: string;
    let file: string;
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), "plugin-aws-"));
      file = join(folder, "aws.js");
      const entry = join(__dirname, "../../../providers/aws/main.ts");
      await build({
        entryPoints: [entry],
        outfile: file,
        bundle: true,
        platform: "node",
        target: "node20",
        format: "cjs",
        logLevel: "silent",
      });
    });
    after(() => {
      children.forEach((child) => child.kill("SIGKILL"));
      rmSync(folder, { recursive: true, force: true });
    });

    async function start(script = `require(${JSON.stringify(file)})`): Promise<{ child: ChildProcess; port: number }> {
      const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
      children.add(child);
      const line = await new Promise<string>((resolve) => child.stdout!.once("data", (data: Buffer) => resolve(data.toString())));
      return { child, port: Number(line) };
    }

    it("prints its port and creates through the bundle", async () => {
      const { child, port } = await start();
      const client = new PluginClient(port);
      await client.configure({ region: "eu-west-1" });
      const made = await client.create("aws:ssoadmin/permissionSet:PermissionSet", "s", { instanceArn, name: "Bundled" });
      assert.match(made.id, /^arn:aws:sso:::permissionSet/);
      client.close();
      child.kill();
    });

    it("ends soon after the engine that started it was killed", async () => {
      // The middle process stands for the engine: it starts the plugin and passes its port on.
      const engine = await start(
        `const c = require("child_process").spawn(process.execPath, [${JSON.stringify(file)}], { stdio: ["ignore", "inherit", "inherit"] }); setInterval(() => {}, 1000);`,
      );
      const client = new PluginClient(engine.port);
      await client.configure({ region: "eu-west-1" });
      engine.child.kill("SIGKILL");
      const deadline = Date.now() + 5_000;
      for (;;) {
        const alive = await client.handshake().then(
          () => true,
          () => false,
        );
        if (!alive) break;
        assert.ok(Date.now() < deadline, "the plugin is still there after 5 s");
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      client.close();
    });
  });
});
