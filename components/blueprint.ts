import * as pulumi from "@pulumi/pulumi";
import type { LiveCredentials } from "../access/breakglass/rotation";
import type { Clock } from "../contract/clock";
import { clashProblem } from "../access/existing-names";
import { type DirectoryGroup, groupsOf } from "../access/groups";
import { asDirectory, type GroupMatches, type IdentityStoreGroup, type WantedGroup } from "../access/identity-store";
import type { AccessPlan, Account, Grant, Problem } from "../access/model";
import { partitionOf } from "../contract/partition";
import { outOfTimeWords } from "../access/period";
import { planAccess } from "../access/plan";
import { distinctProblems, formatProblems } from "../access/problems";
import { type AssignSettings, type Parsed, parseSettings, type Settings } from "../access/settings";
import { untrustedTrailProblems } from "../access/settings/alarms";
import { CORE, divideAccounts, misplacedProblems } from "../access/stacks";
import { adoptedFrom, type Adopted } from "./adopted";
import { readCaller } from "./aws/caller";
import { findInstance, type IdentityCenterInstance, readIdentityStoreGroups } from "./aws/identity-center";
import { customerPolicyProblems } from "./aws/customer-policies";
import { managedPolicyProblems } from "./aws/managed-policies";
import { readOrganization } from "./aws/organization";
import { lookUpNames } from "./aws/look-up-names";
import { meetPasswordPolicy, type PasswordPolicyReader, readPasswordPolicy } from "./aws/password-policy";
import type { StackConfig } from "./config";
import { anotherCloud, needsOf } from "./config-problems";
import {
  announceEncryption,
  type CustodianReading,
  type EmergencyBlueprint,
  emergencyBlueprint,
  emergencyProblems,
  readCustodians,
} from "./emergency-blueprint";
import { readDirectoryGroups } from "./entra/directory";
import type { ScimCredentials } from "./entra/provisioning";
import { findNameClashes } from "./existing-names";
import { assignmentsInState, type FormerNames, formerNames, lastGroups, newGrants, type StateAssignment } from "./former-names";
import { meetGroups } from "./named-groups";
import { readOutOfReach } from "./out-of-reach";
import { formerPhaseProblems } from "./phase";
import { readings } from "./reading";
import { missingSecrets, placeholders, scimCredentials } from "./scim-credentials";
import { plannedNames } from "./planned-names";
import { stillAssignedProblems } from "./still-assigned";
import { readStackState, type StateResource } from "./stack-state";
import { type FederationUrls, urlsOf } from "./urls";

/**
 * Settings that have met both clouds: everything that the components register, with nothing left that could be wrong.
 */
