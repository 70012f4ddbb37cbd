import { apiAlarm } from "../../../rules/breakglass/api-alarm";
import { loginAlarm } from "../../../rules/breakglass/login-alarm";
import { events, sns } from "../../../shared/types";
import { UNKNOWN, type Wire, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { user, ONE, TWO, ADA, notApplicable, topic, subscription } from "./fixtures";

const filter = (props: Record<string, unknown> = {}) =>
  resource(
    events.metricFilter,
    {
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
  regions: string[],
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
      resource(events.target, { rule: UNKNOWN, arn: UNKNOWN }, { name: `target-${region}`, refers: { rule: made, arn: topic } }),
    ];
  }),
];
const SIGN_IN = ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"];
const silent = (act: string) => [`${act} of breakglass-1 raises no alarm.`];
const unheard = (act: string) => [
  `${act} of breakglass-1 is noticed, but the alarm reaches nobody: it must end in a topic with a subscriber.`,
];

for (const [judged, name, act] of [
  [loginAlarm, "breakglass-login-alarm", "A sign-in"],
  [apiAlarm, "breakglass-api-alarm", "An API call"],
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
      "an alarm on another namespace": { given: byMetric({ alarm: { namespace: "Other" } }), says: unheard(act) },
      "an alarm that needs two events": { given: byMetric({ alarm: { threshold: 2 } }), says: unheard(act) },
      "an alarm above one": { given: byMetric({ alarm: { comparisonOperator: "GreaterThanThreshold" } }), says: unheard(act) },
      "an alarm below": { given: byMetric({ alarm: { comparisonOperator: "LessThanThreshold", threshold: 0 } }), says: unheard(act) },
      "an alarm whose actions are off": { given: byMetric({ alarm: { actionsEnabled: false } }), says: unheard(act) },
      "an alarm to nowhere": { given: [ONE, topic, subscription, filter(), alarm({ alarmActions: [] }, {})], says: unheard(act) },
      "a topic without a subscriber": { given: [ONE, topic, filter(), alarm()], says: unheard(act) },
      "rules for another user": { given: byRule(SIGN_IN, { userIdentity: { userName: ["ada"] } }), says: silent(act) },
      "rules that are off": { given: byRule(SIGN_IN, undefined, { state: "DISABLED" }), says: silent(act) },
      "rules that are off, the old way": { given: byRule(SIGN_IN, undefined, { isEnabled: false }), says: silent(act) },
      "rules without targets": {
        given: [ONE, topic, subscription, rule("us-east-1", { userIdentity: { userName: ["breakglass-1"] } })],
        says: unheard(act),
      },
      "rules of another account": {
        given: byRule(SIGN_IN, { userIdentity: { userName: ["breakglass-1"], accountId: ["999999999999"] } }),
        told: { managementAccountId: "111111111111" },
        says: silent(act),
      },
    },
    conforms: {
      "a metric filter": { given: byMetric() },
      "a topic by its ARN": {
        given: [
          ONE,
          { ...topic, props: { arn: "arn:t" } },
          resource(sns.topicSubscription, { topic: "arn:t" }, { name: "mail" }),
          filter(),
          alarm({ alarmActions: ["arn:t"], comparisonOperator: "GreaterThanThreshold", threshold: 0 }, {}),
        ],
      },
      "event rules in the sign-in regions": { given: byRule(SIGN_IN) },
      "rules of the account that the user is in": {
        given: byRule(SIGN_IN, { userIdentity: { accountId: ["222222222222"] } }).map((wire) =>
          wire === ONE ? user("breakglass-1", { arn: "arn:aws:iam::222222222222:user/breakglass-1" }) : wire,
        ),
        told: { managementAccountId: "111111111111" },
      },
      "rules of the management account": {
        given: byRule(SIGN_IN, { userIdentity: { accountId: ["111111111111"] } }),
        told: { managementAccountId: "111111111111" },
      },
      "a user of another name": { given: [ADA] },
    },
    notes: {
      "a filter that is not known yet": {
        given: byMetric({ filter: { pattern: UNKNOWN } }),
        says: [unknownNote(name, "pattern of filter")],
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
    "rules in one region only": { given: byRule(["us-east-1"]), says: unheard("A sign-in") },
    "rules that leave a sign-in region out": { given: byRule([...SIGN_IN.slice(1), "eu-west-1"]), says: unheard("A sign-in") },
    "rules for API calls only": { given: byRule(SIGN_IN, { eventType: ["AwsApiCall"] }), says: silent("A sign-in") },
  },
  conforms: {
    "rules for sign-ins only": { given: byRule(SIGN_IN, LOGIN_ONLY) },
    "rules in the plain state": { given: byRule(SIGN_IN, undefined, { state: "ENABLED" }) },
  },
});
behaviours(apiAlarm, {
  violates: {
    "rules for sign-ins only": { given: byRule(SIGN_IN, LOGIN_ONLY), says: silent("An API call") },
    "rules that leave reading calls out": { given: byRule(SIGN_IN, undefined, { state: "ENABLED" }), says: silent("An API call") },
    "a filter that leaves reading calls out": {
      given: byMetric({ filter: { pattern: '{ $.userIdentity.userName = "breakglass-1" && $.readOnly = false }' } }),
      says: silent("An API call"),
    },
  },
  conforms: { "a rule in one region": { given: byRule(["us-east-1"]) } },
});
