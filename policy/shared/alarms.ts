import type { PolicyResource } from "@pulumi/policy";
import { eventMatches } from "./event-pattern";
import { linked, quietly } from "./links";
import { filterMatches } from "./metric-filter";
import type { Stack } from "./stack";
import { events, sns } from "./types";
import { list, text } from "./values";
import { Ledger } from "./known";

/** Regions at which IAM users sign in, wherever they are; a regional endpoint's sign-ins come up in its own region. */
const SIGN_IN_REGIONS = ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"];

/** What a breakglass user does. */
export type Use = "login" | "api";

/** Topics of the stack that have a subscriber. */
export function subscribedTopics(stack: Stack): readonly PolicyResource[] {
  return stack.derive(findSubscribed);
}

function findSubscribed(stack: Stack): readonly PolicyResource[] {
  const subscriptions = stack.of(sns.topicSubscription);
  return stack
    .of(sns.topic)
    .filter((topic) => subscriptions.some((subscription) => linked(subscription, "topic", [topic], ["arn", "id"]).length > 0));
}

/** A user and what it does. */
export interface Watched {
  readonly name: string;
  /** Account of the user, as far as it is known. */
  readonly account: string;
  readonly use: Use;
}

type Sample = Readonly<Record<"eventVersion" | "eventSource" | "eventName" | "eventType" | "awsRegion" | "recipientAccountId", string>> & {
  readonly readOnly: boolean;
  readonly userIdentity: Readonly<Record<string, string>>;
};

/** How far an alarm gets. `uncertain`: something on the way is not known yet. */
export type Coverage = "delivered" | "undelivered" | "uncertain" | "none";

/** How far the alarm for a user's sign-in or API call gets, on the best of the ways through the stack. */
export function coverage(stack: Stack, watched: Watched): Coverage {
  const ledger = new Ledger();
  const ways = [byMetric(stack, watched, ledger), byRules(stack, watched, ledger)];
  if (ways.includes("delivered")) return "delivered";
  if (ledger.isOpen()) return "uncertain";
  return ways.includes("undelivered") ? "undelivered" : "none";
}

/** The catch-all: trail, log group, metric filter, alarm, topic. */
function byMetric(stack: Stack, watched: Watched, ledger: Ledger): Coverage {
  let best: Coverage = "none";
  for (const filter of stack.of(events.metricFilter)) {
    const pattern = ledger.known(() => text(filter.props["pattern"], "pattern"), filter.name);
    if (pattern === undefined || !samples(watched).every((event) => filterMatches(pattern, event))) continue;
    best = "undelivered";
    const metric = metricOf(filter);
    for (const alarm of stack.of(events.metricAlarm)) {
      if (
        metric === undefined ||
        metric !== `${quietly(() => alarm.props["namespace"] as string)} ${quietly(() => alarm.props["metricName"] as string)}`
      )
        continue;
      if (rings(alarm) && leadsTo(alarm, "alarmActions", stack)) return "delivered";
    }
  }
  return best;
}

function metricOf(filter: PolicyResource): string | undefined {
  return quietly(() => {
    const transformation = filter.props["metricTransformation"] as { namespace?: string; name?: string } | undefined;
    return transformation === undefined ? undefined : `${transformation.namespace} ${transformation.name}`;
  });
}

/** One event is enough to ring, and ringing is not switched off. */
function rings(alarm: PolicyResource): boolean {
  return (
    quietly(() => {
      const { comparisonOperator, threshold, actionsEnabled } = alarm.props as Record<string, unknown>;
      const enough =
        (comparisonOperator === "GreaterThanOrEqualToThreshold" && Number(threshold) <= 1) ||
        (comparisonOperator === "GreaterThanThreshold" && Number(threshold) < 1);
      return enough && actionsEnabled !== false;
    }) === true
  );
}

/** The fast way: event rules. Sign-ins need one in every sign-in region; another region's may go over the home region's bus. */
function byRules(stack: Stack, watched: Watched, ledger: Ledger): Coverage {
  const matching = stack.of(events.rule).filter((rule) => {
    const { state, isEnabled } =
      quietly(() => ({ state: rule.props["state"] as unknown, isEnabled: rule.props["isEnabled"] as unknown })) ?? {};
    if (state === "DISABLED" || isEnabled === false) return false;
    // Plain ENABLED leaves read-only calls out.
    if (watched.use === "api" && state !== "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS") return false;
    const pattern = ledger.known(() => text(rule.props["eventPattern"], "eventPattern"), rule.name);
    return pattern !== undefined && matchesEvery(pattern, watched);
  });
  if (matching.length === 0) return "none";
  const targets = stack.of(events.target).filter((target) => linked(target, "rule", matching, ["name", "id", "arn"]).length > 0);
  const direct = targets.some((target) => leadsTo(target, "arn", stack));
  const regions = new Set(
    matching.filter((rule) => targets.some((target) => linked(target, "rule", [rule], ["name", "id", "arn"]).length > 0)).map(regionOf),
  );
  const everywhere = watched.use === "api" || SIGN_IN_REGIONS.every((region) => regions.has(region));
  return direct && everywhere ? "delivered" : "undelivered";
}

function regionOf({ props, provider }: PolicyResource): string | undefined {
  return quietly(() => text(props["region"] ?? provider?.props["region"], "region"));
}

/** Whether an action or target is a topic with a subscriber. */
function leadsTo(from: PolicyResource, property: string, stack: Stack): boolean {
  const topics = subscribedTopics(stack);
  if (linked(from, property, topics, ["arn", "id"]).length > 0) return true;
  const arns = topics.map((topic) => quietly(() => topic.props["arn"] as unknown));
  const values = quietly(() => list(from.props[property])) ?? [];
  return Array.from({ length: values.length }, (_, index) => quietly(() => values[index])).some(
    (value) => value !== undefined && arns.includes(value),
  );
}

/** CloudTrail's records of what a user does: a sign-in; a call that changes, and one that only reads. */
function samples({ name, account, use }: Watched): readonly Sample[] {
  const userIdentity = { type: "IAMUser", userName: name, accountId: account, arn: `arn:aws:iam::${account}:user/${name}` };
  const record = (eventSource: string, eventName: string, eventType: string, readOnly = false): Sample => ({
    eventVersion: "1.08",
    eventSource,
    eventName,
    eventType,
    readOnly,
    awsRegion: "us-east-1",
    recipientAccountId: account,
    userIdentity,
  });
  if (use === "login") return [record("signin.amazonaws.com", "ConsoleLogin", "AwsConsoleSignIn")];
  return [record("iam.amazonaws.com", "CreateUser", "AwsApiCall"), record("s3.amazonaws.com", "ListBuckets", "AwsApiCall", true)];
}

/** Whether a pattern matches every record as EventBridge passes it on; AWS spells a sign-in's type in two ways, of which one is enough. */
function matchesEvery(pattern: string, watched: Watched): boolean {
  const types =
    watched.use === "login" ? ["AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"] : ["AWS API Call via CloudTrail"];
  return samples(watched).every((detail) => {
    const source = `aws.${detail.eventSource.split(".")[0]}`;
    return types.some((type) =>
      eventMatches(pattern, { "detail-type": type, source, account: watched.account, region: "us-east-1", detail }),
    );
  });
}