export interface Blueprint {
  readonly settings: Settings;
  readonly plan: AccessPlan;
  /**
   * Those grants of the plan that this stack makes: all of them, unless `federation:stacks` gives access stacks their
   * part.
   */
  readonly grants: readonly Grant[];
  readonly instance: IdentityCenterInstance;
  readonly managementAccountId: string;
  /** Every account of the organization; with its unit only where the settings ask for units. */
  readonly accounts: readonly Account[];
  readonly urls: FederationUrls;
  /** Only where the settings have alarms, and with them breakglass users or a SIEM. */
  readonly emergency: EmergencyBlueprint | undefined;
  /** Time of the run. */
  readonly now: Date;
  /** Entra groups by the group as written: those of the access list, and those that Conditional Access names. */
  readonly groups: ReadonlyMap<string, DirectoryGroup>;
  /** What the state knows under another name. */
  readonly former: FormerNames;
  /** Groups of the last run. */
  readonly formerGroups: readonly WantedGroup[];
  /** Assignments of the last run in accounts in which nothing can be changed. */
  readonly held: readonly StateAssignment[];
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
export async function drawBlueprint(
  config: StackConfig,
  clock: Clock,
  passwordPolicy: PasswordPolicyReader = readPasswordPolicy,
  lookUps: typeof lookUpNames = lookUpNames,
): Promise<Blueprint> {
  const parsed = parseSettings({ ...config.raw }, clock);
  const mistakes: Problem[] = [
    ...config.problems,
    ...parsed.problems,
    ...placeholders(parsed.settings),
    ...missingSecrets(parsed.settings, config),
    ...anotherCloud(parsed.settings, config),
  ];
  const custodians = await readCustodians(parsed.settings?.breakglass, clock);
  mistakes.push(...custodians.problems);
  const met = await meetClouds(parsed, custodians, mistakes);
  if (mistakes.length > 0) throw new pulumi.RunError(formatProblems(distinctProblems(mistakes)));
  const { settings } = parsed;
  if (settings === undefined || met?.instance === undefined) throw new Error("Settings without a mistake were not parsed.");

  const { plan, grants, managementAccountId, accounts, groups, instance } = met;
  const emergency = emergencyBlueprint(settings, custodians.keys, met);
  const urls = urlsOf(settings, instance);
  // Asked last: what is to be made is known only where everything else is right.
  const clashes = await findNameClashes(
    plannedNames(plan, settings.phase === "aws" ? undefined : urls.entityId, emergency),
    instance,
    met.state,
    lookUps(managementAccountId, settings.homeRegion),
  );
  const taken = clashes.map(clashProblem);
  if (emergency?.ownPasswordPolicy === true) {
    const place = { accountId: managementAccountId, region: settings.homeRegion };
    const { problems, notices } = await meetPasswordPolicy(met.state, place, passwordPolicy);
    taken.push(...problems);
    for (const notice of notices) await pulumi.log.warn(notice);
  }
  if (taken.length > 0) throw new pulumi.RunError(formatProblems(distinctProblems(taken)));
  const adopted = adoptedFrom(settings, met.state);
  if (adopted.problems.length > 0) throw new pulumi.RunError(formatProblems(distinctProblems(adopted.problems)));
  if (emergency !== undefined) await announceEncryption(emergency, met.liveCredentials);
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
    former: met.former,
    formerGroups: lastGroups(met.state),
    held: met.held,
    scimTokenSet: config.secrets.scimToken !== undefined,
    adopted,
    assign: settings.phase === "assign" ? await assignBlueprint(settings, met, config) : undefined,
    awsGroups: settings.phase === "aws" ? met.matches.groupIds : undefined,
  };
}

interface Met {
  readonly state: readonly StateResource[];
  readonly former: FormerNames;
  readonly held: readonly StateAssignment[];
  readonly organizationId: string;
  readonly plan: AccessPlan;
  readonly grants: readonly Grant[];
  readonly managementAccountId: string;
  readonly accounts: readonly Account[];
  /** By name of the breakglass user, as far as they exist. */
  readonly liveCredentials: ReadonlyMap<string, LiveCredentials>;
  readonly groups: ReadonlyMap<string, DirectoryGroup>;
  /** Absent where a mistake was found. */
  readonly instance: IdentityCenterInstance | undefined;
  /** Groups that get access, sorted as written. */
  readonly wanted: readonly WantedGroup[];
  /** Which of them Identity Center has; asked in the phase `assign` only. */
  readonly matches: GroupMatches;
}

/**
 * Reads organization, directory and Identity Center side by side, and adds the mistakes that only they show; where the
 * settings are wrong already, a cloud that does not answer adds nothing.
 */
