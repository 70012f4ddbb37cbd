import assert from "node:assert/strict";
import { CloudTrailClient, CreateTrailCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateBucketCommand, PutBucketPolicyCommand, PutBucketTaggingCommand, S3Client } from "@aws-sdk/client-s3";
import { STACK_TAG } from "../../../contract/tags";
import { namedRecoveries } from "../../../cli/recover/named";
import { type Candidate, planRecovery } from "../../../cli/recover/plan";
import type { ResourceState, StackState } from "../../../cli/stack/state";
import { readDuplicates } from "../../../cli/recover/duplicates";
import type { Clouds } from "../../../cli/recover/look";
import { type Cloud, startCloud } from "../../../sandbox/tests/aws/cloud";
import { restoreEnvironment } from "../../../sandbox/tests/environment";

const OURS = "organization/federation/prod";
const ROOT = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const since = new Date(Date.now() - 3_600_000);

/** Makes one thing of a kind, with tags or without; gives the inputs that name it. */
type Make = (name: string, tags: { Key: string; Value: string }[]) => Promise<Record<string, unknown>>;

describe("recover: the stack's own tag as proof", () => {
  let cloud: Cloud;
  const environment = { ...process.env };
  before(async () => {
    cloud = await startCloud();
    const { credentials, endpoint, region } = cloud.settings();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    });
  });
  after(async () => {
    restoreEnvironment(environment);
    await cloud.stop();
  });
  const iam = () => new IAMClient(cloud.settings());
  const s3 = () => new S3Client({ ...cloud.settings(), forcePathStyle: true });
  const bucket: Make = async (name, tags) => {
    await s3().send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }));
    if (tags.length > 0) await s3().send(new PutBucketTaggingCommand({ Bucket: name, Tagging: { TagSet: tags } }));
    return { bucket: name };
  };
  const kinds: Readonly<Record<string, Make>> = {
    "aws:iam/user:User": async (name, Tags) => {
      await iam().send(new CreateUserCommand({ UserName: name, Tags }));
      return { name };
    },
    "aws:iam/role:Role": async (name, Tags) => {
      await iam().send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: ROOT, Tags }));
      return { name };
    },
    "aws:iam/policy:Policy": async (name, Tags) => {
      const PolicyDocument = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Action: "s3:ListAllMyBuckets", Resource: "*" }],
      });
      await iam().send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument, Tags }));
      return { name };
    },
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": async (name, Tags) => {
      const Url = `https://${name}.example.com`;
      await iam().send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList: ["x"], ThumbprintList: ["0".repeat(40)], Tags }));
      return { url: Url };
    },
    "aws:kms/key:Key": async (name, tags) => {
      const Tags = tags.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));
      await new KMSClient(cloud.settings()).send(new CreateKeyCommand({ Description: name, Tags }));
      return { description: name };
    },
    "aws:cloudwatch/logGroup:LogGroup": async (name, tags) => {
      const logs = new CloudWatchLogsClient(cloud.settings());
      await logs.send(
        new CreateLogGroupCommand({ logGroupName: name, tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) }),
      );
      return { name };
    },
    "aws:cloudtrail/trail:Trail": async (name, TagsList) => {
      await bucket(`${name}-trail`, []);
      const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
      await s3().send(new PutBucketPolicyCommand({ Bucket: `${name}-trail`, Policy }));
      await new CloudTrailClient(cloud.settings()).send(new CreateTrailCommand({ Name: name, S3BucketName: `${name}-trail`, TagsList }));
      return { name };
    },
    "aws:s3/bucket:Bucket": bucket,
  };
  const resource = (type: string, inputs: Record<string, unknown>, tags?: Record<string, string>): ResourceState =>
    ({
      urn: `urn:pulumi:prod::federation::${type}::x`,
      type,
      custom: true,
      inputs: { ...inputs, ...(tags === undefined ? {} : { tags }) },
    }) as ResourceState;
  const found = async (pending: ResourceState): Promise<readonly Candidate[]> => {
    const recovery = namedRecoveries[pending.type];
    assert.ok(recovery !== undefined && "find" in recovery);
    return recovery.find(pending, { homeRegion: "eu-west-1", since });
  };
  const decided = async (pending: ResourceState): Promise<string> => {
    const state = {
      deployment: { resources: [], pending_operations: [{ type: "creating", resource: pending }] },
    } as unknown as StackState;
    const lookUp = { kind: "found" as const, candidates: await found(pending) };
    return planRecovery(state, new Map([[pending.urn, lookUp]]), since).actions[0]!.kind;
  };
  const ours = { [STACK_TAG]: OURS };

  for (const [type, make] of Object.entries(kinds)) {
    it(`tells ours from somebody's: ${type}`, async () => {
      const name = `x${type.replace(/\W/g, "").toLowerCase().slice(-18)}`;
      const mine = await make(`${name}-mine`, [{ Key: STACK_TAG, Value: OURS }]);
      const theirs = await make(`${name}-theirs`, [{ Key: STACK_TAG, Value: "organization/federation/other" }]);
      const bare = await make(`${name}-bare`, []);
      assert.equal(await decided(resource(type, mine, ours)), "adopt");
      assert.equal(await decided(resource(type, theirs, ours)), "leave");
      // A bucket is made first and tagged then: without tags the time decides.
      assert.equal(await decided(resource(type, bare, ours)), type === "aws:s3/bucket:Bucket" ? "adopt" : "leave");
      // The state of a version without the tag proves by time alone.
      assert.equal(await decided(resource(type, bare)), "adopt");
    });
  }

  it("takes a second key for this stack's by its tag, though no state shows its creation as interrupted; another is shown only", async () => {
    const type = "aws:kms/key:Key";
    const make = kinds[type]!;
    await make("twin", []);
    const [first] = await found(resource(type, { description: "twin" }));
    await make("twin", [{ Key: STACK_TAG, Value: OURS }]);
    await make("twin", [{ Key: STACK_TAG, Value: "organization/federation/other" }]);
    const clouds = { homeRegion: "eu-west-1", since } as Clouds;
    const known = { ...resource(type, { description: "twin" }, ours), id: first!.id } as ResourceState;
    const { orphans, unproven } = await readDuplicates([known], clouds, []);
    assert.deepEqual([orphans.length, unproven.length], [1, 1]);
  });
});
