import assert from "node:assert/strict";
import type { MetricFilter } from "@aws-sdk/client-cloudwatch-logs";
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { useAlarm } from "../../../../cli/verify/checks/use-alarm";
import { guarded, right, withGuard } from "../remedies/case";
import { DENIED_BY_AWS, deniedByAws, messages } from "../messages";

const alarm = (change: Partial<MetricAlarm>) =>
  messages(useAlarm, withGuard({ alarms: { alarm: async () => ({ ...(await right.alarms.alarm(""))!, ...change }) } }), guarded);
const filters = (list: MetricFilter[] | undefined) =>
  messages(useAlarm, withGuard({ alarms: { metricFilters: async () => list } }), guarded);
const filter = async (change: MetricFilter) => filters([{ ...(await right.alarms.metricFilters(""))![0]!, ...change }]);
const transformation = async (change: object) => {
  const [its] = (await right.alarms.metricFilters(""))![0]!.metricTransformations!;
  return filter({ metricTransformations: [{ ...its!, ...change }] });
};
const APPLY = " -> Find out in CloudTrail who did it, then run `pulumi up --refresh`, which puts it right.";
const finding = (words: string) => [`finding: ${words}${APPLY}`];
const OK = ["ok: They count every use in any region, and the alarm goes to the topic."];
const NO_FILTER = finding("The log group /aws/cloudtrail/federation-audit has no metric filter breakglass-use.");
const COUNTS_NOT = finding("The metric filter breakglass-use does not count into Federation/Breakglass BreakglassUse.");

describe("verify: metric filter and alarm of every use (R7.4)", () => {
  it("count every use, and the alarm goes to the topic", async () => {
    assert.deepEqual(await messages(useAlarm, undefined, guarded), OK);
    const [its] = (await right.alarms.metricFilters(""))!;
    assert.deepEqual(await filters([{ filterName: "theirs", filterPattern: "x" }, its!]), OK);
  });

  it("are a finding without the filter: without any, without the log group, or with another's alone", async () => {
    assert.deepEqual(await filters([]), NO_FILTER);
    assert.deepEqual(await filters(undefined), NO_FILTER);
    assert.deepEqual(await filter({ filterName: "theirs" }), NO_FILTER);
  });

  it("are a finding where the filter matches something else", async () => {
    assert.deepEqual(await filter({ filterPattern: "{ $.x = 1 }" }), finding("The metric filter breakglass-use has another pattern."));
  });

  it("are a finding where the filter counts elsewhere, or nothing", async () => {
    assert.deepEqual(await transformation({ metricNamespace: "x" }), COUNTS_NOT);
    assert.deepEqual(await transformation({ metricName: "x" }), COUNTS_NOT);
    assert.deepEqual(await transformation({ metricValue: "0" }), COUNTS_NOT);
    assert.deepEqual(await filter({ metricTransformations: undefined }), COUNTS_NOT);
  });

  it("are a finding without the alarm", async () => {
    const gone = withGuard({ alarms: { alarm: async () => undefined } });
    assert.deepEqual(await messages(useAlarm, gone, guarded), finding("There is no alarm breakglass-use."));
  });

  for (const [fault, change] of [
    ["statistic Average instead of Sum", { Statistic: "Average" }],
    ["period 300 instead of 60", { Period: 300 }],
    ["evaluationPeriods 5 instead of 1", { EvaluationPeriods: 5 }],
    ["threshold 100 instead of 1", { Threshold: 100 }],
    ["comparisonOperator GreaterThanThreshold instead of GreaterThanOrEqualToThreshold", { ComparisonOperator: "GreaterThanThreshold" }],
    ["treatMissingData missing instead of notBreaching", { TreatMissingData: "missing" }],
    ["namespace x instead of Federation/Breakglass", { Namespace: "x" }],
    ["metricName x instead of BreakglassUse", { MetricName: "x" }],
    ["2 data points to alarm", { DatapointsToAlarm: 2 }],
    ["threshold 100 instead of 1; 2 data points to alarm", { Threshold: 100, DatapointsToAlarm: 2 }],
  ] as const)
    it(`are a finding where the alarm has ${fault}`, async () => {
      assert.deepEqual(await alarm(change), finding(`The alarm breakglass-use has ${fault}.`));
    });

  it("take one data point to alarm for what it is by default", async () => {
    assert.deepEqual(await alarm({ DatapointsToAlarm: 1 }), OK);
  });

  it("are a finding where the alarm's actions are off, gone, or go to others as well", async () => {
    const [topic] = (await right.alarms.alarm(""))!.AlarmActions!;
    assert.deepEqual(await alarm({ ActionsEnabled: false }), finding("The actions of the alarm breakglass-use are switched off."));
    assert.deepEqual(await alarm({ AlarmActions: [] }), finding("The alarm breakglass-use does not go to the topic."));
    assert.deepEqual(await alarm({ AlarmActions: undefined }), finding("The alarm breakglass-use does not go to the topic."));
    assert.deepEqual(
      await alarm({ AlarmActions: [topic!, "arn:eve", "arn:mallory"] }),
      finding("The alarm breakglass-use goes to arn:eve, arn:mallory as well, which nobody declared."),
    );
  });

  it("are a note where the alarm rings", async () => {
    assert.deepEqual(await alarm({ StateValue: "ALARM" }), [
      "note: The alarm breakglass-use rings: a breakglass user was used. -> Where that is no drill, follow the breakglass procedure (docs/breakglass.md).",
    ]);
  });

  it("cannot be told where filters or the alarm may not be read, and are none without breakglass users", async () => {
    assert.deepEqual(await messages(useAlarm, withGuard({ alarms: { metricFilters: deniedByAws } }), guarded), DENIED_BY_AWS);
    assert.deepEqual(await messages(useAlarm, withGuard({ alarms: { alarm: deniedByAws } }), guarded), DENIED_BY_AWS);
    const none = ["not yet: The settings have no federation:breakglass."];
    assert.deepEqual(await messages(useAlarm), none);
    assert.deepEqual(await messages(useAlarm, undefined, { ...guarded, breakglass: undefined, drills: undefined } as never), none);
  });
});
