import { eventMatches } from "./event-pattern";
import { filterMatches } from "./metric-filter";

/** What a breakglass user does. */
export type Use = "login" | "api";

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

/** Whether a metric filter's pattern counts every record of what a user does. */
export function filterCounts(pattern: string, watched: Watched): boolean {
  return samples(watched).every((event) => filterMatches(pattern, event));
}

/**
 * Whether an event pattern matches every record as EventBridge passes it on; AWS spells a sign-in's type in two ways,
 * of which one is enough.
 */
export function ruleMatches(pattern: string, watched: Watched): boolean {
  const types =
    watched.use === "login" ? ["AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"] : ["AWS API Call via CloudTrail"];
  return samples(watched).every((detail) => {
    const source = `aws.${detail.eventSource.split(".")[0]}`;
    return types.some((type) =>
      eventMatches(pattern, { "detail-type": type, source, account: watched.account, region: "us-east-1", detail }),
    );
  });
}
