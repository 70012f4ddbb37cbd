/** The account of the local AWS that tests look at. */
export const account = "100000000001";

/** A sign-in of a breakglass user at the console, as CloudTrail records it. */
export const login = (userName = "breakglass-1", more: object = {}) => ({
  eventSource: "signin.amazonaws.com",
  eventName: "ConsoleLogin",
  eventType: "AwsConsoleSignIn",
  awsRegion: "us-east-2",
  userIdentity: { type: "IAMUser", userName, accountId: account, arn: `arn:aws:iam::${account}:user/${userName}` },
  responseElements: { ConsoleLogin: "Success" },
  ...more,
});
