import assert from "node:assert/strict";
import { loginAlarm } from "../../rules/breakglass/login-alarm";
import { type Use, filterCounts, ruleMatches } from "../../shared/alarm-samples";
import { events } from "../../shared/types";
import { UNKNOWN, type Wire, notes, resource, violations } from "../../testing";
import { RINGING } from "../rules/breakglass/alarm-fixtures";
import { ONE, subscription, topic } from "../rules/breakglass/fixtures";

const watched = (use: Use) => ({ name: "breakglass-1", account: "111111111111", use });

describe("what an alarm hears", () => {
  for (const [title, pattern, login, api] of [
    ["a sign-in as AWS spells it", { "detail-type": ["AWS Console Sign In via CloudTrail"] }, true, false],
    ["a sign-in as AWS spelt it", { "detail-type": ["AWS Console Signin via CloudTrail"] }, true, false],
    ["calls", { "detail-type": ["AWS API Call via CloudTrail"] }, false, true],
    ["calls of one service", { source: ["aws.iam"] }, false, false],
    ["sign-ins by their source", { source: ["aws.signin"] }, true, false],
    ["everything of the account", { account: ["111111111111"] }, true, true],
    ["everything of another account", { account: ["222222222222"] }, false, false],
  ] as const) {
    it(`is ${title}, by an event rule`, () => {
      assert.equal(ruleMatches(JSON.stringify(pattern), watched("login")), login);
      assert.equal(ruleMatches(JSON.stringify(pattern), watched("api")), api);
    });
  }
  it("is calls that write and calls that read, by a metric filter", () => {
    assert.equal(filterCounts("{ $.readOnly = false }", watched("login")), true);
    assert.equal(filterCounts("{ $.readOnly = false }", watched("api")), false);
    assert.equal(filterCounts('{ $.userIdentity.userName = "breakglass-1" }', watched("api")), true);
  });
});

const filter = (metricTransformation: object) =>
  resource(
    events.metricFilter,
    { logGroupName: "trail", pattern: '{ $.userIdentity.userName = "breakglass-1" }', metricTransformation },
    { name: "filter" },
  );
const alarm = (props: Record<string, unknown>, refers: Record<string, Wire> = { alarmActions: topic }) =>
  resource(events.metricAlarm, { ...RINGING, ...props }, { name: "alarm", refers });
const UNHEARD = "A sign-in of breakglass-1 is noticed, but the alarm reaches nobody: it must end in a topic with a subscriber.";
const rule = (name: string, userName: string, region = "us-east-1") =>
  resource(events.rule, { region, eventPattern: JSON.stringify({ detail: { userIdentity: { userName: [userName] } } }) }, { name });
const target = (of: Wire, props: Record<string, unknown>, refers: Record<string, Wire> = {}) =>
  resource(
    events.target,
    { rule: UNKNOWN, region: of.props["region"], ...props },
    { name: `${of.name}-target`, refers: { rule: of, ...refers } },
  );

describe("the way of an alarm", () => {
  it("needs a metric with a name", async () => {
    const nameless = [ONE, topic, subscription, filter({ namespace: "B", value: "1" }), alarm({ namespace: "B" })];
    assert.deepEqual(await violations(loginAlarm, nameless), [UNHEARD]);
    const homeless = [ONE, topic, subscription, filter({ name: "Use", value: "1" }), alarm({ metricName: "Use" })];
    assert.deepEqual(await violations(loginAlarm, homeless), [UNHEARD]);
  });
  it("is not told where the alarm's dimensions are not known yet", async () => {
    const metric = { namespace: "B", name: "Use", value: "1" };
    const given = [ONE, topic, subscription, filter(metric), alarm({ namespace: "B", metricName: "Use", dimensions: UNKNOWN })];
    assert.deepEqual(await violations(loginAlarm, given), []);
    assert.deepEqual(await notes(loginAlarm, given), [
      "breakglass-login-alarm cannot judge dimensions of alarm before it is known; pulumi up judges it again.",
    ]);
  });
  it("does not begin at a rule that hears somebody else", async () => {
    const own = rule("own", "breakglass-1");
    const other = rule("other", "ada", "us-east-2");
    const bus = target(own, { arn: "arn:aws:events:eu-west-1:111111111111:event-bus/default" });
    const given = [ONE, topic, subscription, own, other, bus, target(other, { arn: UNKNOWN }, { arn: topic })];
    assert.deepEqual(await violations(loginAlarm, given), [UNHEARD]);
  });
});
