import assert from "node:assert/strict";
import { breakglassUserArns, trailOf } from "../../../access/breakglass/watch";
import { BreakglassAlarms } from "../../../components/aws/breakglass-alarms";
import { only, type Registered, resources, startMocks } from "../mocks";
import { options, watchOptions } from "../options";
import { statements } from "./statements";

const account = "100000000001";
const TOPIC = `arn:aws:sns:eu-west-1:${account}:breakglass-alarms`;

async function alarms(homeRegion = "eu-west-1") {
  await resources();
  await options();
  const place = { accountId: account, partition: "aws", homeRegion };
  new BreakglassAlarms("breakglass-alarms", {
    ...place,
    userArns: [...breakglassUserArns([{ name: "breakglass-1" }, { name: "breakglass-2" }], "/breakglass/", place).values()],
    topicArn: TOPIC,
    topicReady: [],
    trail: trailOf({}, place),
    logGroupName: "/aws/cloudtrail/federation-audit",
    keyArns: ["arn:aws:kms:eu-west-1:1:key/topic-key", "arn:aws:kms:eu-west-1:1:key/trail-key"],
    policyArn: `arn:aws:iam::${account}:policy/breakglass/breakglass-guard`,
  });
  return { found: await resources(), of: await options() };
}
const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const regionsOf = (found: readonly Registered[], type: string, kind: string): unknown[] =>
  found
    .filter((each) => each.type === type && each.name.startsWith(`breakglass-alarms/${kind}/`))
    .map(({ inputs }) => inputs["region"])
    .sort();

describe("breakglass alarms", () => {
  before(async () => {
    await startMocks();
    watchOptions();
  });

  it("listen to use and to changes of the guard in the sign-in regions, us-east-1 and the home region", async () => {
    const { found } = await alarms();
    const regions = ["ap-southeast-2", "eu-north-1", "eu-west-1", "us-east-1", "us-east-2"];
    for (const type of [RULE, TARGET])
      for (const kind of ["use", "guard"]) assert.deepEqual(regionsOf(found, type, kind), regions, `${type} ${kind}`);
  });

  for (const home of ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"]) {
    it(`listen once in a home region that is a sign-in region: ${home}`, async () => {
      const { found } = await alarms(home);
      assert.deepEqual(regionsOf(found, RULE, "use"), ["ap-southeast-2", "eu-north-1", "us-east-1", "us-east-2"]);
      const direct = found.filter(({ type, inputs }) => type === TARGET && inputs["arn"] === TOPIC).map(({ inputs }) => inputs["region"]);
      assert.deepEqual(direct, [home, home]);
    });
  }

  it("hear calls that only read, too", async () => {
    const { found } = await alarms();
    const states = found.filter(({ type }) => type === RULE).map(({ inputs }) => inputs["state"]);
    assert.deepEqual([states.length, new Set(states)], [10, new Set(["ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"])]);
  });

  it("go from the home region to the topic, from the others to the home region's bus, whose rule publishes: a topic must be in its rule's region", async () => {
    const { found, of } = await alarms();
    for (const { inputs } of found.filter(({ type }) => type === TARGET)) {
      const { region, arn, roleArn } = inputs;
      if (region === "eu-west-1") assert.deepEqual([arn, roleArn], [TOPIC, undefined]);
      else assert.deepEqual([arn, roleArn], [`arn:aws:events:eu-west-1:${account}:event-bus/default`, "arn:breakglass-alarms/forward"]);
    }
    assert.ok(of("EventTarget breakglass-alarms/use/us-east-2").dependencies.includes("RolePolicy breakglass-alarms/forward"));
    assert.deepEqual(statements(only(found, "aws:iam/rolePolicy:RolePolicy").inputs["policy"]), [
      { Effect: "Allow", Action: "events:PutEvents", Resource: `arn:aws:events:eu-west-1:${account}:event-bus/default` },
    ]);
  });

  it("keep what could not be delivered, in a queue in the rule's region that takes it from these rules only", async () => {
    const { found } = await alarms();
    const queues = found.filter(({ type }) => type === "aws:sqs/queue:Queue");
    assert.equal(queues.length, 5);
    for (const { name, inputs } of found.filter(({ type }) => type === TARGET))
      assert.deepEqual(inputs["deadLetterConfig"], { arn: `arn:breakglass-alarms/${inputs["region"] as string}/undelivered` }, name);
    const { policy } = only(found, "aws:sqs/queuePolicy:QueuePolicy", "breakglass-alarms/us-east-2/undelivered").inputs;
    assert.deepEqual(statements(policy)[0]?.Condition, {
      ArnEquals: {
        "aws:SourceArn": ["breakglass-use", "breakglass-guard-change"].map((rule) => `arn:aws:events:us-east-2:${account}:rule/${rule}`),
      },
    });
  });

  it("watch the keys of trail and topic by their ids", async () => {
    const { found } = await alarms();
    assert.match(
      only(found, RULE, "breakglass-alarms/guard/us-east-1").inputs["eventPattern"] as string,
      /"keyId":\[{"suffix":"topic-key"},{"suffix":"trail-key"}\]/,
    );
  });

  it("have a catch-all over the log group, which rings at the first event and stays quiet without any", async () => {
    const { found, of } = await alarms();
    const filter = only(found, "aws:cloudwatch/logMetricFilter:LogMetricFilter").inputs;
    assert.deepEqual([filter["region"], filter["logGroupName"]], ["eu-west-1", "/aws/cloudtrail/federation-audit"]);
    const metric = filter["metricTransformation"] as { namespace: string; name: string };
    const alarm = only(found, "aws:cloudwatch/metricAlarm:MetricAlarm").inputs;
    assert.deepEqual([alarm["namespace"], alarm["metricName"]], [metric.namespace, metric.name]);
    assert.deepEqual(
      ["statistic", "threshold", "comparisonOperator", "evaluationPeriods", "treatMissingData", "alarmActions"].map((key) => alarm[key]),
      ["Sum", 1, "GreaterThanOrEqualToThreshold", 1, "notBreaching", [TOPIC]],
    );
    assert.ok(of("MetricAlarm breakglass-alarms").dependencies.includes("LogMetricFilter breakglass-alarms"));
  });
});
