/**
 * Profiles for the AWS CLI and SDKs (R8.1): one an account and permission set, with names that stay when other accounts
 * come and go.
 */
import type { Grant } from "./model";
import type { Partition } from "../contract/partition";
import { compareText } from "./words";

/** One profile. */
export interface AwsProfile {
  readonly name: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly permissionSet: string;
  /**
   * What a trust or resource policy may name: Identity Center makes the end of a role's name, and makes it anew with
   * the set.
   */
  readonly roleArnPattern: string;
}

/** Where people sign in. */
export interface SignIn {
  /** Name of the `sso-session`. */
  readonly session: string;
  readonly portalUrl: string;
  /** Region of Identity Center. */
  readonly region: string;
}

/** The default of a profile's name. */
export const PROFILE_TEMPLATE = "{account}.{permissionSet}";

const PLACEHOLDERS = ["account", "accountId", "permissionSet"] as const;

/** What is wrong with a template, as the rest of a sentence. */
export function templateProblem(template: string): string | undefined {
  const used = [...template.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
  const unknown = used.find((name) => !PLACEHOLDERS.some((known) => known === name));
  if (unknown !== undefined) return `has {${unknown}}; write {account}, {accountId} and {permissionSet}`;
  if (!used.includes("permissionSet") || !(used.includes("account") || used.includes("accountId")))
    return "must have {permissionSet}, and {account} or {accountId}, or two profiles would have one name";
  return /^[\w.{}@/+-]+$/.test(template) ? undefined : "may have letters, digits and . _ - @ / + beside the words in braces";
}

/**
 * The profiles of grants, by name.
 *
 * @param all every grant there is: what is left out of `grants` still decides whether an account's name is its own.
 */
export function profilesOf(
  grants: readonly Grant[],
  all: readonly Grant[],
  { template, region, partition }: { readonly template: string; readonly region: string; readonly partition: Partition },
): AwsProfile[] {
  const idsOfName = new Map<string, Set<string>>();
  for (const { accountName, accountId } of all) {
    const name = asWord(accountName).toLowerCase();
    idsOfName.set(name, (idsOfName.get(name) ?? new Set()).add(accountId));
  }
  const profiles = new Map<string, AwsProfile>();
  for (const { accountId, accountName, permissionSet } of grants) {
    const word = asWord(accountName);
    const account = (idsOfName.get(word.toLowerCase())?.size ?? 1) > 1 ? `${word}-${accountId}` : word;
    const words: Record<string, string> = { account, accountId, permissionSet };
    const name = template.replace(/\{([^}]*)\}/g, (_, key: string) => words[key] ?? "");
    profiles.set(JSON.stringify([accountId, permissionSet]), {
      name,
      accountId,
      accountName,
      permissionSet,
      roleArnPattern: roleArnPattern(accountId, permissionSet, region, partition),
    });
  }
  return [...profiles.values()].sort((a, b) => compareText(a.name, b.name));
}

/** Section names in the configuration file take no spaces and brackets. */
function asWord(name: string): string {
  return name.trim().replace(/[^\w.@+-]+/g, "-");
}

/**
 * The ARN of the role that Identity Center makes in an account, its random end as `*`.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function roleArnPattern(accountId: string, permissionSet: string, region: string, partition: Partition): string {
  const where = region === "us-east-1" ? "" : `${region}/`;
  return `arn:${partition}:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${where}AWSReservedSSO_${permissionSet}_*`;
}

/**
 * The sections of the configuration file, by header. @see
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
 */
export function sectionsOf({ session, portalUrl, region }: SignIn, profiles: readonly AwsProfile[]): Map<string, string[]> {
  return new Map([
    [
      `[sso-session ${session}]`,
      [`sso_start_url = ${portalUrl}`, `sso_region = ${region}`, "sso_registration_scopes = sso:account:access"],
    ],
    ...profiles.map(({ name, accountId, permissionSet }): [string, string[]] => [
      `[profile ${name}]`,
      [`sso_session = ${session}`, `sso_account_id = ${accountId}`, `sso_role_name = ${permissionSet}`, `region = ${region}`],
    ]),
  ]);
}