async function meetClouds(
  { settings, partial, homeRegion = "" }: Parsed,
  custodians: CustodianReading,
  mistakes: Problem[],
): Promise<Met | undefined> {
  try {
    const inEntra = settings?.phase !== "aws";
    const named = groupsOf(inEntra ? (settings ?? partial) : partial);
    const [{ organization, organizationId, featureSet, trustedServices }, listedGroups, center, returning, caller, state] = await readings([
      readOrganization(needsOf(partial, settings?.stacks), homeRegion),
      inEntra ? readDirectoryGroups(named.map(({ group }) => group)) : [],
      readIdentityCenter(homeRegion, settings?.phase, mistakes),
      settings === undefined ? [] : formerPhaseProblems(settings),
      settings?.alarms === undefined ? undefined : readCaller(),
      readStackState(),
    ]);
    if (featureSet !== "ALL") {
      mistakes.push({
        path: "organization",
        subject: "The organization's feature set",
        value: JSON.stringify(featureSet),
        remedy: "Identity Center needs all features; AWS Organizations > Settings > Enable all features (R1.3)",
      });
    }
    const former = formerNames(state);
    const met = await meetGroups({
      ...{ named, store: center.groups, state, former, settings: partial, inEntra },
      listed: inEntra ? listedGroups : asDirectory(center.groups),
    });
    const beyond = readOutOfReach(state, organization);
    const { plan, problems } = planAccess(met.settings, organization, beyond.sets);
    if (settings !== undefined) mistakes.push(...beyond.problems(plan));
    const division = divideAccounts(settings?.stacks, organization);
    mistakes.push(...division.problems, ...misplacedProblems(assignmentsInState(state), division, CORE, pulumi.getStack()));
    mistakes.push(...(await stillAssignedProblems(settings?.stacks, plan, state)));
    const partition = partitionOf(homeRegion);
    mistakes.push(...(await managedPolicyProblems(plan.permissionSets, partition)));
    if (settings !== undefined && settings.phase !== "connect") mistakes.push(...(await customerPolicyProblems(plan, partition)));
    mistakes.push(...returning, ...met.problems, ...problems, ...untrustedTrailProblems(settings?.alarms, trustedServices));
    const { managementAccountId, accounts } = organization;
    const emergency =
      settings === undefined || caller === undefined
        ? undefined
        : await emergencyProblems(settings, custodians.keys, caller, managementAccountId);
    mistakes.push(...(emergency?.problems ?? []));
    await beyond.announce(plan);
    for (const { setting, period = {}, state } of partial.outOfTime) {
      await pulumi.log.info(`${setting} ${outOfTimeWords(period, state)}: it gives nothing today.`);
    }
    for (const setting of plan.idle) await pulumi.log.warn(`${setting} means no active account at present: it gives nothing.`);
    return {
      state,
      former,
      held: beyond.held,
      organizationId,
      plan,
      grants: plan.grants.filter(({ accountId }) => division.homeOf(accountId) === CORE),
      managementAccountId,
      accounts,
      liveCredentials: emergency?.live ?? new Map<string, LiveCredentials>(),
      groups: met.groups,
      instance: center.instance,
      wanted: met.wanted,
      matches: met.matches,
    };
  } catch (error) {
    if (mistakes.length > 0) return undefined;
    throw error;
  }
}

/** The instance, and in the phase `assign` its groups; neither where the home region is wrong. */
async function readIdentityCenter(
  homeRegion: string,
  phase: Settings["phase"] | undefined,
  mistakes: Problem[],
): Promise<{ instance?: IdentityCenterInstance; groups: readonly IdentityStoreGroup[] }> {
  if (homeRegion === "") return { groups: [] };
  const found = await findInstance(homeRegion);
  if ("problem" in found) {
    mistakes.push(found.problem);
    return { groups: [] };
  }
  const { instance } = found;
  return { instance, groups: phase === "assign" || phase === "aws" ? await readIdentityStoreGroups(instance) : [] };
}

async function assignBlueprint(
  settings: AssignSettings,
  { wanted, matches, grants, state, former }: Met,
  { secrets }: StackConfig,
): Promise<AssignBlueprint> {
  const awaited = matches.missing.map(({ displayName }) => displayName);
  const added = newGrants(grants, matches.groupIds, state, former);
  if (added.length > 0) {
    await pulumi.log.info(
      `${added.length} new assignments: one that somebody has made by hand already is refused by AWS as existing; \`federation take-over\` finds those and makes them this stack's.`,
    );
  }
  if (awaited.length > 0) await pulumi.log.info(`Not in Identity Center yet, to be provisioned: ${awaited.join(", ")}`);
  return { settings, groups: wanted, found: matches, credentials: scimCredentials(settings, secrets.scimToken) };
}
