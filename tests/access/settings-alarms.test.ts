import assert from "node:assert/strict";
import { problemSentence } from "../../access/problems";
import { untrustedTrailProblems } from "../../access/settings/alarms";
import { type Case, itTells } from "./bad-input";
import { mistakes, parsed, type Raw } from "./fixtures";

const ALARMS = { subscribers: [{ email: "security@example.com" }] };
const alarms = (changes: Raw): Raw => ({ alarms: { ...ALARMS, ...changes } });
const TRAIL = "arn:aws:cloudtrail:eu-west-1:100000000001:trail/organization";
const PROVIDERS = "arn:aws:iam::123456789012:oidc-provider/sts.windows.net";
const WORKSPACE = "11111111-1111-1111-1111-111111111111";

const cases: readonly Case[] = [
  {
    name: "alarms that nobody hears",
    wrong: alarms({ subscribers: [] }),
    sentences: [
      "federation:alarms.subscribers is an empty list: an alarm that nobody hears is none; write at least one subscriber, {email: address} or {https: URL}.",
    ],
    right: alarms({}),
  },
  {
    name: "a subscriber with two addresses",
    wrong: alarms({ subscribers: [{ email: "a@example.com", https: "https://example.com/" }] }),
    sentences: ["federation:alarms.subscribers[0] needs either email or https: write exactly one of them."],
    right: alarms({ subscribers: [{ email: "a@example.com" }, { https: "https://example.com/" }] }),
  },
  {
    name: "a webhook over http, without showing it",
    wrong: alarms({ subscribers: [{ https: "http://example.com/k3y" }] }),
    sentences: ["federation:alarms.subscribers[0].https is a value that is not shown: write it with https://."],
    right: alarms({ subscribers: [{ https: "https://example.com/k3y" }] }),
  },
  {
    name: "a retention that CloudWatch does not have",
    wrong: alarms({ logRetentionDays: 100 }),
    sentences: ["federation:alarms.logRetentionDays is 100: CloudWatch keeps logs for fixed numbers of days; write 120."],
    right: alarms({ logRetentionDays: 120 }),
  },
  {
    name: "a trail that exists and one to make",
    wrong: alarms({ trail: { existing: TRAIL, name: "mine", organization: true } }),
    sentences: [
      "federation:alarms.trail has both existing and name: write one of them.",
      "federation:alarms.trail.logGroup is missing: write the name of the log group that the trail writes to.",
    ],
    right: alarms({ trail: { existing: TRAIL, logGroup: "/aws/cloudtrail", organization: true } }),
  },
  {
    name: "the log group of a trail that is yet to be made",
    wrong: alarms({ trail: { logGroup: "/aws/cloudtrail" } }),
    sentences: ["federation:alarms.trail.logGroup is of a trail that exists: write existing as well, or remove it."],
    right: alarms({ trail: { name: "guard", organization: false } }),
  },
  {
    name: "an export that nobody reads",
    wrong: { ...alarms({}), siem: {} },
    sentences: ["federation:siem.sentinel is missing: write sentinel or readers: an export needs somebody who reads it."],
    right: { ...alarms({}), siem: { readers: ["arn:aws:iam::123456789012:role/siem"] } },
  },
  {
    name: "an export without trail",
    wrong: { siem: { sentinel: { workspaceId: WORKSPACE } } },
    sentences: ["federation:alarms is missing: the SIEM export reads the trail that alarms has."],
    right: { ...alarms({}), siem: { sentinel: { workspaceId: WORKSPACE } } },
  },
  {
    name: "an OIDC provider of another issuer than Sentinel's in the tenant's cloud",
    wrong: {
      ...alarms({}),
      siem: { sentinel: { workspaceId: WORKSPACE, existingOidcProvider: `${PROVIDERS}/cab8a31a-1906-4287-a0d8-4eef66b95f6e/` } },
    },
    sentences: [
      `federation:siem.sentinel.existingOidcProvider is "${PROVIDERS}/cab8a31a-1906-4287-a0d8-…": Sentinel's tokens in the cloud global are of sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/; name the provider of that issuer.`,
    ],
    right: {
      ...alarms({}),
      siem: { sentinel: { workspaceId: WORKSPACE, existingOidcProvider: `${PROVIDERS}/33e01921-4d64-4f8c-a055-5bdaffd5e33d` } },
    },
  },
  {
    name: "Sentinel's connector in a cloud that has none",
    wrong: { microsoftCloud: "china", ...alarms({}), siem: { sentinel: { workspaceId: WORKSPACE } } },
    sentences: [
      "federation:microsoftCloud is \"china\": Microsoft names no issuer there for Sentinel's AWS connector; remove siem.sentinel, and name your SIEM's role in siem.readers.",
    ],
    right: { microsoftCloud: "usgovernmentl5", ...alarms({}), siem: { sentinel: { workspaceId: WORKSPACE } } },
  },
  {
    name: "an export of an existing trail whose bucket is unknown",
    wrong: {
      ...alarms({ trail: { existing: TRAIL, logGroup: "g1" } }),
      siem: { sentinel: { workspaceId: WORKSPACE }, takeOverBucketNotifications: true },
    },
    sentences: ["federation:alarms.trail.bucket is missing: the SIEM export needs the bucket that the existing trail writes to."],
    right: {
      ...alarms({ trail: { existing: TRAIL, logGroup: "g1", bucket: "trail-bucket" } }),
      siem: { sentinel: { workspaceId: WORKSPACE }, takeOverBucketNotifications: true },
    },
  },
  {
    name: "an export that would silently replace the notifications of a bucket that exists",
    wrong: {
      ...alarms({ trail: { existing: TRAIL, logGroup: "g1", bucket: "trail-bucket" } }),
      siem: { sentinel: { workspaceId: WORKSPACE } },
    },
    sentences: [
      "federation:siem.takeOverBucketNotifications is missing: the export would replace every event notification of the existing trail's bucket; look at them (`aws s3api get-bucket-notification-configuration`), then write true.",
    ],
    right: { ...alarms({}), siem: { sentinel: { workspaceId: WORKSPACE } } },
  },
  {
    name: "a subscriber twice",
    wrong: alarms({ subscribers: [{ email: "a@example.com" }, { https: "https://example.com/" }, { email: "A@example.com" }] }),
    sentences: ["federation:alarms.subscribers[2] repeats subscriber 0: write each once."],
    right: alarms({ subscribers: [{ https: "https://example.com/1" }, { https: "https://example.com/2" }] }),
  },
  {
    name: "a workspace that is none",
    wrong: { ...alarms({}), siem: { sentinel: { workspaceId: "main" } } },
    sentences: ['federation:siem.sentinel.workspaceId is "main": write the id of the Log Analytics workspace, a UUID.'],
    right: { ...alarms({}), siem: { sentinel: { workspaceId: WORKSPACE } } },
  },
];

