import type { Json } from "../body";
import { invalid } from "../graph-error";

/** One entry of a service principal's synchronization secrets. */
export interface Secret {
  readonly key: string;
  readonly value: string;
}

/** Keys whose values are answered as they are; all others are answered as `*`. */
const OPEN = ["BaseAddress", "SyncAll", "SyncNotificationSettings", "SkipOutOfScopeDeletions"];
const MASK = "*";

/**
 * Keys that Graph knows.
 *
 * @see https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationsecretkeystringvaluepair
 */
const KEYS = [
  ...OPEN,
  ...[
    "None",
    "UserName",
    "Password",
    "SecretToken",
    "AppKey",
    "ClientIdentifier",
    "ClientSecret",
    "SingleSignOnType",
    "Sandbox",
    "Url",
    "Domain",
  ],
  ...[
    "ConsumerKey",
    "ConsumerSecret",
    "TokenKey",
    "TokenExpiration",
    "Oauth2AccessToken",
    "Oauth2AccessTokenCreationTime",
    "Oauth2RefreshToken",
  ],
  ...[
    "InstanceName",
    "Oauth2ClientId",
    "Oauth2ClientSecret",
    "CompanyId",
    "UpdateKeyOnSoftDelete",
    "SynchronizationSchedule",
    "SystemOfRecord",
  ],
  ...[
    "SandboxName",
    "EnforceDomain",
    "Server",
    "Port",
    "AuthenticationType",
    "Oauth2AuthorizationCode",
    "Oauth2RedirectUri",
    "Oauth2TokenExchangeUri",
  ],
  ...[
    "Oauth2AuthorizationUri",
    "ApplicationTemplateIdentifier",
    "PerformInboundEntitlementGrants",
    "HardDeletesEnabled",
    "SyncAgentCompatibilityKey",
  ],
  ...["SyncAgentADContainer", "ValidateDomain", "TestReferences", "ConnectionString"],
];

/**
 * The secrets after a PUT: those sent, in their order, then the ones that were there and were not named.
 * An empty value removes its key; `*` keeps the value that is there.
 */
export function merged(stored: readonly Secret[], sent: unknown): Secret[] {
  if (!Array.isArray(sent)) throw invalid("The property 'value' must be a list of {key, value}.");
  const pairs = sent.map((entry: Json | null) => ({ key: entry?.["key"], value: entry?.["value"] }));
  for (const { key, value } of pairs) {
    if (typeof key !== "string" || !KEYS.includes(key)) throw invalid(`'${String(key)}' is not a key of synchronization secrets.`);
    if (typeof value !== "string") throw invalid(`The value of the secret '${key}' must be a text.`);
    refuseValue(key, value);
  }
  if (new Set(pairs.map(({ key }) => key)).size < pairs.length) throw invalid("A key of synchronization secrets is given twice.");
  const kept = (pairs as Secret[]).flatMap(({ key, value }) => {
    const effective = value === MASK ? valueOf(stored, key) : value;
    return effective === undefined || effective === "" ? [] : [{ key, value: effective }];
  });
  return [...kept, ...stored.filter((secret) => !pairs.some(({ key }) => key === secret.key))];
}

/** The secrets as answered. */
export function masked(secrets: readonly Secret[]): Secret[] {
  return secrets.map(({ key, value }) => ({ key, value: OPEN.includes(key) ? value : MASK }));
}

/** The value of a key. */
export function valueOf(secrets: readonly Secret[], key: string): string | undefined {
  return secrets.find((secret) => secret.key === key)?.value;
}

function refuseValue(key: string, value: string): void {
  if (value === "" || value === MASK) return;
  if (key === "BaseAddress" && !(URL.canParse(value) && new URL(value).protocol === "https:"))
    throw invalid("The secret 'BaseAddress' must be an https URL.");
  if ((key === "SyncAll" || key === "SkipOutOfScopeDeletions") && !/^(true|false)$/i.test(value))
    throw invalid(`The secret '${key}' must be "true" or "false".`);
}
