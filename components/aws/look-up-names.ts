import type { UniqueName, UniqueType } from "../../access/existing-names";
import { requireEnvironmentOf } from "./environment-account";

export const TRAIL = "aws:cloudtrail/trail:Trail";
export const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
export const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const SCHEDULE = "aws:scheduler/schedule:Schedule";

/** What has a name: its ARN. Rejects with one of {@link MISSING} where nothing has, if AWS answers so. */
type Ask = (name: string, region: string) => Promise<string | undefined>;

/** Types that the provider has no function for: each is one call of AWS's API, whose client one run in many needs. */
const ASK = {
  [TRAIL]: async (Name, region) => {
    const { CloudTrailClient, GetTrailCommand } = await import("@aws-sdk/client-cloudtrail");
    return (await new CloudTrailClient({ region }).send(new GetTrailCommand({ Name }))).Trail?.TrailARN;
  },
  [EVENT_RULE]: async (Name, region) => {
    const { DescribeRuleCommand, EventBridgeClient } = await import("@aws-sdk/client-eventbridge");
    return (await new EventBridgeClient({ region }).send(new DescribeRuleCommand({ Name }))).Arn;
  },
  [METRIC_ALARM]: async (name, region) => {
    const { CloudWatchClient, DescribeAlarmsCommand } = await import("@aws-sdk/client-cloudwatch");
    // A composite alarm of the name takes it as well.
    const asked = new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ["MetricAlarm", "CompositeAlarm"] });
    const { MetricAlarms = [], CompositeAlarms = [] } = await new CloudWatchClient({ region }).send(asked);
    return (MetricAlarms[0] ?? CompositeAlarms[0])?.AlarmArn;
  },
  [SCHEDULE]: async (Name, region) => {
    const { GetScheduleCommand, SchedulerClient } = await import("@aws-sdk/client-scheduler");
    return (await new SchedulerClient({ region }).send(new GetScheduleCommand({ Name }))).Arn;
  },
} as const satisfies Readonly<Partial<Record<UniqueType, Ask>>>;

/** Names of the errors by which these services say that nothing has the name. */
const MISSING: readonly string[] = ["ResourceNotFoundException", "TrailNotFoundException"];

/** Types that only AWS's own API looks up. */
export type ApiType = keyof typeof ASK;

/** A name of such a type. */
export type ApiName = UniqueName & { readonly type: ApiType };

/** Whether only AWS's own API looks up what has a name. */
export function isApiName(wanted: UniqueName): wanted is ApiName {
  return Object.hasOwn(ASK, wanted.type);
}

/** Finds what has a name already: its ARN; undefined where nothing has. Throws where it cannot be read. */
export type NameLookUp = (wanted: ApiName) => Promise<string | undefined>;

/**
 * Look-ups by AWS's own API, one call each, because the provider has no function for these types. The credentials are
 * those of the environment: where they are another account's than the provider's, nothing is asked.
 *
 * @param accountId Twelve digits: the account of the provider.
 */
export function lookUpNames(accountId: string, homeRegion: string): NameLookUp {
  let checked: Promise<void> | undefined;
  return async ({ type, name, region = homeRegion }) => {
    await (checked ??= requireEnvironmentOf(accountId, homeRegion));
    try {
      return await ASK[type](name, region);
    } catch (error) {
      if (error instanceof Error && MISSING.includes(error.name)) return undefined;
      throw error;
    }
  };
}
