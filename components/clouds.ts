import * as pulumi from "@pulumi/pulumi";
import { type DirectoryGroup, groupsOf } from "../access/groups";
import { asDirectory, type GroupMatches, type IdentityStoreGroup, type WantedGroup } from "../access/identity-store";
import type { AccessPlan, Organization, Problem } from "../access/model";
import { outOfTimeWords } from "../access/period";
import type { AccessSettings, Parsed, Settings } from "../access/settings";
import { untrustedTrailProblems } from "../access/settings/alarms";
import { CORE, divideAccounts, type Division, misplacedProblems } from "../access/stacks";
import { partitionOf } from "../contract/partition";
import { type Caller, readCaller } from "./aws/caller";
import { customerPolicyProblems } from "./aws/customer-policies";
import { findInstance, type IdentityCenterInstance, readIdentityStoreGroups } from "./aws/identity-center";
import { managedPolicyProblems } from "./aws/managed-policies";
import { readOrganization } from "./aws/organization";
import { readDirectoryGroups } from "./entra/directory";
import { assignmentsInState, type FormerNames, formerNames } from "./former-names";
import { resolveGroups } from "./named-groups";
import { type OutOfReachReading, readOutOfReach } from "./out-of-reach";
import { formerPhaseProblems } from "./phase";
import { readings } from "./reading";
import { needsOf } from "./selector-needs";
import { readStackState, type StateResource } from "./stack-state";
import { stillAssignedProblems } from "./still-assigned";

/** What both clouds and the engine answered about the settings; the access is not planned yet. */
export interface CloudReadings {
  readonly state: readonly StateResource[];
  /** What the state knows under another name. */
  readonly former: FormerNames;
  readonly organizationId: string;
  /** Every account; with its unit only where the settings ask for units. */
  readonly organization: Organization;
  readonly trustedServices: readonly string[];
  /** Who runs this; asked only where the settings have alarms. */
  readonly caller: Caller | undefined;
  /** The settings with each group spelled as the directory has it: what a plan is made of. */
  readonly settings: AccessSettings;
  /** Entra groups by the group as written: those of the access list, and those that Conditional Access names. */
  readonly groups: ReadonlyMap<string, DirectoryGroup>;
  /** Absent where there is none to use, which is a problem. */
  readonly instance: IdentityCenterInstance | undefined;
  /** Groups that get access, sorted as written. */
  readonly wanted: readonly WantedGroup[];
  /** Which of them Identity Center has; asked in the phase `assign` only. */
  readonly matches: GroupMatches;
  /** What the stack has made in accounts in which nothing can be changed. */
  readonly outOfReach: OutOfReachReading;
  /** Which stack has the assignments of an account. */
  readonly division: Division;
  /** What the clouds and the state show to be wrong, in the order of what they are asked: center first, groups last. */
  readonly problems: { readonly center: readonly Problem[]; readonly places: readonly Problem[]; readonly groups: readonly Problem[] };
}

/**
 * Reads organization, directory and Identity Center side by side, as far as the settings are right.
 *
 * @throws ReadingError where a cloud does not answer.
 */
export async function lookUpClouds({ settings, partial, homeRegion = "" }: Parsed): Promise<CloudReadings> {
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
  const division = divideAccounts(settings?.stacks, organization);
  return {
    state,
    former,
    organizationId,
    organization,
    trustedServices,
    caller,
    settings: resolved.settings,
    groups: resolved.groups,
    instance: center.instance,
    wanted: resolved.wanted,
    matches: resolved.matches,
    outOfReach: readOutOfReach(state, organization),
    division,
    problems: {
      center: [...center.problems, ...featureSetProblems(featureSet)],
      places: [...division.problems, ...misplacedProblems(assignmentsInState(state), division, CORE, pulumi.getStack())],
      groups: [...returning, ...resolved.problems],
    },
  };
}

/**
 * What a plan of these settings shows to be wrong in the clouds, together with what they showed before; says what gives
 * nothing today.
 *
 * @throws ReadingError where a cloud does not answer.
 */
export async function planProblems(
  { settings, partial, homeRegion = "" }: Parsed,
  { outOfReach, state, problems, trustedServices }: CloudReadings,
  { plan, problems: misfits }: { readonly plan: AccessPlan; readonly problems: readonly Problem[] },
): Promise<Problem[]> {
  const partition = partitionOf(homeRegion);
  const found = [
    ...problems.center,
    ...(settings === undefined ? [] : outOfReach.problems(plan)),
    ...problems.places,
    ...(await stillAssignedProblems(settings?.stacks, plan, state)),
    ...(await managedPolicyProblems(plan.permissionSets, partition)),
    ...(settings === undefined || settings.phase === "connect" ? [] : await customerPolicyProblems(plan, partition)),
    ...problems.groups,
    ...misfits,
    ...untrustedTrailProblems(settings?.alarms, trustedServices),
  ];
  await outOfReach.announce(plan);
  for (const { setting, period = {}, state: when } of partial.outOfTime) {
    await pulumi.log.info(`${setting} ${outOfTimeWords(period, when)}: it gives nothing today.`);
  }
  for (const setting of plan.idle) await pulumi.log.warn(`${setting} means no active account at present: it gives nothing.`);
  return found;
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
