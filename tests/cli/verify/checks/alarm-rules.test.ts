import assert from "node:assert/strict";
import { accountId } from "../guard-fakes";
import { type Fault, found, key, open, right, role, rule, target, topic } from "../guard-rows";

describe("verify, event rules, alarm and topic (R7.4)", () => {
  const use = "R7.4 rules finding: The event rule breakglass-guard-change in us-east-1";
  for (const [what, expected, plant] of [
    ["a rule that is off", `${use} is disabled.`, () => rule({ state: "DISABLED" })],
    ["a rule that hears writes only", `${use} is ENABLED, which leaves calls that only read out.`, () => rule({ state: "ENABLED" })],
    ["a rule with another pattern", `${use} has another pattern.`, () => rule({ pattern: { source: ["aws.nobody"] } })],
    ["a rule without target", `${use} has no target.`, () => rule({ targets: [] })],
    [
      "a rule with another target",
      `${use} goes to arn:eve instead of arn:aws:events:eu-west-1:${accountId}:event-bus/default.`,
      () => rule({ targets: [{ ...target, Arn: "arn:eve" }] }),
    ],
    [
      "a rule that loses",
      `${use} loses what it cannot deliver.`,
      () => rule({ targets: [{ Id: "alarm", Arn: target.Arn, RoleArn: target.RoleArn }] }),
    ],
    ["a rule that rewrites", `${use} rewrites its events.`, () => rule({ targets: [{ ...target, Input: "{}" }] })],
    [
      "a rule with a target more",
      `${use} has the target arn:eve, which nobody declared.`,
      () => rule({ targets: [target, { Id: "eve", Arn: "arn:eve" }] }),
    ],
    [
      "undelivered alarms",
      "R7.4 rules finding: 3 alarms could not be delivered in us-east-2: nobody heard of them.",
      () =>
        found({
          alarms: {
            queue: async (region, name) => ({ ...(await right.alarms.queue(region, name))!, messages: region === "us-east-2" ? 3 : 0 }),
          },
        }),
    ],
    [
      "a forwarder that others may be",
      "R7.4 rules finding: The role breakglass-alarms-forward trusts somebody else.",
      () => role("breakglass-alarms-forward", { trust: open }),
    ],
    [
      "no metric filter",
      "R7.4 alarm finding: The log group /aws/cloudtrail/federation-audit has no metric filter breakglass-use.",
      () => found({ alarms: { metricFilters: async () => [] } }),
    ],
    ["no alarm", "R7.4 alarm finding: There is no alarm breakglass-use.", () => found({ alarms: { alarm: async () => undefined } })],
    [
      "an alarm that waits",
      "R7.4 alarm finding: The alarm breakglass-use has threshold 100 instead of 1.",
      async () => found({ alarms: { alarm: async () => ({ ...(await right.alarms.alarm(""))!, Threshold: 100 }) } }),
    ],
    [
      "an alarm without actions",
      "R7.4 alarm finding: The actions of the alarm breakglass-use are switched off.",
      async () => found({ alarms: { alarm: async () => ({ ...(await right.alarms.alarm(""))!, ActionsEnabled: false }) } }),
    ],
    [
      "an alarm that rings",
      "R7.4 alarm note: The alarm breakglass-use rings: a breakglass user was used.",
      async () => found({ alarms: { alarm: async () => ({ ...(await right.alarms.alarm(""))!, StateValue: "ALARM" as const }) } }),
    ],
    ["an open topic", "R7.4 topic finding: The topic breakglass-alarms has another policy.", () => topic({ policy: open })],
    ["a topic in the clear", "R7.4 topic finding: The topic breakglass-alarms is not encrypted.", () => topic({ keyArn: undefined })],
    [
      "a topic whose key services cannot use",
      "R7.4 topic finding: The topic breakglass-alarms is encrypted with alias/aws/sns, which EventBridge and CloudWatch cannot use: alarms are lost.",
      () => topic({ keyArn: "alias/aws/sns" }),
    ],
    [
      "a disabled key",
      "R7.4 topic finding: The key of the topic breakglass-alarms is Disabled.",
      () => key("topic", { state: "Disabled" }),
    ],
    [
      "a topic that is gone",
      "R7.4 topic finding: There is no topic breakglass-alarms: no alarm reaches anybody.",
      () => found({ alarms: { topic: async () => undefined } }),
    ],
    [
      "a subscriber who is gone, by host only",
      "R7.4 topic finding: The webhook at pager.example.com is not subscribed to the topic breakglass-alarms.",
      () => topic({ subscriptions: [{ protocol: "email", endpoint: "oncall@example.com", confirmed: true }] }),
    ],
    [
      "somebody else who hears",
      "R7.4 topic finding: eve@example.com hears the alarms, and the settings do not name it.",
      async () =>
        topic({
          subscriptions: [
            ...(await right.alarms.topic(""))!.subscriptions,
            { protocol: "email", endpoint: "eve@example.com", confirmed: true },
          ],
        }),
    ],
    [
      "a subscriber who never confirmed",
      "R7.4 topic finding: oncall@example.com has not confirmed the subscription, and hears no alarm.",
      async () =>
        topic({
          subscriptions: (await right.alarms.topic(""))!.subscriptions.map((each) => ({ ...each, confirmed: each.protocol !== "email" })),
        }),
    ],
  ] satisfies readonly Fault[])
    it(`finds ${what}, and nothing else`, async () => assert.deepEqual(await plant(), [expected]));
});
