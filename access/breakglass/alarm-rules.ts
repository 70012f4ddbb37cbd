/**
 * The event rules, the metric filter and the alarm, as data: the program makes them, `verify` holds the live ones
 * against them.
 */
import { stableJson } from "../json";
import { serviceTrust } from "../service-trust";
import { breakglassUsePattern, guardChangePattern } from "./alarm-patterns";
import { topicArnOf } from "./alarm-topic";
import { alarmRegions, type BreakglassPlace, WATCH, type WatchingTrail } from "./watch";

/** Plain ENABLED leaves read-only calls out: List and Describe are how a stolen credential begins. */
export const RULE_STATE = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

/** Queue for what EventBridge could not deliver, in each region of the rules. */
export const UNDELIVERED = "breakglass-alarms-undelivered";

/** Id of each rule's one target. */
export const TARGET_ID = "alarm";

/** Inline policy of the forwarder's role. */
export const PUT_EVENTS = "put-events";

/** What the rules are made of. */
export interface AlarmRulesInput {
  readonly place: BreakglassPlace;
  readonly userArns: readonly string[];
  readonly trail: WatchingTrail;
  /** Of the guard policy. */
  readonly policyArn: string;
}

/** One event rule of one region. */
export interface AlarmRule {
  readonly region: string;
  readonly name: string;
  readonly description: string;
  /** JSON, once the ARNs of the keys that encrypt trail and topic are known. */
  readonly pattern: (keyArns: readonly string[]) => string;
  /** The topic in the home region, its bus from all others. */
  readonly targetArn: string;
  /** Whether the event goes under the forwarder's role. */
  readonly forwarded: boolean;
  readonly deadLetterArn: string;
}

/** The bus of the home region, to which the others forward. */
export function homeBusArn({ accountId, partition, homeRegion }: BreakglassPlace): string {
  return `arn:${partition}:events:${homeRegion}:${accountId}:event-bus/default`;
}

/** Every rule, region by region. */
export function alarmRules({ place, userArns, trail, policyArn }: AlarmRulesInput): AlarmRule[] {
  const { accountId, partition, homeRegion } = place;
  const topicArn = topicArnOf(place);
  const use = stableJson(breakglassUsePattern(userArns));
  return alarmRegions(homeRegion, trail.arn).flatMap((region) => {
    const forwarded = region !== homeRegion;
    const common = {
      region,
      forwarded,
      targetArn: forwarded ? homeBusArn(place) : topicArn,
      deadLetterArn: `arn:${partition}:sqs:${region}:${accountId}:${UNDELIVERED}`,
    };
    return [
      { ...common, name: WATCH.useRule, description: "A breakglass user signed in or called an API.", pattern: () => use },
      {
        ...common,
        name: WATCH.guardRule,
        description: "Something that guards the breakglass users was changed.",
        pattern: (keyArns: readonly string[]) => stableJson(guardChangePattern({ userArns, trail, topicArn, keyArns, policyArn })),
      },
    ];
  });
}

/** Trust policy of the role under which events reach the home region's bus, as JSON. */
export function forwarderTrust({ accountId }: BreakglassPlace): string {
  return serviceTrust("events.amazonaws.com", { "aws:SourceAccount": accountId });
}

/** What that role may do, as JSON. */
export function forwarderPolicy(place: BreakglassPlace): string {
  return stableJson({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "events:PutEvents", Resource: homeBusArn(place) }],
  });
}

/** Policy of a region's queue, as JSON: the rules of that region put there what they could not deliver. */
export function undeliveredPolicy(region: string, place: BreakglassPlace): string {
  return undeliveredQueuePolicy(region, place, UNDELIVERED, [WATCH.useRule, WATCH.guardRule]);
}

/** Policy of a queue that takes what these rules of its region could not deliver, as JSON. */
export function undeliveredQueuePolicy(
  region: string,
  { accountId, partition }: BreakglassPlace,
  queue: string,
  rules: readonly string[],
): string {
  return stableJson({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: `arn:${partition}:sqs:${region}:${accountId}:${queue}`,
        Condition: {
          ArnEquals: { "aws:SourceArn": rules.map((rule) => `arn:${partition}:events:${region}:${accountId}:rule/${rule}`) },
        },
      },
    ],
  });
}

/** Where the metric filter counts, and what the alarm looks at. */
export const USE_METRIC = { namespace: "Federation/Breakglass", name: "BreakglassUse" } as const;

/** The alarm over the metric; one use is enough, and no data is no use. */
export const USE_ALARM = {
  statistic: "Sum",
  period: 60,
  evaluationPeriods: 1,
  threshold: 1,
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  treatMissingData: "notBreaching",
} as const;
