import type { UniqueName } from "../../access/existing-names";

export const TRAIL = "aws:cloudtrail/trail:Trail";
export const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
export const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const SCHEDULE = "aws:scheduler/schedule:Schedule";

/** Finds what has a name already: its ARN; undefined where nothing has. Throws where it cannot be read. */
export type NameLookUp = (wanted: UniqueName) => Promise<string | undefined>;

/**
 * Look-ups by AWS's own API, one call each, because the provider has no function for these types. The credentials are
 * those of the environment: where they are another account's than the provider's, nothing is asked.
 *
 * @param accountId Twelve digits: the account of the provider.
 */
export function lookUpNames(accountId: string, homeRegion: string): NameLookUp {
  let checked: Promise<void> | undefined;
  return async (wanted) => {
    await (checked ??= sameAccount(accountId, homeRegion));
    try {
      return await ask(wanted, wanted.region ?? homeRegion);
    } catch (error) {
      if (error instanceof Error && /^(ResourceNotFound|TrailNotFound)/.test(error.name)) return undefined;
      throw error;
    }
  };
}

async function sameAccount(accountId: string, region: string): Promise<void> {
  // Loaded by the one run that needs them.
  const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  const { Account } = await new STSClient({ region }).send(new GetCallerIdentityCommand({}));
  if (Account !== accountId) throw new Error(`the environment's credentials are of account ${Account}`);
}

async function ask({ type, name }: UniqueName, region: string): Promise<string | undefined> {
  switch (type) {
    case TRAIL: {
      const { CloudTrailClient, GetTrailCommand } = await import("@aws-sdk/client-cloudtrail");
      return (await new CloudTrailClient({ region }).send(new GetTrailCommand({ Name: name }))).Trail?.TrailARN;
    }
    case EVENT_RULE: {
      const { DescribeRuleCommand, EventBridgeClient } = await import("@aws-sdk/client-eventbridge");
      return (await new EventBridgeClient({ region }).send(new DescribeRuleCommand({ Name: name }))).Arn;
    }
    case METRIC_ALARM: {
      const { CloudWatchClient, DescribeAlarmsCommand } = await import("@aws-sdk/client-cloudwatch");
      // A composite alarm of the name takes it as well.
      const asked = new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ["MetricAlarm", "CompositeAlarm"] });
      const { MetricAlarms = [], CompositeAlarms = [] } = await new CloudWatchClient({ region }).send(asked);
      return (MetricAlarms[0] ?? CompositeAlarms[0])?.AlarmArn;
    }
    case SCHEDULE: {
      const { GetScheduleCommand, SchedulerClient } = await import("@aws-sdk/client-scheduler");
      return (await new SchedulerClient({ region }).send(new GetScheduleCommand({ Name: name }))).Arn;
    }
    default:
      throw new Error(`there is no look-up for ${type}`);
  }
}
