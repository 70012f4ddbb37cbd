/**
 * CloudTrail events as far as alarms look at them, and the names that they are about.
 */
import { type BreakglassPlace, breakglassUserArns, trailOf, type WatchingTrail } from "../../../access/breakglass/watch";

export const ACCOUNT = "100000000001";

export const place: BreakglassPlace = { accountId: ACCOUNT, partition: "aws", homeRegion: "eu-west-1" };

export const userArns = [...breakglassUserArns([{ name: "breakglass-1" }, { name: "breakglass-2" }], "/breakglass/", place).values()];

const user = (userName: string) => ({
  type: "IAMUser",
  userName,
  accountId: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:user/breakglass/${userName}`,
});

export const login = (userName: string) => ({
  eventSource: "signin.amazonaws.com",
  eventName: "ConsoleLogin",
  readOnly: false,
  userIdentity: user(userName),
});

export const call = (userName: string, service: string, eventName: string) => ({
  eventSource: `${service}.amazonaws.com`,
  eventName,
  readOnly: false,
  userIdentity: user(userName),
});

/** Identity of a call under a role, by the session's name. */
export const ROLE_SESSION = (session: string) => ({
  type: "AssumedRole",
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Ops/${session}`,
  sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::${ACCOUNT}:role/Ops`, userName: "Ops" } },
});

/** The longest names that the settings allow, in the partition with the longest name. */
export function longest(): {
  readonly userArns: string[];
  readonly trail: WatchingTrail;
  readonly policyArn: string;
  readonly path: string;
} {
  const far: BreakglassPlace = { accountId: ACCOUNT, partition: "aws-us-gov", homeRegion: "ap-southeast-2" };
  const path = `/${"p".repeat(30)}/`;
  const names = ["a", "b"].map((letter) => ({ name: letter.repeat(32) }));
  return {
    userArns: [...breakglassUserArns(names, path, far).values()],
    trail: trailOf({ name: "t".repeat(54), bucket: "b".repeat(63) }, far),
    policyArn: `arn:aws-us-gov:iam::${ACCOUNT}:policy${path}breakglass-guard`,
    path,
  };
}
