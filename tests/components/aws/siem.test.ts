import assert from "node:assert/strict";
import { MICROSOFT_CLOUDS } from "../../../access/microsoft-cloud";
import { SiemExport, type SiemExportArgs } from "../../../components/aws/siem";
import { only, resources, startMocks, valueOf } from "../mocks";
import { options, watchOptions } from "../options";
import { statements } from "./statements";

const account = "100000000001";
const issuer = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/";
const workspaceId = "33333333-3333-4333-8333-333333333333";
const identity = MICROSOFT_CLOUDS.global.sentinel;
const sentinel = { identity, workspaceId, sessionNamePrefixes: ["MicrosoftSentinel_", "MicrosoftDefenderForClouds_"] };
const base = { accountId: account, partition: "aws", region: "eu-west-1", bucketName: "trail", bucketReady: [], readers: [] };

async function siem(changes: Partial<SiemExportArgs>) {
  await resources();
  await options();
  const component = new SiemExport("siem", { ...base, ...changes });
  return { component, found: await resources(), of: await options() };
}

describe("SIEM export", () => {
  before(async () => {
    await startMocks();
    watchOptions();
  });

  it("announces each of the trail's files in a queue that takes them from this bucket of this account only", async () => {
    const { found, of } = await siem({ sentinel });
    const [notification] = only(found, "aws:s3/bucketNotification:BucketNotification").inputs["queues"] as Record<string, unknown>[];
    assert.deepEqual(notification, {
      id: "siem",
      queueArn: "arn:siem",
      events: ["s3:ObjectCreated:*"],
      filterPrefix: `AWSLogs/${account}/CloudTrail/`,
      filterSuffix: ".json.gz",
    });
    const [send, ...more] = statements(only(found, "aws:sqs/queuePolicy:QueuePolicy").inputs["policy"]);
    assert.deepEqual(more, []);
    assert.deepEqual(send?.Condition, {
      ArnEquals: { "aws:SourceArn": "arn:aws:s3:::trail" },
      StringEquals: { "aws:SourceAccount": account },
    });
    assert.ok(of("BucketNotification siem").dependencies.includes("QueuePolicy siem"), "S3 tries the queue when it takes the notification");
  });

  it("trusts tokens of Sentinel's issuer for its audience, in sessions named after this workspace", async () => {
    const { component, found } = await siem({ sentinel });
    assert.deepEqual(only(found, "aws:iam/openIdConnectProvider:OpenIdConnectProvider").inputs, {
      url: `https://${issuer}`,
      clientIdLists: ["api://1462b192-27f7-4cb9-8523-0f4ecb54b47e"],
      thumbprintLists: ["626d44e704d1ceabe3bf0d53397464ac8080142c"],
      tags: { "aws-entra-federation:stack": "organization/federation/test" },
    });
    const role = only(found, "aws:iam/role:Role").inputs;
    assert.match(role["name"] as string, /^OIDC_/);
    assert.deepEqual(statements(role["assumeRolePolicy"]), [
      {
        Effect: "Allow",
        Principal: { Federated: "arn:siem/sentinel" },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e",
            "sts:RoleSessionName": [`MicrosoftSentinel_${workspaceId}`, `MicrosoftDefenderForClouds_${workspaceId}`],
          },
        },
      },
    ]);
    assert.equal(await valueOf(component.roleArn!), "arn:siem/sentinel");
  });

  it("lets the role read the trail's files, its queue and its key, and nothing else", async () => {
    const { found } = await siem({ sentinel, keyArn: "arn:key" });
    const rights = statements(only(found, "aws:iam/rolePolicy:RolePolicy").inputs["policy"]);
    assert.deepEqual(rights.map(({ Action, Resource }) => [Action, Resource]), [
      [["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage"], `arn:aws:sqs:eu-west-1:${account}:federation-siem-cloudtrail`],
      ["s3:GetObject", `arn:aws:s3:::trail/AWSLogs/${account}/CloudTrail/*`],
      [["s3:GetBucketLocation", "s3:ListBucket"], "arn:aws:s3:::trail"],
      ["kms:Decrypt", "arn:key"],
    ]); // prettier-ignore
  });

  it("trusts Sentinel of Microsoft's government cloud by its own issuer and audience", async () => {
    const { found } = await siem({ sentinel: { ...sentinel, identity: MICROSOFT_CLOUDS.usgovernmentl4.sentinel } });
    const government = "sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/";
    const provider = only(found, "aws:iam/openIdConnectProvider:OpenIdConnectProvider").inputs;
    assert.equal(provider["url"], `https://${government}`);
    assert.deepEqual(provider["clientIdLists"], ["api://d4230588-5f84-4281-a9c7-2c15194b28f7"]);
    const [trust] = statements(only(found, "aws:iam/role:Role").inputs["assumeRolePolicy"]);
    assert.ok(JSON.stringify(trust).includes(`"${government}:aud":"api://d4230588-5f84-4281-a9c7-2c15194b28f7"`));
  });

  it("uses a provider that exists: an account has one for each issuer", async () => {
    const existing = `arn:aws:iam::${account}:oidc-provider/${issuer}`;
    const { found } = await siem({ sentinel: { ...sentinel, existingOidcProviderArn: existing } });
    assert.deepEqual(found.filter(({ type }) => type.includes("openIdConnectProvider")), []); // prettier-ignore
    assert.deepEqual(statements(only(found, "aws:iam/role:Role").inputs["assumeRolePolicy"])[0]?.Principal, { Federated: existing });
  });

  it("reads the organization's folder of an organization's trail", async () => {
    const { found } = await siem({ sentinel, organizationId: "o-abc123" });
    const [notification] = only(found, "aws:s3/bucketNotification:BucketNotification").inputs["queues"] as Record<string, unknown>[];
    assert.equal(notification?.["filterPrefix"], "AWSLogs/o-abc123/");
    assert.ok(statements(only(found, "aws:iam/rolePolicy:RolePolicy").inputs["policy"]).some(({ Resource }) => Resource === "arn:aws:s3:::trail/AWSLogs/o-abc123/*")); // prettier-ignore
  });

  it("serves other SIEMs through the queue, without a role of ours", async () => {
    const reader = "arn:aws:iam::222222222222:role/siem";
    const { component, found } = await siem({ readers: [reader] });
    assert.equal(component.roleArn, undefined);
    assert.deepEqual(found.filter(({ type }) => type.startsWith("aws:iam")), []); // prettier-ignore
    const [, read] = statements(only(found, "aws:sqs/queuePolicy:QueuePolicy").inputs["policy"]);
    assert.deepEqual(read?.Principal, { AWS: [reader] });
    assert.ok(!(read?.Action as string[]).includes("sqs:SendMessage"));
  });
});
