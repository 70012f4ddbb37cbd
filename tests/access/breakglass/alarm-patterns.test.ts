import assert from "node:assert/strict";
import { breakglassMetricFilter, breakglassUsePattern, guardChangePattern } from "../../../access/breakglass/alarm-patterns";
import { trailOf } from "../../../access/breakglass/watch";
import { stableJson } from "../../../access/json";
import { eventMatches, type Json } from "../../../policy/shared/event-pattern";
import { filterMatches } from "../../../policy/shared/metric-filter";
import { ACCOUNT, call, login, longest, place, ROLE_SESSION, userArns } from "./events";

const CALL = "AWS API Call via CloudTrail";
const trail = trailOf({}, place);
const guarded = {
  userArns,
  trail,
  topicArn: `arn:aws:sns:eu-west-1:${ACCOUNT}:breakglass-alarms`,
  keyArns: [1, 2].map((n) => `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-12345678900${n}`),
  policyArn: `arn:aws:iam::${ACCOUNT}:policy/breakglass/breakglass-guard`,
};
const matches = (pattern: object, detail: object, detailType = CALL): boolean =>
  eventMatches(stableJson(pattern), { "detail-type": detailType, source: "aws.any", detail } as unknown as Json);

describe("breakglass use", () => {
  const use = breakglassUsePattern(userArns);
  const filter = breakglassMetricFilter(userArns);

  for (const [what, detail, detailType] of [
    ["a sign-in, as the documentation spells it", login("breakglass-1"), "AWS Console Signin via CloudTrail"],
    ["a sign-in, as rules in the wild spell it", login("breakglass-2"), "AWS Console Sign In via CloudTrail"],
    ["a failed sign-in, which has no ARN", { ...login("breakglass-1"), userIdentity: { type: "IAMUser", userName: "breakglass-1" } }, "AWS Console Sign In via CloudTrail"], // prettier-ignore
    ["a call that changes", call("breakglass-1", "iam", "CreateUser"), CALL],
    ["a call that reads", { ...call("breakglass-2", "s3", "ListBuckets"), readOnly: true }, CALL],
    ["the hop to a role", { ...call("breakglass-1", "sts", "AssumeRole"), readOnly: true }, CALL],
    ["a call of a role that the console switched to", { ...call("x", "ec2", "RunInstances"), userIdentity: ROLE_SESSION("breakglass-1") }, CALL], // prettier-ignore
    ["a call of a role that a source identity names", { ...call("x", "ec2", "RunInstances"), userIdentity: { ...ROLE_SESSION("ops"), sessionContext: { sourceIdentity: "breakglass-2" } } }, CALL], // prettier-ignore
    ["a federation token's call", { ...call("x", "ec2", "RunInstances"), userIdentity: { type: "FederatedUser", sessionContext: { sessionIssuer: { type: "IAMUser", arn: userArns[0], userName: "breakglass-1" } } } }, CALL], // prettier-ignore
  ] as const) {
    it(`is ${what}`, () => {
      assert.equal(matches(use, detail, detailType), true, "event rule");
      assert.equal(filterMatches(filter, detail), true, "metric filter");
    });
  }

  for (const [what, detail] of [
    ["a user whose name only begins so", call("breakglass-10", "iam", "CreateUser")],
    ["a user whose name only ends so", call("old-breakglass-1", "iam", "CreateUser")],
    ["somebody else", call("ada", "iam", "CreateUser")],
    ["a federated administrator", { ...call("x", "iam", "CreateUser"), userIdentity: ROLE_SESSION("ada@example.com") }],
    ["a role session whose name only ends so", { ...call("x", "iam", "CreateUser"), userIdentity: ROLE_SESSION("not-breakglass-1") }],
    ["root", { ...call("x", "iam", "CreateUser"), userIdentity: { type: "Root", arn: `arn:aws:iam::${ACCOUNT}:root` } }],
  ] as const) {
    it(`is not ${what}`, () => {
      assert.equal(matches(use, detail), false, "event rule");
      assert.equal(filterMatches(filter, detail), false, "metric filter");
    });
  }

  it("is no event of another kind", () =>
    assert.equal(matches(use, call("breakglass-1", "ec2", "RunInstances"), "EC2 Instance State"), false));
});