describe("settings of alarms and SIEM: every mistake", () => {
  itTells(cases);

  it("tells of a trail over an organization that does not trust CloudTrail", () => {
    const told = (trail: Raw, services: string[]): string[] =>
      untrustedTrailProblems(parsed(alarms({ trail })).alarms, services).map(problemSentence);
    assert.deepEqual(told({ organization: true }, ["sso.amazonaws.com"]), [
      "federation:alarms.trail.organization is true, but CloudTrail has no trusted access to the organization: run `aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com` in the management account.",
    ]);
    assert.deepEqual(told({ organization: true }, ["cloudtrail.amazonaws.com"]), []);
    assert.deepEqual(told({}, []), []);
    assert.deepEqual(told({ existing: TRAIL, logGroup: "g", organization: true }, []), []);
    assert.deepEqual(untrustedTrailProblems(undefined, []), []);
  });

  it("takes exact ARNs of the roles that deploy, four at most", () => {
    const changes = (deployingRoles: unknown) =>
      mistakes({ alarms: { subscribers: [{ email: "a@example.com" }], changes: { deployingRoles } } });
    const role = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
    assert.deepEqual(changes([]), []);
    assert.deepEqual(changes([role("deploy"), role("aws-reserved/sso.amazonaws.com/AWSReservedSSO_x_0123456789abcdef")]), []);
    for (const wrong of [
      "deploy",
      "arn:aws:iam::123456789012:user/ada",
      "arn:aws:sts::123456789012:assumed-role/deploy/x",
      role("*"),
      role("r".repeat(200)),
    ])
      // prettier-ignore
      assert.match(changes([wrong])[0] ?? "", /^federation:alarms\.changes\.deployingRoles\[0\] is .*: write the ARN of an IAM role, such as /, wrong);
    assert.match(
      changes(["a", "b", "c", "d", "e"].map(role))[0] ?? "",
      /^federation:alarms\.changes\.deployingRoles is a list: write up to 4 ARNs/,
    );
  });
});
