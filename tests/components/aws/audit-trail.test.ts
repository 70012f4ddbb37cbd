import assert from "node:assert/strict";
import { trailOf } from "../../../access/breakglass/watch";
import { AuditTrail, type AuditTrailArgs } from "../../../components/aws/audit-trail";
import { only, resources, startMocks } from "../mocks";
import { options, watchOptions } from "../options";
import { statements } from "./statements";

const account = "100000000001";
const ARN = `arn:aws:cloudtrail:eu-west-1:${account}:trail/federation-audit`;

async function trail(changes: Partial<AuditTrailArgs> = {}) {
  await resources();
  await options();
  const names = trailOf({}, { accountId: account, partition: "aws", homeRegion: "eu-west-1" }) as AuditTrailArgs["trail"];
  const component = new AuditTrail("federation-audit", { trail: names, accountId: account, partition: "aws", region: "eu-west-1", logRetentionDays: 365, readers: [], ...changes }); // prettier-ignore
  return { component, found: await resources(), of: await options() };
}

describe("audit trail", () => {
  before(async () => {
    await startMocks();
    watchOptions();
  });

  it("records every region and the global services, validated, encrypted, with a copy in the log group", async () => {
    const { found } = await trail();
    assert.deepEqual(only(found, "aws:cloudtrail/trail:Trail").inputs, {
      region: "eu-west-1",
      name: "federation-audit",
      s3BucketName: `federation-audit-${account}-eu-west-1`,
      isMultiRegionTrail: true,
      isOrganizationTrail: false,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      tags: { "aws-entra-federation:stack": "organization/federation/test" },
      kmsKeyId: "arn:federation-audit",
      cloudWatchLogsGroupArn: "arn:federation-audit:*",
      cloudWatchLogsRoleArn: "arn:federation-audit",
    });
    const log = only(found, "aws:cloudwatch/logGroup:LogGroup").inputs;
    assert.deepEqual(
      [log["name"], log["retentionInDays"], log["kmsKeyId"]],
      ["/aws/cloudtrail/federation-audit", 365, "arn:federation-audit"],
    );
  });

  it("comes after what lets it write, and is protected with its bucket", async () => {
    const { of } = await trail();
    const { dependencies, protect } = of("Trail federation-audit");
    for (const type of ["BucketPolicy", "RolePolicy", "BucketServerSideEncryptionConfiguration", "BucketVersioning"])
      assert.ok(dependencies.includes(`${type} federation-audit`), type);
    assert.deepEqual([protect, of("Bucket federation-audit").protect], [true, true]);
    assert.ok(of("BucketPolicy federation-audit").dependencies.includes("BucketPublicAccessBlock federation-audit"));
  });

  it("keeps its bucket private, versioned and encrypted with the trail's key", async () => {
    const { found } = await trail();
    const block = only(found, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs;
    for (const key of ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"])
      assert.equal(block[key], true, key);
    assert.deepEqual(only(found, "aws:s3/bucketVersioning:BucketVersioning").inputs["versioningConfiguration"], { status: "Enabled" });
    const encryption = only(found, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration").inputs;
    assert.deepEqual(encryption["rules"], [
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn:federation-audit" }, bucketKeyEnabled: true },
    ]);
  });

  it("lets this trail write to bucket and key, and nobody else, over TLS only", async () => {
    const { found } = await trail();
    const [checks, writes, transport, ...more] = statements(only(found, "aws:s3/bucketPolicy:BucketPolicy").inputs["policy"]);
    assert.deepEqual(more, []);
    assert.deepEqual(checks?.Condition, { StringEquals: { "aws:SourceArn": ARN } });
    assert.deepEqual([writes?.Resource, writes?.Condition], [
      [`arn:aws:s3:::federation-audit-${account}-eu-west-1/AWSLogs/${account}/*`],
      { StringEquals: { "aws:SourceArn": ARN, "s3:x-amz-acl": "bucket-owner-full-control" } },
    ]); // prettier-ignore
    assert.deepEqual([transport?.Effect, transport?.Principal, transport?.Condition], ["Deny", "*", { Bool: { "aws:SecureTransport": "false" } }]); // prettier-ignore
    const key = only(found, "aws:kms/key:Key").inputs;
    assert.deepEqual(key["tags"], { "federation:guard": "true", "aws-entra-federation:stack": "organization/federation/test" });
    assert.deepEqual(
      statements(key["policy"]).slice(1).map(({ Principal, Condition }) => [Principal, Condition]),
      [
        [{ Service: "cloudtrail.amazonaws.com" }, { StringEquals: { "aws:SourceArn": ARN } }],
        [{ Service: "logs.eu-west-1.amazonaws.com" }, { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${account}:log-group:/aws/cloudtrail/federation-audit` } }],
      ],
    ); // prettier-ignore
  });

  it("writes to its own streams of its own log group", async () => {
    const { found } = await trail();
    const role = only(found, "aws:iam/role:Role").inputs;
    assert.deepEqual([role["name"], statements(role["assumeRolePolicy"])[0]?.Condition], ["federation-audit-to-logs", { StringEquals: { "aws:SourceArn": ARN } }]); // prettier-ignore
    assert.deepEqual(statements(only(found, "aws:iam/rolePolicy:RolePolicy").inputs["policy"]), [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [
          `arn:aws:logs:eu-west-1:${account}:log-group:/aws/cloudtrail/federation-audit:log-stream:${account}_CloudTrail_eu-west-1*`,
        ],
      },
    ]);
  });

  it("of an organization writes to the organization's folder and streams, too", async () => {
    const { found } = await trail({ organizationId: "o-abc123" });
    assert.equal(only(found, "aws:cloudtrail/trail:Trail").inputs["isOrganizationTrail"], true);
    const [, writes] = statements(only(found, "aws:s3/bucketPolicy:BucketPolicy").inputs["policy"]);
    assert.ok((writes?.Resource as string[]).includes(`arn:aws:s3:::federation-audit-${account}-eu-west-1/AWSLogs/o-abc123/*`));
    const [write] = statements(only(found, "aws:iam/rolePolicy:RolePolicy").inputs["policy"]);
    assert.match((write?.Resource as string[])[1]!, /:log-stream:o-abc123_\*$/);
  });

  it("lets other SIEMs read bucket and key, where they are named", async () => {
    const reader = "arn:aws:iam::222222222222:role/siem";
    const { found } = await trail({ readers: [reader] });
    const readers = (policy: unknown) => statements(policy).find(({ Sid }) => Sid === "Readers");
    assert.deepEqual(readers(only(found, "aws:s3/bucketPolicy:BucketPolicy").inputs["policy"])?.Principal, { AWS: [reader] });
    assert.deepEqual(readers(only(found, "aws:kms/key:Key").inputs["policy"])?.Action, "kms:Decrypt");
  });

  it("names the log service of China by its own domain", async () => {
    const { found } = await trail({ partition: "aws-cn", region: "cn-north-1" });
    assert.deepEqual(statements(only(found, "aws:kms/key:Key").inputs["policy"])[2]?.Principal, {
      Service: "logs.cn-north-1.amazonaws.com.cn",
    });
  });
});