describe("change of the guard", () => {
  const pattern = guardChangePattern(guarded);
  const by = (source: string, eventName: string, requestParameters: object) => ({ ...call("ada", source, eventName), requestParameters });

  for (const detail of [
    by("cloudtrail", "StopLogging", { name: trail.name }),
    by("cloudtrail", "StopLogging", { name: trail.arn }),
    by("cloudtrail", "PutEventSelectors", { trailName: trail.arn }),
    by("events", "DisableRule", { name: "breakglass-use" }),
    by("events", "RemoveTargets", { rule: "breakglass-guard-change" }),
    by("events", "PutRule", { name: "breakglass-use", state: "DISABLED" }),
    by("monitoring", "DeleteAlarms", { alarmNames: ["breakglass-use"] }),
    by("monitoring", "PutMetricAlarm", { alarmName: "breakglass-use" }),
    by("logs", "DeleteMetricFilter", { logGroupName: trail.logGroup, filterName: "breakglass-use" }),
    by("sns", "SetTopicAttributes", { topicArn: guarded.topicArn }),
    by("sns", "Unsubscribe", { subscriptionArn: `${guarded.topicArn}:1` }),
    by("s3", "PutBucketPolicy", { bucketName: trail.bucket }),
    by("iam", "DetachUserPolicy", { userName: "breakglass-1", policyArn: "x" }),
    by("iam", "EnableMFADevice", { userName: "breakglass-2" }),
    by("iam", "CreateAccessKey", { userName: "breakglass-2" }),
    by("iam", "CreatePolicyVersion", { policyArn: guarded.policyArn }),
    by("iam", "DeleteRolePolicy", { roleName: "breakglass-alarms-forward" }),
    by("iam", "PutRolePolicy", { roleName: trail.role }),
    by("kms", "DisableKey", { keyId: guarded.keyArns[0] }),
    by("kms", "ScheduleKeyDeletion", { keyId: "1234abcd-12ab-34cd-56ef-123456789002" }),
  ]) {
    const [parameter] = Object.entries(detail.requestParameters).flat();
    it(`is ${detail.eventName} with ${String(parameter)} ${Object.values(detail.requestParameters).flat().join(", ")}`, () =>
      assert.equal(matches(pattern, detail), true));
  }

  for (const [what, detail] of [
    ["of another trail", by("cloudtrail", "StopLogging", { name: "not-federation-audit" })],
    ["of another rule", by("events", "DisableRule", { name: "breakglass-use-2" })],
    ["of another user", by("iam", "AttachUserPolicy", { userName: "breakglass-10" })],
    ["a look at a user", { ...by("iam", "GetUser", { userName: "breakglass-1" }), readOnly: true }],
    ["a look at the alarm", { ...by("monitoring", "DescribeAlarms", { alarmNames: ["breakglass-use"] }), readOnly: true }],
    ["of another topic", by("sns", "DeleteTopic", { topicArn: `${guarded.topicArn}-2` })],
    ["of another key", by("kms", "DisableKey", { keyId: "1234abcd-12ab-34cd-56ef-123456789003" })],
    ["a use of a key", by("kms", "GenerateDataKey", { keyId: guarded.keyArns[0] })],
    ["of another log group", by("logs", "DeleteLogGroup", { logGroupName: `${trail.logGroup}-2` })],
    ["a log stream, which the trail makes itself", by("logs", "CreateLogStream", { logGroupName: trail.logGroup })],
  ] as const) {
    it(`is not ${what}`, () => assert.equal(matches(pattern, detail), false));
  }

  it("leaves out what is not known of a trail that exists", () => {
    const existing = trailOf({ existing: trail.arn, logGroup: "g" }, place);
    const { $or } = guardChangePattern({ ...guarded, trail: existing, keyArns: [] })["detail"] as { $or: { eventSource: string[] }[] };
    assert.deepEqual($or.filter(({ eventSource }) => /^(s3|kms)/.test(eventSource[0]!)), []); // prettier-ignore
  });
});

describe("limits of AWS, with the longest names that the settings allow", () => {
  const { userArns: arns, trail: longTrail, policyArn } = longest();
  const keyArns = [1, 2].map((n) => `arn:aws-us-gov:kms:ap-southeast-2:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-12345678900${n}`);

  it("event patterns have at most 2,048 characters, on a trail that exists as well", () => {
    const existing = `arn:aws-us-gov:cloudtrail:ap-southeast-2:${ACCOUNT}:trail/${"t".repeat(64)}`;
    const theirs = trailOf({ existing, logGroup: "g".repeat(128), bucket: "b".repeat(63) }, place);
    const other = stableJson(guardChangePattern({ ...guarded, userArns: arns, trail: theirs, policyArn, keyArns: keyArns.slice(1) }));
    assert.ok(other.length <= 2048, `${other.length}`);
    assert.ok(stableJson(breakglassUsePattern(arns)).length <= 2048);
    const guard = stableJson(guardChangePattern({ ...guarded, userArns: arns, trail: longTrail, policyArn, keyArns }));
    assert.ok(guard.length <= 2048, `${guard.length}`);
  });

  it("metric filters have at most 1,024 characters", () => assert.ok(breakglassMetricFilter(arns).length <= 1024));
});
