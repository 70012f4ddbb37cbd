import * as pulumi from "@pulumi/pulumi";
import type { LiveCredentials } from "../access/breakglass/rotation";
import { type DirectoryGroup, groupsOf } from "../access/groups";
import { asDirectory, type GroupMatches, type IdentityStoreGroup, type WantedGroup } from "../access/identity-store";
import type { AccessPlan, Account, Grant, Problem } from "../access/model";
import { outOfTimeWords } from "../access/period";
import { planAccess } from "../access/plan";
import type { Parsed, Settings } from "../access/settings";
import { untrustedTrailProblems } from "../access/settings/alarms";
import { CORE, divideAccounts, misplacedProblems } from "../access/stacks";
import { partitionOf } from "../contract/partition";
import { readCaller } from "./aws/caller";
import { customerPolicyProblems } from "./aws/customer-policies";
import { findInstance, type IdentityCenterInstance, readIdentityStoreGroups } from "./aws/identity-center";
import { managedPolicyProblems } from "./aws/managed-policies";
import { readOrganization } from "./aws/organization";
import { type CustodianReading, emergencyProblems } from "./emergency-blueprint";
import { readDirectoryGroups } from "./entra/directory";
import { assignmentsInState, type FormerNames, formerNames, type StateAssignment } from "./former-names";
import { resolveGroups } from "./named-groups";
import { readOutOfReach } from "./out-of-reach";
import { formerPhaseProblems } from "./phase";
import { readings } from "./reading";
import { needsOf } from "./selector-needs";
import { readStackState, type StateResource } from "./stack-state";
import { stillAssignedProblems } from "./still-assigned";

/** What both clouds and the engine answered about the settings. */
export interface CloudReadings {
  readonly state: readonly StateResource[];
  /** What the state knows under another name. */
  readonly former: FormerNames;
  /** Assignments of the last run in accounts in which nothing can be changed. */
  readonly held: readonly StateAssignment[];
  readonly organizationId: string;
  readonly plan: AccessPlan;
  /**
   * Those grants of the plan that this stack makes: all of them, unless `federation:stacks` gives access stacks their
   * part.
   */
  readonly grants: readonly Grant[];
  readonly managementAccountId: string;
  /** Every account of the organization; with its unit only where the settings ask for units. */
  readonly accounts: readonly Account[];
  /** By name of the breakglass user, as far as they exist. */
  readonly liveCredentials: ReadonlyMap<string, LiveCredentials>;
  /** Entra groups by the group as written: those of the access list, and those that Conditional Access names. */
  readonly groups: ReadonlyMap<string, DirectoryGroup>;
  /** Absent where there is none to use, which is a problem. */
  readonly instance: IdentityCenterInstance | undefined;
  /** Groups that get access, sorted as written. */
  readonly wanted: readonly WantedGroup[];
  /** Which of them Identity Center has; asked in the phase `assign` only. */
  readonly matches: GroupMatches;
  /** What only the clouds and the state show to be wrong. */
  readonly problems: readonly Problem[];
}

/**
 * Reads organization, directory and Identity Center side by side, as far as the settings are right.
 *
 * @throws ReadingError where a cloud does not answer.
 */
export async function lookUpClouds({ settings, partial, homeRegion = "" }: Parsed, custodians: CustodianReading): Promise<CloudReadings> {
  const inEntra = settings?.phase !== "aws";
  const named = groupsOf(inEntra ? (settings ?? partial) : partial);
  const [{ organization, organizationId, featureSet, trustedServices }, listedGroups, center, returning, caller, state] = await readings([
    readOrganization(needsOf(partial, settings?.stacks), homeRegion),
    inEntra ? readDirectoryGroups(named.map(({ group }) => group)) : [],
    readIdentityCenter(homeRegion, settings?.phase),
    settings === undefined ? [] : formerPhaseProblems(settings),
    settings?.alarms === undefined ? undefined : readCaller(),
    readStackState(),
  ]);
  const former = formerNames(state);
  const resolved = await resolveGroups({
    ...{ named, store: center.groups, state, former, settings: partial, inEntra },
    listed: inEntra ? listedGroups : asDirectory(center.groups),
  });
  const beyond = readOutOfReach(state, organization);
  const { plan, problems: misfits } = planAccess(resolved.settings, organization, beyond.sets);
  const division = divideAccounts(settings?.stacks, organization);
  const partition = partitionOf(homeRegion);
  const { managementAccountId, accounts } = organization;
  const emergency =
    settings === undefined || caller === undefined
      ? undefined
      : await emergencyProblems(settings, custodians.keys, caller, managementAccountId);
  const problems = [
    ...center.problems,
    ...featureSetProblems(featureSet),
    ...(settings === undefined ? [] : beyond.problems(plan)),
    ...division.problems,
    ...misplacedProblems(assignmentsInState(state), division, CORE, pulumi.getStack()),
    ...(await stillAssignedProblems(settings?.stacks, plan, state)),
    ...(await managedPolicyProblems(plan.permissionSets, partition)),
    ...(settings === undefined || settings.phase === "connect" ? [] : await customerPolicyProblems(plan, partition)),
    ...returning,
    ...resolved.problems,
    ...misfits,
    ...untrustedTrailProblems(settings?.alarms, trustedServices),
    ...(emergency?.problems ?? []),
  ];
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
    groups: resolved.groups,
    instance: center.instance,
    wanted: resolved.wanted,
    matches: resolved.matches,
    problems,
  };
}

function featureSetProblems(featureSet: string): Problem[] {
  if (featureSet === "ALL") return [];
  return [
    {
      path: "organization",
      subject: "The organization's feature set",
      value: JSON.stringify(featureSet),
      remedy: "Identity Center needs all features; AWS Organizations > Settings > Enable all features (R1.3)",
    },
  ];
}

interface IdentityCenterReading {
  readonly instance?: IdentityCenterInstance;
  readonly groups: readonly IdentityStoreGroup[];
  readonly problems: readonly Problem[];
}

/** The instance, and in the phase `assign` its groups; neither where the home region is wrong. */
async function readIdentityCenter(homeRegion: string, phase: Settings["phase"] | undefined): Promise<IdentityCenterReading> {
  if (homeRegion === "") return { groups: [], problems: [] };
  const found = await findInstance(homeRegion);
  if ("problem" in found) return { groups: [], problems: [found.problem] };
  const { instance } = found;
  const groups = phase === "assign" || phase === "aws" ? await readIdentityStoreGroups(instance) : [];
  return { instance, groups, problems: [] };
}
