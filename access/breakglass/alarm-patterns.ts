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
        // The hop to a role, AssumeRole, is a call of the user's own; the role's session tells the user only by a source identity.
        { userIdentity: { sessionContext: { sourceIdentity: users } } },
      ],
    },
  };
}

/** A change of what guards the breakglass users: the trail, the rules, the topic, the users themselves. */
export function guardChangePattern(userArns: readonly string[], ruleNames: readonly string[], trailName: string): EventPattern {
  const users = userNamesOf(userArns);
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
export function breakglassMetricFilter(userArns: readonly string[]): string {
  const users = userNamesOf(userArns);
  const own = users.map((name) => `($.userIdentity.userName = "${name}")`).join(" || ");
  const issued = users.map((name) => `($.userIdentity.sessionContext.sessionIssuer.userName = "${name}")`).join(" || ");
  return `{ ($.userIdentity.type = "IAMUser" && (${own})) || (${issued}) }`;
}

/** Names of users by ARN, path left off; sorted. */
function userNamesOf(userArns: readonly string[]): string[] {
  return userArns.map((arn) => arn.slice(arn.lastIndexOf("/") + 1)).sort();
}
