import { cloudtrail, events } from "../../../shared/types";
import { UNKNOWN, type Wire, resource } from "../../../testing";
import { ONE, subscription, topic } from "./fixtures";

export const filter = (props: Record<string, unknown> = {}) =>
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
/** Rings at the first event. */
export const RINGING = {
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  threshold: 1,
  statistic: "Sum",
  evaluationPeriods: 1,
  alarmActions: [UNKNOWN],
};
export const alarm = (props: Record<string, unknown> = {}, refers: Record<string, Wire> = { alarmActions: topic }) =>
  resource(
    events.metricAlarm,
    {
      namespace: "B",
      metricName: "Use",
      ...RINGING,
      ...props,
    },
    { name: "alarm", refers },
  );
export const byMetric = (changes: { filter?: Record<string, unknown>; alarm?: Record<string, unknown> } = {}) => [
  ONE,
  topic,
  subscription,
  filter(changes.filter),
  alarm(changes.alarm),
];
export const rule = (region: string, detail: unknown, props: Record<string, unknown> = {}) =>
  resource(
    events.rule,
    { region, eventPattern: JSON.stringify({ detail }), state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", ...props },
    { name: `rule-${region}` },
  );
export const byRule = (
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
export const SIGN_IN = ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"];
export const EVERYWHERE =
  `us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3
  ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2`.split(/\s+/);
export const silent = (act: string) => [`${act} of breakglass-1 raises no alarm.`];
export const unheard = (act: string) => [
  `${act} of breakglass-1 is noticed, but the alarm reaches nobody: it must end in a topic with a subscriber.`,
];

export const partly = (act: string, regions: string) => [`${act} of breakglass-1 raises an alarm in some regions only, not in ${regions}.`];
export const group = resource(events.logGroup, { name: "trail" }, { name: "group" });
export const trail = (cloudWatchLogsGroupArn: unknown, refers: Record<string, Wire> = {}, name = "trail") =>
  resource(cloudtrail.trail, { cloudWatchLogsGroupArn }, { name, refers });
export const HOME_BUS = "arn:aws:events:us-east-1:111111111111:event-bus/default";
/** Rules of which one publishes and the others pass on. */
export const byBus = (regions: readonly string[], details: { bus?: unknown; refers?: Record<string, Wire>; eventBusName?: string } = {}) =>
  byRule(regions, undefined, details.eventBusName === undefined ? {} : { eventBusName: details.eventBusName }).map((wire) =>
    wire.type === events.target && wire.name !== "target-us-east-1"
      ? resource(
          events.target,
          { rule: UNKNOWN, arn: details.bus ?? HOME_BUS, region: wire.props["region"] },
          { name: wire.name, refers: { rule: rule(String(wire.props["region"]), {}), ...details.refers } },
        )
      : wire,
  );
