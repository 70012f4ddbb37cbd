import assert from "node:assert/strict";
import { breakglassUsePattern } from "../../../access/breakglass/alarm-patterns";
import { alarmRegions } from "../../../access/breakglass/watch";
import { type Policy, emergencyAccessResult } from "../../../cli/drill/emergency-access";
import { checkWatch, isRinging, signInTraceSince } from "../../../cli/drill/watch";
import { type Answers, error, NOW, subject, sentences, trail, userArns, withAws } from "./fakes";

describe("what a drill reads of the watch", () => {
  const fine: Answers = {
    GetTrail: { Trail: { IsMultiRegionTrail: true, LogFileValidationEnabled: true } },
    GetTrailStatus: { IsLogging: true },
    DescribeRule: {
      State: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
      EventPattern: JSON.stringify(breakglassUsePattern([...userArns.values()])),
    },
    ListTargetsByRule: { Targets: [{}] },
    ListSubscriptionsByTopic: { Subscriptions: [{ SubscriptionArn: "arn:aws:sns:eu-west-1:100000000001:breakglass-alarms:1" }] },
  };
  const watch = (changes: Answers = {}) => withAws({ ...fine, ...changes }, () => checkWatch(subject));
  const inRegion = (region: string, bad: unknown) => (at: string) => (at === region ? bad : fine["DescribeRule"]);

  it("passes trail, rules in every region and subscribers", async () => {
    assert.deepEqual((await watch()).map(({ outcome }) => outcome), ["passed", "passed", "passed"]); // prettier-ignore
  });

  for (const [what, id, changes, evidence] of [
    ["a trail that does not log", "trail", { GetTrailStatus: { IsLogging: false } }, "failed: federation-audit: it is not logging."],
    [
      "a trail of one region without validation",
      "trail",
      { GetTrail: { Trail: {} } },
      "failed: federation-audit: it records one region only; its files are not validated.",
    ],
    ["no trail", "trail", { GetTrail: error("TrailNotFoundException") }, "failed: The trail federation-audit does not exist."],
    [
      "a rule that is off",
      "rules",
      { DescribeRule: inRegion("us-east-2", { ...(fine["DescribeRule"] as object), State: "DISABLED" }) },
      "failed: us-east-2: breakglass-use is DISABLED; us-east-2: breakglass-guard-change is DISABLED.",
    ],
    [
      "a rule that leaves reading calls out",
      "rules",
      { DescribeRule: inRegion("us-east-1", { ...(fine["DescribeRule"] as object), State: "ENABLED" }) },
      "failed: us-east-1: breakglass-use is ENABLED; us-east-1: breakglass-guard-change is ENABLED.",
    ],
    [
      "a rule of another pattern",
      "rules",
      { DescribeRule: inRegion("eu-north-1", { ...(fine["DescribeRule"] as object), EventPattern: "{}" }) },
      "failed: eu-north-1: the pattern of breakglass-use was changed.",
    ],
    [
      "a rule without target",
      "rules",
      {
        ListTargetsByRule: (at: string, { Rule }: { Rule?: string }) =>
          at === "eu-west-1" && Rule === "breakglass-guard-change" ? {} : { Targets: [{}] },
      },
      "failed: eu-west-1: breakglass-guard-change has no target.",
    ],
    [
      "a subscriber who has not confirmed",
      "subscribers",
      { ListSubscriptionsByTopic: { Subscriptions: [{ SubscriptionArn: "arn:1" }, { SubscriptionArn: "PendingConfirmation" }] } },
      "failed: 1 confirmed, 1 waiting for the click in AWS's mail.",
    ],
    ["nobody who listens", "subscribers", { ListSubscriptionsByTopic: {} }, "failed: 0 confirmed, 0 waiting for the click in AWS's mail."],
    ["no topic", "subscribers", { ListSubscriptionsByTopic: error("NotFoundException") }, "failed: The alarm topic does not exist."],
  ] as const) {
    it(`notices ${what}`, async () => assert.equal(sentences(await watch(changes), id), evidence));
  }
});

