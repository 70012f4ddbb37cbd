/** What wakes people: event patterns for EventBridge and the filter for CloudTrail's log group. Pure, so that tests match events against them. */

/**
 * Regions in which the sign-in of an IAM user at the global console is recorded: us-east-1, or, by latency, one of three others.
 * Regional sign-in endpoints elsewhere record where they are: those are the metric filter's to catch.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
const SIGN_IN_REGIONS = ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"];

/** Regions that need an event rule: sign-in, the global services (us-east-1) and the home region; sorted. */
export function alarmRegions(homeRegion: string): string[] {
  return [...new Set([...SIGN_IN_REGIONS, homeRegion])].sort();
}

/** An EventBridge event pattern. */
export type EventPattern = Readonly<Record<string, unknown>>;

/** AWS spells the sign-in detail type both ways (documentation and rules in the wild disagree): both are matched. */
const DETAIL_TYPES = ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"];

/** Any use of a breakglass user: sign-in, a call of its own, the hop to a role, and calls in that role's session. */
export function breakglassUsePattern(userNames: readonly string[], accountId: string, partition: string): EventPattern {
  const users = [...userNames].sort();
  const arns = users.map((name) => ({ suffix: `:user/${name}` }));
  return {
    "detail-type": DETAIL_TYPES,
    detail: {
      $or: [
        { userIdentity: { type: ["IAMUser"], userName: users } },
        // A failed sign-in may carry the ARN only, and a session from GetSessionToken names the user as issuer.
        { userIdentity: { arn: arns, accountId: [accountId] } },
        { userIdentity: { sessionContext: { sessionIssuer: { type: ["IAMUser", "User"], userName: users } } } },
        {
          userIdentity: {
            sessionContext: { sessionIssuer: { arn: users.map((name) => `arn:${partition}:iam::${accountId}:user/${name}`) } },
          },
        },
        // AssumeRole by the user is a call of its own; the role's session then carries the name that the user chose: sourceIdentity.
        { userIdentity: { sessionContext: { sourceIdentity: users } } },
      ],
    },
  };
}

/** A change of what guards the breakglass users: the trail, the rules, the topic, the users themselves. */
export function guardChangePattern(userNames: readonly string[], ruleNames: readonly string[], trailName: string): EventPattern {
  const users = [...userNames].sort();
  return {
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: {
      $or: [
        {
          eventSource: ["cloudtrail.amazonaws.com"],
          eventName: ["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"],
          requestParameters: { $or: [{ name: [{ suffix: trailName }] }, { trailName: [{ suffix: trailName }] }] },
        },
        {
          eventSource: ["events.amazonaws.com"],
          eventName: ["DisableRule", "DeleteRule", "RemoveTargets", "PutRule", "PutTargets"],
          requestParameters: { $or: [{ name: [...ruleNames].sort() }, { rule: [...ruleNames].sort() }] },
        },
        {
          eventSource: ["iam.amazonaws.com"],
          eventName: [
            { prefix: "Put" },
            { prefix: "Delete" },
            { prefix: "Attach" },
            { prefix: "Detach" },
            { prefix: "Create" },
            { prefix: "Update" },
            { prefix: "Deactivate" },
          ],
          requestParameters: { userName: users },
        },
      ],
    },
  };
}

/**
 * The catch-all over CloudTrail's log group: whatever region an event comes from, minutes later than the event rules.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function breakglassMetricFilter(userNames: readonly string[]): string {
  const users = [...userNames].sort();
  const own = users.map((name) => `($.userIdentity.userName = "${name}")`).join(" || ");
  const issued = users.map((name) => `($.userIdentity.sessionContext.sessionIssuer.userName = "${name}")`).join(" || ");
  return `{ ($.userIdentity.type = "IAMUser" && (${own})) || (${issued}) }`;
}
