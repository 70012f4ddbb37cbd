import * as pulumi from "@pulumi/pulumi";
import type { Clock } from "../contract/clock";
import { clashProblem } from "../access/existing-names";
import type { GroupMatches, WantedGroup } from "../access/identity-store";
import { type AssignSettings, parseSettings, type Settings } from "../access/settings";
import { readinessProblems } from "../access/settings/readiness";
import { adoptedFrom, type Adopted } from "./adopted";
import type { IdentityCenterInstance } from "./aws/identity-center";
import { lookUpNames } from "./aws/look-up-names";
import { judgePasswordPolicy, type PasswordPolicyReader, readPasswordPolicy } from "./aws/password-policy";
import { lookUpClouds, type CloudReadings } from "./clouds";
import { type StackConfig, surroundingsOf } from "./config";
import { announceEncryption, type EmergencyBlueprint, emergencyBlueprint, readCustodians } from "./emergency-blueprint";
import type { ScimCredentials } from "./entra/provisioning";
import { findNameClashes } from "./existing-names";
import { lastGroups, newGrants } from "./former-names";
import { plannedNames } from "./planned-names";
import { ReadingError } from "./reading";
import { answered, refusal, refuse } from "./refusal";
import { scimCredentials } from "./scim-credentials";
import { type FederationUrls, urlsOf } from "./urls";

/**
 * Settings that have met both clouds: everything that the components register, with nothing left that could be wrong.
 */
export interface Blueprint extends Pick<
  CloudReadings,
  "plan" | "grants" | "managementAccountId" | "accounts" | "groups" | "former" | "held"
> {
  readonly settings: Settings;
  readonly instance: IdentityCenterInstance;
  readonly urls: FederationUrls;
  /** Only where the settings have alarms, and with them breakglass users or a SIEM. */
  readonly emergency: EmergencyBlueprint | undefined;
  /** Time of the run. */
  readonly now: Date;
  /** Groups of the last run. */
  readonly formerGroups: readonly WantedGroup[];
  /** Whether the stack holds the secret `federation:scimToken`, which the phase `connect` may lack. */
  readonly scimTokenSet: boolean;
  /** What existed before this stack and stays as it is. */
  readonly adopted: Adopted;
  /** Only in the phase `assign`. */
  readonly assign: AssignBlueprint | undefined;
  /** Identity store group id by the group as written: only in the phase `aws`, in which nothing but these has part. */
  readonly awsGroups: ReadonlyMap<string, string> | undefined;
}

/** What the phase `assign` needs beside the rest. */
export interface AssignBlueprint {
  readonly settings: AssignSettings;
  /** Groups that get access, sorted as written. */
  readonly groups: readonly WantedGroup[];
  /** Which of them Identity Center had when the program started. */
  readonly found: GroupMatches;
  /** Absent where an adopted job keeps those that Entra holds. */
  readonly credentials: ScimCredentials | undefined;
}

/**
 * Parses the settings, reads the organization and both directories once, and plans the access.
 *
 * @throws RunError with every mistake, a sentence each, before any resource is registered.
 */
export async function readBlueprint(
  config: StackConfig,
  clock: Clock,
  passwordPolicy: PasswordPolicyReader = readPasswordPolicy,
  lookUps: typeof lookUpNames = lookUpNames,
): Promise<Blueprint> {
  const parsed = parseSettings({ ...config.raw }, clock);
  const custodians = await readCustodians(parsed.settings?.breakglass, clock);
  const clouds = await answered(lookUpClouds(parsed, custodians));
  const problems = [
    ...config.problems,
    ...parsed.problems,
    ...(parsed.settings === undefined ? [] : readinessProblems(parsed.settings, surroundingsOf(config))),
    ...custodians.problems,
    ...(clouds instanceof ReadingError ? [] : clouds.problems),
  ];
  // Settings that are wrong are told without a cloud that does not answer.
  if (clouds instanceof ReadingError) throw problems.length > 0 ? refusal(problems) : clouds;
  const { settings } = parsed;
  const { instance } = clouds;
  if (problems.length > 0 || settings === undefined || instance === undefined) throw refusal(problems);

  const { plan, grants, managementAccountId, accounts, groups } = clouds;
  const emergency = emergencyBlueprint(settings, custodians.keys, clouds);
  const urls = urlsOf(settings, instance);
  // Asked last: what is to be made is known only where everything else is right.
  const clashes = await findNameClashes(
    plannedNames(plan, settings.phase === "aws" ? undefined : urls.entityId, emergency),
    instance,
    clouds.state,
    lookUps(managementAccountId, settings.homeRegion),
  );
  const place = { accountId: managementAccountId, region: settings.homeRegion };
  const ownPolicy = emergency?.ownPasswordPolicy === true ? await judgePasswordPolicy(clouds.state, place, passwordPolicy) : undefined;
  for (const notice of ownPolicy?.notices ?? []) await pulumi.log.warn(notice);
  refuse([...clashes.map(clashProblem), ...(ownPolicy?.problems ?? [])]);
  const adopted = adoptedFrom(settings, clouds.state);
  refuse(adopted.problems);
  if (emergency !== undefined) await announceEncryption(emergency, clouds.liveCredentials);
  return {
    settings,
    plan,
    grants,
    instance,
    managementAccountId,
    accounts,
    urls,
    emergency,
    now: clock.now(),
    groups,
    former: clouds.former,
    formerGroups: lastGroups(clouds.state),
    held: clouds.held,
    scimTokenSet: config.secrets.scimToken !== undefined,
    adopted,
    assign: settings.phase === "assign" ? await assignBlueprint(settings, clouds, config) : undefined,
    awsGroups: settings.phase === "aws" ? clouds.matches.groupIds : undefined,
  };
}

async function assignBlueprint(
  settings: AssignSettings,
  { wanted, matches, grants, state, former }: CloudReadings,
  { secrets }: StackConfig,
): Promise<AssignBlueprint> {
  const scim = scimCredentials(settings, secrets.scimToken);
  if ("problem" in scim) throw refusal([scim.problem]);
  const awaited = matches.missing.map(({ displayName }) => displayName);
  const added = newGrants(grants, matches.groupIds, state, former);
  if (added.length > 0) {
    await pulumi.log.info(
      `${added.length} new assignments: one that somebody has made by hand already is refused by AWS as existing; \`federation take-over\` finds those and makes them this stack's.`,
    );
  }
  if (awaited.length > 0) await pulumi.log.info(`Not in Identity Center yet, to be provisioned: ${awaited.join(", ")}`);
  return { settings, groups: wanted, found: matches, credentials: scim.credentials };
}
