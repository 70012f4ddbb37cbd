import type { PolicyResource } from "@pulumi/policy";
import { type Watched, filterCounts, ruleMatches } from "./alarm-samples";
import { Unknowns } from "./unknowns";
import { linked, ifKnown } from "./links";
import type { Stack } from "./stack";
import { cloudtrail, events, sns } from "./types";
import { readBlock, readList, readText } from "./values";

/**
 * How far an alarm gets. `uncertain`: something on the way is not known yet, which the unknowns tells; `partial`: not
 * in these regions.
 */
export type Coverage =
  | { readonly reach: "delivered" | "undelivered" | "none" }
  | { readonly reach: "partial"; readonly regions: readonly string[] }
  | { readonly reach: "uncertain"; readonly unknowns: Unknowns };

/**
 * How far the alarm for a user's sign-in or API call gets, on the best of the ways through the stack; `regions` are
 * those that event rules must hear.
 */
export function coverage(stack: Stack, watched: Watched, regions: readonly string[]): Coverage {
  const unknowns = new Unknowns();
  const hears: Hears = { readsToo: watched.use === "api", matches: (pattern) => ruleMatches(pattern, watched) };
  const ways = [byMetric(stack, watched, unknowns), byRules(stack, hears, regions, unknowns)];
  const best = (reach: Coverage["reach"]): Coverage | undefined => ways.find((way) => way.reach === reach);
  return (
    best("delivered") ??
    (unknowns.isOpen() ? { reach: "uncertain", unknowns } : undefined) ??
    best("partial") ??
    best("undelivered") ?? { reach: "none" }
  );
}

/** How far an alarm gets by event rules alone, whose patterns match what is to be heard. */
export function ruleCoverage(stack: Stack, matches: (pattern: string) => boolean, regions: readonly string[]): Coverage {
  const unknowns = new Unknowns();
  const found = byRules(stack, { readsToo: false, matches }, regions, unknowns);
  return found.reach !== "delivered" && unknowns.isOpen() ? { reach: "uncertain", unknowns } : found;
}

/** What event rules have to hear. */
interface Hears {
  /** Whether calls that only read are among it. */
  readonly readsToo: boolean;
  readonly matches: (pattern: string) => boolean;
}

/** The catch-all: trail, log group, metric filter, alarm, topic. */
function byMetric(stack: Stack, watched: Watched, unknowns: Unknowns): Coverage {
  let reach: "none" | "undelivered" = "none";
  for (const filter of stack.of(events.metricFilter)) {
    const pattern = unknowns.known(() => readText(filter.props["pattern"], "pattern"), filter.name);
    if (pattern === undefined || !filterCounts(pattern, watched) || !hearsTrail(filter, stack, unknowns)) continue;
    reach = "undelivered";
    for (const alarm of stack.of(events.metricAlarm)) {
      if (isOf(alarm, filter, unknowns) && rings(alarm, filter) && leadsTo(alarm, "alarmActions", stack, unknowns))
        return { reach: "delivered" };
    }
  }
  return { reach };
}

/**
 * Whether a filter reads the log group that a trail writes to: of a trail of the stack, where it has one and none
 * outside is named.
 */
function hearsTrail(filter: PolicyResource, stack: Stack, unknowns: Unknowns): boolean {
  const trails = stack.of(cloudtrail.trail);
  if (trails.length === 0 || (ifKnown(() => stack.facts.existingTrail) ?? "") !== "") return true;
  const groups = dependencies(filter, "logGroupName");
  return trails.some((trail) => {
    if (dependencies(trail, "cloudWatchLogsGroupArn").some((urn) => groups.includes(urn))) return true;
    const arn = unknowns.known(() => readText(trail.props["cloudWatchLogsGroupArn"], "cloudWatchLogsGroupArn"), trail.name);
    // A log group that is made here has another name than one that is written down.
    if (arn === undefined) return false;
    return (
      unknowns.known(() => readText(filter.props["logGroupName"], "logGroupName"), filter.name) === /:log-group:([^:]+)/.exec(arn)?.[1]
    );
  });
}

function dependencies(of: PolicyResource, property: string): readonly string[] {
  return (of.propertyDependencies[property] ?? []).map(({ urn }) => urn);
}

/** Whether an alarm is on the metric of a filter. */
function isOf(alarm: PolicyResource, filter: PolicyResource, unknowns: Unknowns): boolean {
  const metric = ifKnown(() => {
    const { namespace, name } = readBlock(filter.props["metricTransformation"], "metricTransformation");
    return namespace === undefined || name === undefined ? undefined : [regionOf(filter), namespace, name].join(" ");
  });
  const asked = ifKnown(() => [regionOf(alarm), alarm.props["namespace"], alarm.props["metricName"]].join(" "));
  if (metric === undefined || metric !== asked) return false;
  // A filter without dimensions makes a metric that no dimension of an alarm finds.
  return unknowns.known(() => Object.keys(readBlock(alarm.props["dimensions"], "dimensions")).length, alarm.name) === 0;
}

