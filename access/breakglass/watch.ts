import { alarmRegions } from "./alarm-patterns";
import type { GuardArns } from "./guard-policy";

/** Names of what watches over the breakglass users: ARNs are made of them, so that policies and alarms need not wait for each other. */
export const WATCH = {
  useRule: "breakglass-use",
  guardRule: "breakglass-guard-change",
  alarm: "breakglass-use",
  topic: "breakglass-alarms",
  guardPolicy: "breakglass-guard",
} as const;

/** Where the breakglass users live. */
export interface BreakglassPlace {
  /** The management account. */
  readonly accountId: string;
  readonly partition: string;
  readonly homeRegion: string;
}

/** ARNs of what watches over the users, for their guard policy. */
export function guardArns({ accountId, partition, homeRegion }: BreakglassPlace, trailArn: string): GuardArns {
  return {
    trail: trailArn,
    topic: `arn:${partition}:sns:${homeRegion}:${accountId}:${WATCH.topic}`,
    rules: alarmRegions(homeRegion).flatMap((region) =>
      [WATCH.useRule, WATCH.guardRule].map((rule) => `arn:${partition}:events:${region}:${accountId}:rule/${rule}`),
    ),
    alarms: [`arn:${partition}:cloudwatch:${homeRegion}:${accountId}:alarm:${WATCH.alarm}`],
  };
}

/** Name of the trail where the settings name none. */
const DEFAULT_TRAIL = "federation-audit";

/** The trail that the settings mean: the one that exists already, or the one that the program makes. */
export function trailOf(
  { existing, name = DEFAULT_TRAIL }: { readonly existing?: string; readonly name?: string },
  { accountId, partition, homeRegion }: BreakglassPlace,
): { readonly name: string; readonly arn: string } {
  if (existing !== undefined) return { name: existing.slice(existing.lastIndexOf("/") + 1), arn: existing };
  return { name, arn: `arn:${partition}:cloudtrail:${homeRegion}:${accountId}:trail/${name}` };
}

/** ARN of each breakglass user by name. */
export function breakglassUserArns(
  users: readonly { readonly name: string }[],
  path: string,
  { accountId, partition }: BreakglassPlace,
): Map<string, string> {
  return new Map(users.map(({ name }) => [name, `arn:${partition}:iam::${accountId}:user${path}${name}`]));
}
