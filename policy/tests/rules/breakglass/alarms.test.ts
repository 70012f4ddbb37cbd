import { apiAlarm } from "../../../rules/breakglass/api-alarm";
import { loginAlarm } from "../../../rules/breakglass/login-alarm";
import { cloudtrail, events, sns } from "../../../shared/types";
import { UNKNOWN, type Wire, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { user, ONE, TWO, ADA, notApplicable, topic, subscription } from "./fixtures";

const filter = (props: Record<string, unknown> = {}) =>
  resource(
    events.metricFilter,
    {
      logGroupName: "trail",
      pattern: '{ $.userIdentity.userName = "breakglass-1" }',
      metricTransformation: { namespace: "B", name: "Use", value: "1" },
      ...props,
    },
    { name: "filter" },
  );
const alarm = (props: Record<string, unknown> = {}, refers: Record<string, Wire> = { alarmActions: topic }) =>
  resource(
    events.metricAlarm,
    {
      namespace: "B",
      metricName: "Use",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      statistic: "Sum",
      evaluationPeriods: 1,
      alarmActions: [UNKNOWN],
      ...props,
    },
    { name: "alarm", refers },
  );
const byMetric = (changes: { filter?: Record<string, unknown>; alarm?: Record<string, unknown> } = {}) => [
  ONE,
  topic,
  subscription,
  filter(changes.filter),
  alarm(changes.alarm),
];
const rule = (region: string, detail: unknown, props: Record<string, unknown> = {}) =>
  resource(
    events.rule,
    { region, eventPattern: JSON.stringify({ detail }), state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", ...props },
    { name: `rule-${region}` },
  );
const byRule = (
  regions: readonly string[],
  detail: unknown = { userIdentity: { userName: ["breakglass-1"] } },
  props: Record<string, unknown> = {},
) => [
  ONE,
  topic,
  subscription,
  ...regions.flatMap((region) => {
    const made = rule(region, detail, props);
    return [
      made,
      resource(events.target, { rule: UNKNOWN, arn: UNKNOWN, region }, { name: `target-${region}`, refers: { rule: made, arn: topic } }),
    ];
  }),
];
const SIGN_IN = ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"];
const EVERYWHERE = `us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3
  ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2`.split(/\s+/);
const silent = (act: string) => [`${act} of breakglass-1 raises no alarm.`];
const unheard = (act: string) => [
  `${act} of breakglass-1 is noticed, but the alarm reaches nobody: it must end in a topic with a subscriber.`,
];

const partly = (act: string, regions: string) => [`${act} of breakglass-1 raises an alarm in some regions only, not in ${regions}.`];
const group = resource(events.logGroup, { name: "trail" }, { name: "group" });
const trail = (cloudWatchLogsGroupArn: unknown, refers: Record<string, Wire> = {}) =>
  resource(cloudtrail.trail, { cloudWatchLogsGroupArn }, { name: "trail", refers });
const HOME_BUS = "arn:aws:events:us-east-1:111111111111:event-bus/default";
/** Rules of which one publishes and the others pass on. */
const byBus = (regions: readonly string[], details: { bus?: unknown; refers?: Record<string, Wire>; eventBusName?: string } = {}) =>
  byRule(regions, undefined, details.eventBusName === undefined ? {} : { eventBusName: details.eventBusName }).map((wire) =>
    wire.type === events.target && wire.name !== "target-us-east-1"
      ? resource(
          events.target,
          { rule: UNKNOWN, arn: details.bus ?? HOME_BUS, region: wire.props["region"] },
          { name: wire.name, refers: { rule: rule(String(wire.props["region"]), {}), ...details.refers } },
        )
      : wire,
  );

for (const [judged, name, act, everywhere] of [
  [loginAlarm, "breakglass-login-alarm", "A sign-in", SIGN_IN],
  [apiAlarm, "breakglass-api-alarm", "An API call", EVERYWHERE],
] as const) {
  behaviours(judged, {
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
        told: { managementAccountId: "111111111111" },
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
        given: [...byMetric(), trail(undefined), trail("arn:aws:logs:eu-west-1:111111111111:log-group:trail:*")],
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
        told: { existingTrail: "organization" },
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
        told: { managementAccountId: "111111111111" },
      },
      "rules of the management account": {
        given: byRule(everywhere, { userIdentity: { accountId: ["111111111111"] } }),
        told: { managementAccountId: "111111111111" },
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
        told: { managementAccountId: UNKNOWN },
        says: [unknownNote(name, "eventPattern of rule-us-east-1")],
      },
      "a rule that is not known yet": {
        given: byRule(["us-east-1"], undefined, { eventPattern: UNKNOWN }),
        says: [unknownNote(name, "eventPattern of rule-us-east-1")],
      },
    },
    notApplicable,
  });
}

const LOGIN_ONLY = { eventName: ["ConsoleLogin"], userIdentity: { userName: ["breakglass-1"] } };
behaviours(loginAlarm, {
  violates: {
    "rules in one region only": { given: byRule(["us-east-1"]), says: partly("A sign-in", "us-east-2, eu-north-1 or ap-southeast-2") },
    "rules that leave a sign-in region out": { given: byRule([...SIGN_IN.slice(1), "eu-west-1"]), says: partly("A sign-in", "us-east-1") },
    "rules for API calls only": { given: byRule(SIGN_IN, { eventType: ["AwsApiCall"] }), says: silent("A sign-in") },
  },
  conforms: {
    "rules for sign-ins only": { given: byRule(SIGN_IN, LOGIN_ONLY) },
    "rules for one spelling of a sign-in": {
      given: byRule(SIGN_IN, undefined, { eventPattern: '{"detail-type":["AWS Console Sign In via CloudTrail"]}' }),
    },
    "rules for the other spelling of it": {
      given: byRule(SIGN_IN, undefined, { eventPattern: '{"detail-type":["AWS Console Signin via CloudTrail"]}' }),
    },
    "rules in the plain state": { given: byRule(SIGN_IN, undefined, { state: "ENABLED" }) },
  },
});
behaviours(apiAlarm, {
  violates: {
    "rules for sign-ins only": { given: byRule(SIGN_IN, LOGIN_ONLY), says: silent("An API call") },
    "rules in the sign-in regions only": {
      given: byRule(EVERYWHERE.slice(0, -2)),
      says: partly("An API call", "ap-southeast-1 or ap-southeast-2"),
    },
    "rules for the calls of one service": {
      given: byRule(EVERYWHERE, { eventSource: ["iam.amazonaws.com"] }),
      says: silent("An API call"),
    },
    "rules that leave reading calls out": { given: byRule(SIGN_IN, undefined, { state: "ENABLED" }), says: silent("An API call") },
    "a filter that leaves reading calls out": {
      given: byMetric({ filter: { pattern: '{ $.userIdentity.userName = "breakglass-1" && $.readOnly = false }' } }),
      says: silent("An API call"),
    },
  },
  conforms: {
    "rules for API calls by their type": {
      given: byRule(EVERYWHERE, undefined, { eventPattern: '{"detail-type":["AWS API Call via CloudTrail"]}' }),
    },
    "rules in the regions that the organization uses": { given: byRule(["eu-west-1"]), config: { regions: ["eu-west-1"] } },
  },
});
