import { eventMatches, type Json } from "./event-pattern";

/** A change of what the federation stands on, which somebody makes by hand. */
export interface HandMade {
  /** As the end of "a change of". */
  readonly what: string;
  /** Whether CloudTrail records it in the region of Identity Center; in the partition's global region otherwise. */
  readonly atHome: boolean;
  readonly events: readonly { readonly type: string; readonly eventSource: string; readonly eventName: string; readonly byRoot: boolean }[];
}

const CALL = "AWS API Call via CloudTrail";
const call = (service: string, eventName: string, byRoot = false) => ({
  type: CALL,
  eventSource: `${service}.amazonaws.com`,
  eventName,
  byRoot,
});

/** What has to be told of; one alarm may hear several. */
export const HAND_MADE: readonly HandMade[] = [
  {
    what: "Identity Center",
    atHome: true,
    events: [call("sso", "CreateAccountAssignment"), call("sso", "PutInlinePolicyToPermissionSet"), call("sso", "UpdatePermissionSet")],
  },
  { what: "the SAML provider that Identity Center trusts", atHome: false, events: [call("iam", "UpdateSAMLProvider")] },
  {
    what: "root's credentials, or a sign-in of root,",
    atHome: false,
    events: [call("iam", "CreateAccessKey", true), { ...call("signin", "ConsoleLogin", true), type: "AWS Console Sign In via CloudTrail" }],
  },
  { what: "the organization's policies", atHome: false, events: [call("organizations", "DetachPolicy")] },
];

/** Somebody who deploys nothing: a person in a role, and a user, whose events have no session issuer. */
function people(account: string): readonly Json[] {
  return [
    {
      type: "AssumedRole",
      arn: `arn:aws:sts::${account}:assumed-role/somebody/ada@example.com`,
      sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::${account}:role/somebody`, userName: "somebody" } },
    },
    { type: "IAMUser", arn: `arn:aws:iam::${account}:user/somebody`, userName: "somebody" },
  ];
}

/**
 * Whether an event pattern matches every record of a change, whoever makes it; AWS spells a sign-in's type in two ways,
 * of which one is enough.
 */
export function hearsChange(pattern: string, { events }: HandMade, account: string): boolean {
  const root: Json = { type: "Root", arn: `arn:aws:iam::${account}:root`, accountId: account };
  return events.every(({ type, eventSource, eventName, byRoot }) =>
    (byRoot ? [root] : people(account)).every((userIdentity) => {
      const detail = {
        eventSource,
        eventName,
        eventType: type === CALL ? "AwsApiCall" : "AwsConsoleSignIn",
        readOnly: false,
        userIdentity,
      };
      const requestParameters = eventName.endsWith("SAMLProvider")
        ? { sAMLProviderArn: `arn:aws:iam::${account}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE` }
        : {};
      const types = type === CALL ? [CALL] : [type, "AWS Console Signin via CloudTrail"];
      return types.some((detailType) =>
        eventMatches(pattern, {
          "detail-type": detailType,
          source: `aws.${eventSource.split(".")[0]}`,
          account,
          detail: { ...detail, requestParameters },
        }),
      );
    }),
  );
}