/** One event in one period is enough to ring, and ringing is not switched off. */
function rings(alarm: PolicyResource, filter: PolicyResource): boolean {
  return (
    ifKnown(() => {
      const { comparisonOperator, threshold, actionsEnabled, statistic, evaluationPeriods, datapointsToAlarm } = alarm.props as Record<
        string,
        unknown
      >;
      const value = Number(readBlock(filter.props["metricTransformation"], "metricTransformation")["value"]);
      const enough =
        (comparisonOperator === "GreaterThanOrEqualToThreshold" && value >= Number(threshold)) ||
        (comparisonOperator === "GreaterThanThreshold" && value > Number(threshold));
      // Averages and minima are thinned by the records of everybody else.
      const whole = statistic === "Sum" || statistic === "Maximum";
      return enough && whole && Number(datapointsToAlarm ?? evaluationPeriods) === 1 && actionsEnabled !== false;
    }) === true
  );
}

/**
 * The fast way: event rules on the default buses, which alone hear CloudTrail, in every region that counts; one may
 * pass on to another's bus.
 */
function byRules(stack: Stack, { readsToo, matches }: Hears, wanted: readonly string[], unknowns: Unknowns): Coverage {
  const matching = stack.of(events.rule).filter((rule) => {
    const { state, isEnabled } =
      ifKnown(() => ({ state: rule.props["state"] as unknown, isEnabled: rule.props["isEnabled"] as unknown })) ?? {};
    if (state === "DISABLED" || isEnabled === false) return false;
    // Plain ENABLED leaves read-only calls out.
    if (readsToo && state !== "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS") return false;
    const pattern = unknowns.known(() => readText(rule.props["eventPattern"], "eventPattern"), rule.name);
    return pattern !== undefined && matches(pattern);
  });
  if (matching.length === 0) return { reach: "none" };
  const covered = new Set<string | undefined>();
  let direct = false;
  for (const target of stack.of(events.target)) {
    const rules = linked(target, "rule", matching, ["name", "id", "arn"]).filter((rule) => regionOf(rule) === regionOf(target));
    if (rules.length === 0) continue;
    const reaches = leadsTo(target, "arn", stack, unknowns);
    direct ||= reaches;
    if (reaches || passesOn(target)) for (const rule of rules) if (isOnDefaultBus(rule)) covered.add(regionOf(rule));
  }
  if (!direct || covered.size === 0) return { reach: "undelivered" };
  const regions = wanted.filter((region) => !covered.has(region));
  return regions.length === 0 ? { reach: "delivered" } : { reach: "partial", regions };
}

function regionOf({ props, provider }: PolicyResource): string | undefined {
  return ifKnown(() => readText(props["region"] ?? provider?.props["region"], "region"));
}

function isOnDefaultBus({ props }: PolicyResource): boolean {
  return /^$|(^|\/)default$/.test(ifKnown(() => readText(props["eventBusName"], "eventBusName")) ?? "");
}

/** Whether a target is another event bus. */
function passesOn(target: PolicyResource): boolean {
  const buses = (target.propertyDependencies["arn"] ?? []).some(({ type }) => type === events.bus);
  return buses || (ifKnown(() => readText(target.props["arn"], "arn")) ?? "").includes(":event-bus/");
}

/** Whether an action or target is a topic with a subscriber. */
function leadsTo(from: PolicyResource, property: string, stack: Stack, unknowns: Unknowns): boolean {
  const subscribed = stack.derive(subscribedTopics);
  if (topicsOf(from, property, subscribed).length > 0) return true;
  // One that is not known yet, and no topic of the stack without a subscriber, may be such a topic.
  if (dependencies(from, property).length === 0) {
    const { length } = unknowns.known(() => readList(from.props[property]), from.name) ?? [];
    Array.from({ length }, (_, index) => unknowns.known(() => readList(from.props[property])[index], from.name));
  }
  return false;
}

function topicsOf(from: PolicyResource, property: string, topics: readonly PolicyResource[]): readonly PolicyResource[] {
  return linked(from, property, topics, ["arn", "id"]);
}

/** Topics of the stack that have a subscriber. */
export function subscribedTopics(stack: Stack): readonly PolicyResource[] {
  const topics = stack.of(sns.topic);
  const subscribed = new Set(stack.of(sns.topicSubscription).flatMap((subscription) => topicsOf(subscription, "topic", topics)));
  return topics.filter((topic) => subscribed.has(topic));
}

/** Topics of the stack that an alarm or an event rule publishes to; where none does, those that have a subscriber. */
export function alarmTopics(stack: Stack): readonly PolicyResource[] {
  const topics = stack.of(sns.topic);
  const ringing = new Set([
    ...stack.of(events.metricAlarm).flatMap((alarm) => topicsOf(alarm, "alarmActions", topics)),
    ...stack.of(events.target).flatMap((target) => topicsOf(target, "arn", topics)),
  ]);
  return ringing.size === 0 ? stack.derive(subscribedTopics) : topics.filter((topic) => ringing.has(topic));
}
