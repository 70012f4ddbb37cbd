import { events, sns } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { type Cases, unknownNote } from "../../cases";
import { alarm, byBus, byMetric, byRule, filter, group, partly, rule, silent, trail, unheard } from "./alarm-fixtures";
import { ADA, notApplicable, ONE, subscription, topic, TWO, user } from "./fixtures";

/**
 * What a rule on alarms about breakglass users says, whichever use it is about.
 *
 * @param act The use, as sentences begin with it.
 * @param everywhere Regions in which the use can be recorded.
 */
export const alarmCases = (name: string, act: string, everywhere: readonly string[]): Cases => ({
  violates: {
    "a user without an alarm": { given: [ONE], says: silent(act) },
    "each user without one": { given: [...byMetric(), TWO], says: [`${act} of breakglass-2 raises no alarm.`] },
    "a filter for another user": { given: byMetric({ filter: { pattern: '{ $.userIdentity.userName = "ada" }' } }), says: silent(act) },
    "a filter that is no pattern": { given: byMetric({ filter: { pattern: "breakglass-1" } }), says: silent(act) },
    "a filter without an alarm": { given: [ONE, topic, subscription, filter()], says: unheard(act) },
    "a filter without a metric": { given: byMetric({ filter: { metricTransformation: undefined } }), says: unheard(act) },
    "an alarm on another metric": { given: byMetric({ alarm: { metricName: "Other" } }), says: unheard(act) },
    "a filter whose metric has no namespace": {
      given: byMetric({ filter: { metricTransformation: { name: "Use", value: "1" } }, alarm: { namespace: undefined } }),
      says: unheard(act),
    },
    "an alarm on one dimension of it": { given: byMetric({ alarm: { dimensions: { User: "x" } } }), says: unheard(act) },
    "an alarm in another region": { given: byMetric({ alarm: { region: "us-east-1" } }), says: unheard(act) },
    "a metric that counts nothing": {
      given: byMetric({ filter: { metricTransformation: { namespace: "B", name: "Use", value: "0" } } }),
      says: unheard(act),
    },
    "an alarm that needs two periods": { given: byMetric({ alarm: { evaluationPeriods: 2 } }), says: unheard(act) },
    "an alarm that needs two of three periods": {
      given: byMetric({ alarm: { evaluationPeriods: 3, datapointsToAlarm: 2 } }),
      says: unheard(act),
    },
    "an alarm on the average": { given: byMetric({ alarm: { statistic: "Average" } }), says: unheard(act) },
    "a filter on another log group than the trail's": {
      given: [...byMetric(), trail("arn:aws:logs:eu-west-1:111111111111:log-group:other:*")],
      says: silent(act),
    },
    "a filter beside a trail without a log group": { given: [...byMetric(), trail(undefined)], says: silent(act) },
    "rules in one region only": {
      given: byRule(["us-east-1"]),
      config: { regions: ["us-east-1", "us-east-2", "eu-north-1"] },
      says: partly(act, "us-east-2 or eu-north-1"),
    },
    "rules whose targets are elsewhere": {
      given: byRule(everywhere).map((wire) => (wire.type === events.target ? { ...wire, props: { ...wire.props, region: "x" } } : wire)),
      says: unheard(act),
    },
    "rules on another bus than CloudTrail's": { given: byRule(everywhere, undefined, { eventBusName: "own" }), says: unheard(act) },
    "rules that pass on to nobody, beside one that publishes something else": {
      given: [
        ...byBus(["us-east-2"]),
        rule("us-east-1", { userIdentity: { userName: ["ada"] } }),
        resource(
          events.target,
          { rule: UNKNOWN, arn: UNKNOWN, region: "us-east-1" },
          { name: "other", refers: { rule: rule("us-east-1", {}), arn: topic } },
        ),
      ],
      says: unheard(act),
    },
    "rules that pass on to nobody": {
      given: byBus(["us-east-2", "eu-north-1"]),
      says: unheard(act),
    },
    "rules that pass on to no bus": {
      given: byBus(["us-east-1", "us-east-2"], { bus: "arn:aws:sqs:us-east-1:111111111111:queue" }),
      config: { regions: ["us-east-2"] },
      says: partly(act, "us-east-2"),
    },
    "an alarm on another namespace": { given: byMetric({ alarm: { namespace: "Other" } }), says: unheard(act) },
    "an alarm that needs two events": { given: byMetric({ alarm: { threshold: 2 } }), says: unheard(act) },
    "an alarm above one": { given: byMetric({ alarm: { comparisonOperator: "GreaterThanThreshold" } }), says: unheard(act) },
    "an alarm below": { given: byMetric({ alarm: { comparisonOperator: "LessThanThreshold", threshold: 0 } }), says: unheard(act) },
    "an alarm whose actions are off": { given: byMetric({ alarm: { actionsEnabled: false } }), says: unheard(act) },
    "an alarm to nowhere": { given: [ONE, topic, subscription, filter(), alarm({ alarmActions: [] }, {})], says: unheard(act) },
    "a topic without a subscriber": { given: [ONE, topic, filter(), alarm()], says: unheard(act) },
    "rules for another user": { given: byRule(everywhere, { userIdentity: { userName: ["ada"] } }), says: silent(act) },
    "rules that are off": { given: byRule(everywhere, undefined, { state: "DISABLED" }), says: silent(act) },
    "rules that are off, the old way": { given: byRule(everywhere, undefined, { isEnabled: false }), says: silent(act) },
    "rules without targets": {
      given: [ONE, topic, subscription, rule("us-east-1", { userIdentity: { userName: ["breakglass-1"] } })],
      says: unheard(act),
    },
    "rules of another account": {
      given: byRule(everywhere, { userIdentity: { userName: ["breakglass-1"], accountId: ["999999999999"] } }),
      stackFacts: { managementAccountId: "111111111111" },
      says: silent(act),
    },
  },
  conforms: {
    "a metric filter": { given: byMetric() },
    "one of three periods, and the highest value": {
      given: byMetric({ alarm: { evaluationPeriods: 3, datapointsToAlarm: 1, statistic: "Maximum" } }),
    },
    "a metric that counts more": {
      given: byMetric({
        filter: { metricTransformation: [{ namespace: "B", name: "Use", value: "5" }] },
        alarm: { threshold: 5, dimensions: {} },
      }),
    },
    "a filter on the trail's log group, known by its name": {
      given: [...byMetric(), trail(undefined, {}, "other"), trail("arn:aws:logs:eu-west-1:111111111111:log-group:trail:*")],
    },
    "a filter on the trail's log group, which is made here": {
      given: [
        ONE,
        topic,
        subscription,
        group,
        { ...filter({ logGroupName: UNKNOWN }), propertyDependencies: { logGroupName: [group.urn] } },
        alarm(),
        trail(UNKNOWN, { cloudWatchLogsGroupArn: group }),
      ],
    },
    "a filter on the log group of a trail outside of the stack": {
      given: [...byMetric(), trail(undefined)],
      stackFacts: { existingTrail: "organization" },
    },
    "rules that pass on to the home region's bus": {
      given: byBus(["us-east-1", "us-east-2"]),
      config: { regions: ["us-east-1", "us-east-2"] },
    },
    "rules that pass on to a bus of the stack": {
      given: byBus(["us-east-1", "us-east-2"], { bus: UNKNOWN, refers: { arn: resource(events.bus, {}, { name: "bus" }) } }).concat(
        resource(events.bus, {}, { name: "bus" }),
      ),
      config: { regions: ["us-east-1", "us-east-2"] },
    },
    "rules on the default bus by name": { given: byRule(everywhere, undefined, { eventBusName: "default" }) },
    "a topic by its ARN": {
      given: [
        ONE,
        { ...topic, props: { arn: "arn:t" } },
        resource(sns.topicSubscription, { topic: "arn:t" }, { name: "mail" }),
        filter(),
        alarm({ alarmActions: ["arn:t"], comparisonOperator: "GreaterThanThreshold", threshold: 0 }, {}),
      ],
    },
    "event rules in every region that counts": { given: byRule(everywhere) },
    "rules of the account that the user is in": {
      given: byRule(everywhere, { userIdentity: { accountId: ["222222222222"] } }).map((wire) =>
        wire === ONE ? user("breakglass-1", { arn: "arn:aws:iam::222222222222:user/breakglass-1" }) : wire,
      ),
      stackFacts: { managementAccountId: "111111111111" },
    },
    "rules of the management account": {
      given: byRule(everywhere, { userIdentity: { accountId: ["111111111111"] } }),
      stackFacts: { managementAccountId: "111111111111" },
    },
    "a user of another name": { given: [ADA] },
  },
  notes: {
    "a filter that is not known yet": {
      given: byMetric({ filter: { pattern: UNKNOWN } }),
      says: [unknownNote(name, "pattern of filter")],
    },
    "an action that is not known yet": {
      given: [ONE, topic, filter(), alarm({}, {})],
      says: [unknownNote(name, "alarmActions.0 of alarm")],
    },
    "dimensions that are not known yet": {
      given: byMetric({ alarm: { dimensions: UNKNOWN } }),
      says: [unknownNote(name, "dimensions of alarm")],
    },
    "a trail's log group that is not known yet": {
      given: [...byMetric(), trail(UNKNOWN)],
      says: [unknownNote(name, "cloudWatchLogsGroupArn of trail")],
    },
    "an account that is not known yet, where the rules are not either": {
      given: byRule(["us-east-1"], undefined, { eventPattern: UNKNOWN }),
      stackFacts: { managementAccountId: UNKNOWN },
      says: [unknownNote(name, "eventPattern of rule-us-east-1")],
    },
    "a rule that is not known yet": {
      given: byRule(["us-east-1"], undefined, { eventPattern: UNKNOWN }),
      says: [unknownNote(name, "eventPattern of rule-us-east-1")],
    },
  },
  notApplicable,
});