describe("what a sign-in leaves", () => {
  const began = new Date("2026-12-01T12:00:00.500Z");
  const trace = (answers: Answers) =>
    withAws({ LookupEvents: {}, DescribeAlarmHistory: {}, DescribeAlarms: {}, ...answers }, () => signInTraceSince(subject, began));

  it("is looked for in every region that is watched, and in none twice", async () => {
    const asked: string[] = [];
    const { signedIn } = await trace({
      LookupEvents: (region: string) => {
        asked.push(region);
        return region === "eu-north-1"
          ? {
              Events: [
                { EventName: "ConsoleLogin", EventTime: new Date("2026-12-01T12:00:00Z") },
                { EventName: "CheckMfa", EventTime: NOW },
              ],
            }
          : {};
      },
    });
    assert.deepEqual(asked.sort(), alarmRegions("eu-west-1", trail.arn));
    assert.deepEqual(signedIn, new Date("2026-12-01T12:00:00Z"), "CloudTrail tells whole seconds");
  });

  it("is a ring since the drill began, not one before it", async () => {
    const change = (oldState: string, newState: string, time: string) => ({
      AlarmHistoryItems: [
        {
          HistoryData: JSON.stringify({ version: "1.0", oldState: { stateValue: oldState }, newState: { stateValue: newState } }),
          Timestamp: new Date(time),
        },
      ],
    });
    const ring = (time: string) => change("OK", "ALARM", time);
    assert.deepEqual((await trace({ DescribeAlarmHistory: ring("2026-12-01T12:05:00Z") })).alarmed, new Date("2026-12-01T12:05:00Z"));
    assert.equal((await trace({ DescribeAlarmHistory: ring("2026-12-01T11:59:00Z") })).alarmed, undefined);
    const calm = change("ALARM", "OK", "2026-12-01T12:05:00Z");
    assert.equal((await trace({ DescribeAlarmHistory: calm })).alarmed, undefined);
    const cutOff = { AlarmHistoryItems: [{ HistoryData: '{"version":"1.0","oldSt', Timestamp: new Date("2026-12-01T12:05:00Z") }] };
    assert.equal((await trace({ DescribeAlarmHistory: cutOff })).alarmed, undefined);
  });

  it("may be an alarm whose history is not there yet", async () => {
    const state = (time: string) => ({ MetricAlarms: [{ StateValue: "ALARM", StateUpdatedTimestamp: new Date(time) }] });
    assert.deepEqual((await trace({ DescribeAlarms: state("2026-12-01T12:05:00Z") })).alarmed, new Date("2026-12-01T12:05:00Z"));
    assert.equal((await trace({ DescribeAlarms: state("2026-12-01T11:00:00Z") })).alarmed, undefined);
    const ringing = (StateValue: string) => withAws({ DescribeAlarms: { MetricAlarms: [{ StateValue }] } }, () => isRinging(subject));
    assert.deepEqual([await ringing("ALARM"), await ringing("OK")], [true, false]);
  });
});

describe("whether emergency access survives", () => {
  const policy = (displayName: string, changes: { state?: string; app?: string; excludeGroups?: string[] } = {}): Policy => ({
    displayName,
    state: changes.state ?? "enabled",
    conditions: {
      applications: { includeApplications: [changes.app ?? "app-id"] },
      users: { excludeGroups: changes.excludeGroups ?? ["e-id"] },
    },
  });
  const survives = (...policies: Policy[]) => emergencyAccessResult(policies, "app-id", "e-id", "emergency");

  it("it does where each policy that reaches the app excludes it", () =>
    assert.deepEqual(survives(policy("MFA"), policy("All", { app: "All" }), policy("Mail", { app: "other", excludeGroups: [] })), {
      outcome: "passed",
      evidence: '2 enabled policies reach the app; each excludes "emergency".',
    }));

  it("it does not where one holds it, by the app or by all apps", () =>
    assert.deepEqual(
      survives(policy("MFA"), policy("Countries", { excludeGroups: [] }), policy("All", { app: "All", excludeGroups: ["x"] })),
      {
        outcome: "failed",
        evidence: 'Held by "Countries", "All".',
      },
    ));

  it("a policy that is not enabled holds nobody, and protects nobody", () => {
    const off = policy("MFA", { state: "enabledForReportingButNotEnforced", excludeGroups: [] });
    assert.equal(survives(policy("Other"), off).outcome, "passed");
    assert.deepEqual(survives(off), { outcome: "failed", evidence: "No enabled policy reaches the app: nothing asks for MFA." });
  });
});
