import assert from "node:assert/strict";
import { problemSentence } from "../../../access/problems";
import { untrustedTrailProblems } from "../../../access/settings/alarms";
import { type Case, itTells } from "../bad-input";
import { mistakes, parsed, type Raw } from "../fixtures";
import { alarms, TRAIL, WORKSPACE } from "./fixtures";

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
    name: "an export without trail",
    wrong: { siem: { sentinel: { workspaceId: WORKSPACE } } },
    sentences: ["federation:alarms is missing: the SIEM export reads the trail that alarms has."],
    right: { ...alarms({}), siem: { sentinel: { workspaceId: WORKSPACE } } },
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
    name: "a subscriber twice",
    wrong: alarms({ subscribers: [{ email: "a@example.com" }, { https: "https://example.com/" }, { email: "A@example.com" }] }),
    sentences: ["federation:alarms.subscribers[2] repeats subscriber 0: write each once."],
    right: alarms({ subscribers: [{ https: "https://example.com/1" }, { https: "https://example.com/2" }] }),
  },
];

describe("settings of alarms: every mistake", () => itTells(cases));

describe("settings of alarms", () => {
  it("tells of a trail over an organization that does not trust CloudTrail", () => {
    const messages = (trail: Raw, services: string[]): string[] =>
      untrustedTrailProblems(parsed(alarms({ trail })).alarms, services).map(problemSentence);
    assert.deepEqual(messages({ organization: true }, ["sso.amazonaws.com"]), [
      "federation:alarms.trail.organization is true, but CloudTrail has no trusted access to the organization: run `aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com` in the management account.",
    ]);
    assert.deepEqual(messages({ organization: true }, ["cloudtrail.amazonaws.com"]), []);
    assert.deepEqual(messages({}, []), []);
    assert.deepEqual(messages({ existing: TRAIL, logGroup: "g", organization: true }, []), []);
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
