/**
 * What wakes people: event patterns for EventBridge and the filter for CloudTrail's log group. Pure, so that tests
 * match events against them.
 */
import { WATCH, type WatchingTrail } from "./watch";

/** An EventBridge event pattern; EventBridge takes 2,048 characters. */
export type EventPattern = Readonly<Record<string, unknown>>;

const CALL = "AWS API Call via CloudTrail";

/** AWS spells the sign-in detail type both ways (documentation and rules in the wild disagree): both are matched. */
const DETAIL_TYPES = [CALL, "AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"];

/** Any use of a breakglass user: sign-in, a call of its own, the hop to a role, and calls in that role's session. */
export function breakglassUsePattern(userArns: readonly string[]): EventPattern {
  const arns = [...userArns].sort();
  const users = userNamesOf(arns);
  return {
    "detail-type": DETAIL_TYPES,
    detail: {
      $or: [
        { userIdentity: { type: ["IAMUser"], userName: users } },
        // Some events carry the ARN only, and a session from GetFederationToken names the user as its issuer.
        { userIdentity: { arn: arns } },
        { userIdentity: { sessionContext: { sessionIssuer: { arn: arns } } } },
        // The hop to a role, AssumeRole, is a call of the user's own. The role's session tells the user by a source
        // identity, or by its name, which is the user's where the console switches the role.
        { userIdentity: { sessionContext: { sourceIdentity: users } } },
        { userIdentity: { type: ["AssumedRole"], arn: users.map((name) => ({ suffix: `/${name}` })) } },
      ],
    },
  };
}

/** What {@link guardChangePattern} watches. */
export interface Guarded {
  readonly userArns: readonly string[];
  readonly trail: WatchingTrail;
  /** Of the topic that carries the alarms. */
  readonly topicArn: string;
  /** Of the keys that encrypt trail and topic, as far as they are ours. */
  readonly keyArns: readonly string[];
  /** Of the guard policy. */
  readonly policyArn: string;
}

/**
 * A change of what guards the breakglass users, by whomever: the users, trail, rules, alarm, topic, and the keys of
 * both.
 */
export function guardChangePattern({ userArns, trail, topicArn, keyArns, policyArn }: Guarded): EventPattern {
  const users = userNamesOf(userArns);
  const trailNames = [trail.name, { suffix: `/${trail.name}` }];
  const rules = [WATCH.guardRule, WATCH.useRule];
  const roles = [WATCH.forwarder, ...(trail.role === undefined ? [] : [trail.role])];
  const change = (service: string, requestParameters: object, eventName?: readonly string[]): object => ({
    eventSource: [`${service}.amazonaws.com`],
    ...(eventName === undefined ? {} : { eventName }),
    requestParameters,
  });
  return {
    "detail-type": [CALL],
    detail: {
      readOnly: [false],
      $or: [
        // A trail is named by name or ARN.
        change("cloudtrail", { $or: [{ name: trailNames }, { trailName: trailNames }] }),
        change("events", { $or: [{ name: rules }, { rule: rules }] }),
        change("monitoring", { $or: [{ alarmName: [WATCH.alarm] }, { alarmNames: [WATCH.alarm] }] }),
        change("logs", { logGroupName: [trail.logGroup] }, ["DeleteLogGroup", "DeleteMetricFilter", "PutMetricFilter"]),
        change("sns", { $or: [{ topicArn: [topicArn] }, { subscriptionArn: [{ prefix: topicArn }] }] }),
        change("iam", { $or: [{ userName: users }, { policyArn: [policyArn] }, { roleName: roles }] }),
        ...(trail.bucket === undefined ? [] : [change("s3", { bucketName: [trail.bucket] })]),
        ...(keyArns.length === 0
          ? []
          : [
              // Calls name a key by ARN or by id alone.
              change("kms", { keyId: [...keyArns].sort().map((arn) => ({ suffix: arn.slice(arn.lastIndexOf("/") + 1) })) }, [
                "DisableKey",
                "PutKeyPolicy",
                "ScheduleKeyDeletion",
              ]),
            ]),
      ],
    },
  };
}

/**
 * The catch-all over CloudTrail's log group: whatever region an event comes from, minutes later than the event rules.
 * CloudWatch takes 1,024 characters.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function breakglassMetricFilter(userArns: readonly string[]): string {
  const any = (field: string, values: readonly string[]): string => values.map((value) => `($.${field} = "${value}")`).join(" || ");
  const users = userNamesOf(userArns);
  return [
    `{ ($.userIdentity.type = "IAMUser" && (${any("userIdentity.userName", users)}))`,
    any("userIdentity.sessionContext.sessionIssuer.userName", users),
    any("userIdentity.sessionContext.sourceIdentity", users),
    `($.userIdentity.type = "AssumedRole" && (${any(
      "userIdentity.arn",
      users.map((name) => `*/${name}`),
    )})) }`,
  ].join(" || ");
}

/** Names of users by ARN, path left off; sorted. */
function userNamesOf(userArns: readonly string[]): string[] {
  return userArns.map((arn) => arn.slice(arn.lastIndexOf("/") + 1)).sort();
}
