import * as pulumi from "@pulumi/pulumi";
import type { Clock } from "../contract/clock";
import type { LiveCredentials } from "../access/breakglass/rotation";
import { clashProblem } from "../access/existing-names";
import type { GroupMatches, WantedGroup } from "../access/identity-store";
import type { AccessPlan, Account, Grant, Problem } from "../access/model";
import { planAccess } from "../access/plan";
import { type AssignSettings, type Parsed, parseSettings, type Settings } from "../access/settings";
import { readinessProblems } from "../access/settings/readiness";
import { ownStackProblems } from "../access/settings/stacks";
import { CORE } from "../access/stacks";
import { adoptedFrom, type Adopted } from "./adopted";
import type { IdentityCenterInstance } from "./aws/identity-center";
import { lookUpNames } from "./aws/look-up-names";
import { judgePasswordPolicy, type PasswordPolicyReader, readPasswordPolicy } from "./aws/password-policy";
import { type CloudReadings, lookUpClouds, planProblems } from "./clouds";
import { type StackConfig, surroundingsOf } from "./config";
import {
  announceEncryption,
  type CustodianReading,
  type EmergencyBlueprint,
  emergencyBlueprint,
  emergencyProblems,
  readCustodians,
} from "./emergency-blueprint";
import type { ScimCredentials } from "./entra/provisioning";
import { findNameClashes } from "./existing-names";
import { lastGroups, newGrants, type StateAssignment } from "./former-names";
import { plannedNames } from "./planned-names";
import { ReadingError } from "./reading";
import { answered, refusal, refuse } from "./refusal";
import { scimCredentials } from "./scim-credentials";
import { type FederationUrls, urlsOf } from "./urls";

/**
 * Settings that have met both clouds: everything that the components register, with nothing left that could be wrong.
 */
export interface Blueprint extends Pick<CloudReadings, "groups" | "former"> {
  readonly settings: Settings;
  readonly plan: AccessPlan;
  /**
   * Those grants of the plan that this stack makes: all of them, unless `federation:stacks` gives access stacks their
   * part.
   */
  readonly grants: readonly Grant[];
  readonly managementAccountId: string;
  /** Every account of the organization; with its unit only where the settings ask for units. */
  readonly accounts: readonly Account[];
  /** Assignments of the last run in accounts in which nothing can be changed. */
  readonly held: readonly StateAssignment[];
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
  // Whatever else the clouds show of such a run would lead astray.
  refuse(ownStackProblems(parsed.settings?.stacks, pulumi.getStack()));
  const custodians = await readCustodians(parsed.settings?.breakglass, clock);
  const planned = await answered(planInClouds(parsed, custodians));
  const problems = [
    ...config.problems,
    ...parsed.problems,
    ...(parsed.settings === undefined ? [] : readinessProblems(parsed.settings, surroundingsOf(config))),
    ...custodians.problems,
    ...(planned instanceof ReadingError ? [] : planned.problems),
  ];
  // Settings that are wrong are told without a cloud that does not answer.
  if (planned instanceof ReadingError) throw problems.length > 0 ? refusal(problems) : planned;
  const { settings } = parsed;
  const { clouds, plan } = planned;
  const { instance } = clouds;
  if (problems.length > 0 || settings === undefined || instance === undefined) throw refusal(problems);

  const grants = plan.grants.filter(({ accountId }) => clouds.division.homeOf(accountId) === CORE);
  const { managementAccountId, accounts } = clouds.organization;
  const emergency = emergencyBlueprint(settings, custodians.keys, { managementAccountId, organizationId: clouds.organizationId });
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
  if (emergency !== undefined) await announceEncryption(emergency, planned.liveCredentials);
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
    groups: clouds.groups,
    former: clouds.former,
    formerGroups: lastGroups(clouds.state),
    held: clouds.outOfReach.held,
    scimTokenSet: config.secrets.scimToken !== undefined,
    adopted,
    assign: settings.phase === "assign" ? await assignBlueprint(settings, grants, clouds, config) : undefined,
    awsGroups: settings.phase === "aws" ? clouds.matches.groupIds : undefined,
  };
}

/** The settings met with both clouds: who gets what where, and what is wrong with it. */
interface Planned {
  readonly clouds: CloudReadings;
  /** Of the federation as a whole. */
  readonly plan: AccessPlan;
  /** What only the clouds and the state show to be wrong. */
  readonly problems: readonly Problem[];
  /** By name of the breakglass user, as far as they exist. */
  readonly liveCredentials: ReadonlyMap<string, LiveCredentials>;
}

async function planInClouds(parsed: Parsed, custodians: CustodianReading): Promise<Planned> {
  const clouds = await lookUpClouds(parsed);
  const planned = planAccess(clouds.settings, clouds.organization, clouds.outOfReach.sets);
  const problems = await planProblems(parsed, clouds, planned);
  const { settings } = parsed;
  const { caller, organization } = clouds;
  if (settings === undefined || caller === undefined) return { clouds, plan: planned.plan, problems, liveCredentials: new Map() };
  const emergency = await emergencyProblems(settings, custodians.keys, caller, organization.managementAccountId);
  return { clouds, plan: planned.plan, problems: [...problems, ...emergency.problems], liveCredentials: emergency.live };
}

async function assignBlueprint(
  settings: AssignSettings,
  grants: readonly Grant[],
  { wanted, matches, state, former }: CloudReadings,
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
