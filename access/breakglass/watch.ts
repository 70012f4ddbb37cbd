import { partitionOf } from "../../contract/partition";

/**
 * Names of what watches over the breakglass users: ARNs are made of them, so that policies and alarms need not wait for
 * each other.
 */
export const WATCH = {
  useRule: "breakglass-use",
  guardRule: "breakglass-guard-change",
  alarm: "breakglass-use",
  topic: "breakglass-alarms",
  guardPolicy: "breakglass-guard",
  /** Role under which events reach the home region's bus. */
  forwarder: "breakglass-alarms-forward",
} as const;

/** Tag of the keys that encrypt trail and alarms; its value is `true`. */
export const GUARD_TAG = "federation:guard";

/** Where the breakglass users live. */
export interface BreakglassPlace {
  /** The management account. */
  readonly accountId: string;
  readonly partition: string;
  readonly homeRegion: string;
}

/** The trail that records the users: one that exists already, or the one that the program makes. */
export interface WatchingTrail {
  readonly name: string;
  readonly arn: string;
  /** CloudWatch log group that it writes to, in the home region. */
  readonly logGroup: string;
  /** Bucket that it writes to; not known of every trail that exists. */
  readonly bucket: string | undefined;
  /** Role under which it writes to the log group; only of a trail that the program makes. */
  readonly role: string | undefined;
}

/**
 * Regions in which the sign-in of an IAM user at the global console is recorded, by partition: us-east-1, or, by
 * latency, one of three others. Regional sign-in endpoints elsewhere record where they are: those are the metric
 * filter's to catch. Those of the other partitions are their regions with IAM and sign-in (UNVERIFIED).
 *
 * @see
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
const SIGN_IN_REGIONS = {
  aws: ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"],
  "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
} as const;

/**
 * Regions that need event rules: sign-in and global services, the home region, and the trail's own, where stopping it
 * is recorded; sorted.
 */
export function alarmRegions(homeRegion: string, trailArn: string): string[] {
  return [...new Set([...SIGN_IN_REGIONS[partitionOf(homeRegion)], homeRegion, trailArn.split(":")[3] ?? homeRegion])].sort();
}

/** What watches over the breakglass users. */
export interface GuardArns {
  /** The guard policy itself. */
  readonly policy: string;
  readonly trail: string;
  readonly bucket: string | undefined;
  readonly logGroup: string;
  readonly topic: string;
  readonly rules: readonly string[];
  readonly alarms: readonly string[];
  readonly roles: readonly string[];
}

/** ARNs of what watches over the users, for their guard policy. */
export function guardArns({ accountId, partition, homeRegion }: BreakglassPlace, path: string, trail: WatchingTrail): GuardArns {
  const iam = (what: string): string => `arn:${partition}:iam::${accountId}:${what}`;
  return {
    policy: iam(`policy${path}${WATCH.guardPolicy}`),
    trail: trail.arn,
    bucket: trail.bucket === undefined ? undefined : `arn:${partition}:s3:::${trail.bucket}`,
    logGroup: `arn:${partition}:logs:${homeRegion}:${accountId}:log-group:${trail.logGroup}`,
    topic: `arn:${partition}:sns:${homeRegion}:${accountId}:${WATCH.topic}`,
    // In whatever region: nobody else's rules bear these names.
    rules: [WATCH.useRule, WATCH.guardRule].map((rule) => `arn:${partition}:events:*:${accountId}:rule/${rule}`),
    alarms: [`arn:${partition}:cloudwatch:${homeRegion}:${accountId}:alarm:${WATCH.alarm}`],
    roles: [WATCH.forwarder, ...(trail.role === undefined ? [] : [trail.role])].map((role) => iam(`role/${role}`)),
  };
}

/** Name of the trail where the settings name none. */
const DEFAULT_TRAIL = "federation-audit";

/** What the settings say of the trail. */
export interface TrailSettings {
  readonly existing?: string;
  readonly logGroup?: string;
  readonly name?: string;
  readonly bucket?: string;
}

/** The trail that the settings mean. */
export function trailOf(
  { existing, logGroup = "", name = DEFAULT_TRAIL, bucket }: TrailSettings,
  { accountId, partition, homeRegion }: BreakglassPlace,
): WatchingTrail {
  if (existing !== undefined) {
    return { name: existing.slice(existing.lastIndexOf("/") + 1), arn: existing, logGroup, bucket, role: undefined };
  }
  return {
    name,
    arn: `arn:${partition}:cloudtrail:${homeRegion}:${accountId}:trail/${name}`,
    logGroup: `/aws/cloudtrail/${name}`,
    bucket: bucket ?? `${name}-${accountId}-${homeRegion}`,
    role: `${name}-to-logs`,
  };
}

/** ARN of each breakglass user by name. */
export function breakglassUserArns(
  users: readonly { readonly name: string }[],
  path: string,
  { accountId, partition }: BreakglassPlace,
): Map<string, string> {
  return new Map(users.map(({ name }) => [name, `arn:${partition}:iam::${accountId}:user${path}${name}`]));
}
