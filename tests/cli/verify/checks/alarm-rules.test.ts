import assert from "node:assert/strict";
import { accountId } from "../guard-fakes";
import { type Fault, found, open, right, role, rule, target } from "../guard-rows";

describe("verify, event rules (R7.4)", () => {
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
  ] satisfies readonly Fault[])
    it(`finds ${what}, and nothing else`, async () => assert.deepEqual(await plant(), [expected]));
});
