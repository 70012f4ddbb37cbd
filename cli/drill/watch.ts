import { CloudTrailClient, GetTrailCommand, GetTrailStatusCommand, paginateLookupEvents } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, DescribeAlarmsCommand, paginateDescribeAlarmHistory } from "@aws-sdk/client-cloudwatch";
import { DescribeRuleCommand, EventBridgeClient, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { paginateListSubscriptionsByTopic, SNSClient } from "@aws-sdk/client-sns";
import { breakglassUsePattern } from "../../access/breakglass/alarm-patterns";
import { alarmRegions, WATCH } from "../../access/breakglass/watch";
import { stableJson } from "../../access/json";
import { clientSettings, everyItem, pages } from "../clouds/aws";
import { isNotFound } from "../clouds/aws-error";
import type { DrillResult } from "./record";
import type { DrillSubject } from "./subject";

/** Reads what watches over the users: trail, event rules in every region, topic and subscribers. */
export function checkWatch(subject: DrillSubject): Promise<DrillResult[]> {
  return Promise.all([trail(subject), rules(subject), subscribers(subject)]);
}

async function trail({ trail: { arn, name }, place: { homeRegion } }: DrillSubject): Promise<DrillResult> {
  const title = "The trail records every region";
  const client = new CloudTrailClient(clientSettings(homeRegion));
  try {
    const [{ Trail }, { IsLogging }] = await Promise.all([
      client.send(new GetTrailCommand({ Name: arn })),
      client.send(new GetTrailStatusCommand({ Name: arn })),
    ]);
    const wrong = [
      ...(IsLogging === true ? [] : ["it is not logging"]),
      ...(Trail?.IsMultiRegionTrail === true ? [] : ["it records one region only"]),
      ...(Trail?.LogFileValidationEnabled === true ? [] : ["its files are not validated"]),
    ];
    return {
      id: "trail",
      title,
      outcome: wrong.length === 0 ? "passed" : "failed",
      evidence: wrong.length === 0 ? `${name} is logging.` : `${name}: ${wrong.join("; ")}.`,
    };
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return { id: "trail", title, outcome: "failed", evidence: `The trail ${name} does not exist.` };
  }
}

async function rules({ place, userArns, trail: { arn } }: DrillSubject): Promise<DrillResult> {
  const regions = alarmRegions(place.homeRegion, arn);
  const pattern = stableJson(breakglassUsePattern([...userArns.values()]));
  const looked = regions.flatMap((region) => [
    ruleGaps(region, WATCH.useRule, pattern),
    // Its pattern names keys, which only the program knows.
    ruleGaps(region, WATCH.guardRule, undefined),
  ]);
  const wrong = (await Promise.all(looked)).flat();
  return {
    id: "rules",
    title: "Event rules watch in every region of sign-in",
    outcome: wrong.length === 0 ? "passed" : "failed",
    evidence: wrong.length === 0 ? `${regions.join(", ")}.` : `${wrong.join("; ")}.`,
  };
}

/** What is wrong with one rule, a sentence without its full stop each. */
async function ruleGaps(region: string, Name: string, pattern: string | undefined): Promise<string[]> {
  const client = new EventBridgeClient(clientSettings(region));
  try {
    const rule = await client.send(new DescribeRuleCommand({ Name }));
    const targets = await pages(
      (NextToken) => client.send(new ListTargetsByRuleCommand({ Rule: Name, NextToken })),
      (page) => page.Targets,
    );
    return [
      ...(rule.State === "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" ? [] : [`${region}: ${Name} is ${rule.State}`]),
      ...(pattern === undefined || stableJson(JSON.parse(rule.EventPattern ?? "null")) === pattern
        ? []
        : [`${region}: the pattern of ${Name} was changed`]),
      ...(targets.length > 0 ? [] : [`${region}: ${Name} has no target`]),
    ];
  } catch (error) {
    if (isNotFound(error)) return [`${region}: there is no rule ${Name}`];
    throw error;
  }
}

async function subscribers({ place, guardArns }: DrillSubject): Promise<DrillResult> {
  const title = "Every subscriber hears the alarm";
  try {
    const client = new SNSClient(clientSettings(place.homeRegion));
    const all = await everyItem(paginateListSubscriptionsByTopic({ client }, { TopicArn: guardArns.topic }), (page) => page.Subscriptions);
    const waiting = all.filter(({ SubscriptionArn }) => !SubscriptionArn?.startsWith("arn:"));
    const confirmed = all.length - waiting.length;
    const evidence = `${confirmed} confirmed, ${waiting.length} waiting for the click in AWS's mail.`;
    return { id: "subscribers", title, outcome: confirmed > 0 && waiting.length === 0 ? "passed" : "failed", evidence };
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return { id: "subscribers", title, outcome: "failed", evidence: "The alarm topic does not exist." };
  }
}

/** What the operator's sign-in left so far. */
export interface SignInTrace {
  readonly signedIn: Date | undefined;
  readonly alarmed: Date | undefined;
}

/** Looks for the drilled user's sign-in and for the alarm since a time. CloudTrail needs 5 to 15 minutes. */
export async function signInTraceSince({ user, place, trail: { arn } }: DrillSubject, began: Date): Promise<SignInTrace> {
  // CloudTrail tells times in whole seconds.
  const since = new Date(Math.floor(began.getTime() / 1000) * 1000);
  const signIns = await Promise.all(
    alarmRegions(place.homeRegion, arn).map(async (region) => {
      const client = new CloudTrailClient(clientSettings(region));
      const asked = { LookupAttributes: [{ AttributeKey: "Username" as const, AttributeValue: user }], StartTime: since };
      return (await everyItem(paginateLookupEvents({ client }, asked), (page) => page.Events))
        .filter(({ EventName }) => EventName === "ConsoleLogin")
        .flatMap(({ EventTime }) => EventTime ?? []);
    }),
  );
  return { signedIn: signIns.flat().sort((a, b) => a.getTime() - b.getTime())[0], alarmed: await alarmedSince(place.homeRegion, since) };
}

/** Whether the alarm rings now: of something before a drill, whose own ring could not be told from it. */
export async function isRinging({ place: { homeRegion } }: DrillSubject): Promise<boolean> {
  const { MetricAlarms = [] } = await new CloudWatchClient(clientSettings(homeRegion)).send(
    new DescribeAlarmsCommand({ AlarmNames: [WATCH.alarm] }),
  );
  return MetricAlarms.some(({ StateValue }) => StateValue === "ALARM");
}

/**
 * The state that an alarm went to, by the JSON of its history.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html
 */
function newState(historyData = "{}"): unknown {
  try {
    return (JSON.parse(historyData) as { newState?: { stateValue?: unknown } }).newState?.stateValue;
  } catch {
    return undefined; // Cut off at AWS's 4,095 characters: the alarm's own state tells, while it lasts.
  }
}

async function alarmedSince(region: string, since: Date): Promise<Date | undefined> {
  const client = new CloudWatchClient(clientSettings(region));
  const asked = { AlarmName: WATCH.alarm, HistoryItemType: "StateUpdate" as const, StartDate: since };
  const history = await everyItem(paginateDescribeAlarmHistory({ client }, asked), (page) => page.AlarmHistoryItems);
  const fired = history
    .filter(({ HistoryData }) => newState(HistoryData) === "ALARM")
    .flatMap(({ Timestamp }) => Timestamp ?? [])
    .filter((time) => time >= since);
  if (fired.length > 0) return fired.sort((a, b) => a.getTime() - b.getTime())[0];
  const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({ AlarmNames: [WATCH.alarm] }));
  const [alarm] = MetricAlarms;
  const changed = alarm?.StateUpdatedTimestamp;
  return alarm?.StateValue === "ALARM" && changed !== undefined && changed >= since ? changed : undefined;
}
