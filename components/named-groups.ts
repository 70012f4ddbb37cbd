import * as pulumi from "@pulumi/pulumi";
import { absentNames, type DirectoryGroup, findGroups, formerIds, renamedSentence, securityProblems } from "../access/groups";
import { groupsInStore, type GroupMatches, type IdentityStoreGroup, matchGroups, type WantedGroup } from "../access/identity-store";
import type { Problem } from "../access/model";
import type { AccessSettings } from "../access/settings";
import { groupKey, type PlacedGroup, withOneSpelling } from "../access/settings/group";
import { findDeletedGroups } from "./deleted-groups";
import { readAssignable, readDirectoryGroups } from "./entra/directory";
import { assignmentsInState, type FormerNames, formerNames, groupsAsWritten, groupsInState } from "./former-names";
import type { StateResource } from "./stack-state";

/** What the groups of the settings are held against. */
export interface GroupSources {
  /** Every group that the settings name. */
  readonly named: readonly PlacedGroup[];
  /** What Entra answered for them. */
  readonly listed: readonly DirectoryGroup[];
  /** Identity Center's groups; none where they were not asked for. */
  readonly store: readonly IdentityStoreGroup[];
  readonly state: readonly StateResource[];
  /** What the state holds, by what each resource is. */
  readonly former: FormerNames;
  readonly settings: AccessSettings;
  /** False in the phase `aws`: the groups are Identity Center's own, and Entra is not asked. */
  readonly inEntra: boolean;
}

/** What became of the groups of the settings. */
export interface ResolvedGroups {
  /** The settings with one spelling a group. */
  readonly settings: AccessSettings;
  /** By the group as written. */
  readonly groups: ReadonlyMap<string, DirectoryGroup>;
  /** Groups that get access, sorted as written. */
  readonly wanted: readonly WantedGroup[];
  /** Which of them Identity Center has. */
  readonly matches: GroupMatches;
  readonly problems: readonly Problem[];
}

/** Which Entra group each group of the settings means, and how the settings are spelled with each group in one way. */
export async function nameGroups({ named, listed, store, state, settings, inEntra }: Omit<GroupSources, "former">) {
  const own = storeIds(store, state);
  const fromState = [...groupsInState(state), ...groupsAsWritten(state)].filter(({ id }) => !own.has(id.toLowerCase()));
  const known = formerIds([...groupsInStore(store), ...fromState]);
  const formerOnes = inEntra ? absentNames(named, listed).flatMap((name) => [...(known.get(groupKey(name)) ?? [])]) : [];
  const found = findGroups(named, [...listed, ...(await readDirectoryGroups(formerOnes))], known, groupsOfTheDirectory(state));
  for (const renamed of found.renamed) await pulumi.log.warn(renamedSentence(renamed));
  const spelled = withOneSpelling(settings, found.groups);
  const access = [...new Set(spelled.access.map(({ group }) => group))].sort();
  const wanted = access.flatMap((written): WantedGroup[] => {
    const group = found.groups.get(written);
    return group === undefined ? [] : [{ ...group, written }];
  });
  return { found, spelled, wanted };
}

/** Ids of groups in the identity store: in the phase `aws` the state has them, and no directory knows them. */
function storeIds(store: readonly IdentityStoreGroup[], state: readonly StateResource[]): ReadonlySet<string> {
  return new Set([...store.map(({ groupId }) => groupId), ...assignmentsInState(state).map(({ principalId }) => principalId)].map(lower));
}

/** Object ids, lower case, of groups that the last run assigned to the application or provisioned: Entra had them. */
function groupsOfTheDirectory(state: readonly StateResource[]): ReadonlySet<string> {
  const { appAssignments, provisioning } = formerNames(state);
  return new Set([...appAssignments.keys(), ...provisioning.keys()]);
}

function lower(text: string): string {
  return text.toLowerCase();
}

/**
 * Which Entra group each group of the settings means, by its name of today or a former one, and which group of Identity
 * Center that is. Entra is asked again only for former names, for groups that the stack has not assigned to the
 * application yet, and for those that it is to assign no more.
 */
export async function resolveGroups(sources: GroupSources): Promise<ResolvedGroups> {
  const { named, store, state, former, inEntra } = sources;
  const { found, spelled, wanted } = await nameGroups(sources);
  const toAssign = inEntra ? wanted.filter(({ id }) => !former.appAssignments.has(id.toLowerCase())) : [];
  const assignable = await readAssignable(toAssign);
  // A group that is not found is told already, and may only be misspelt.
  const deleted = !inEntra || found.problems.length > 0 ? [] : await findDeletedGroups(state, former, wanted);
  for (const sentence of deleted) await pulumi.log.warn(sentence);
  const matches = matchGroups(wanted, store);
  const newcomers = named.filter(({ group }) => toAssign.some(({ written }) => written === group));
  return {
    settings: spelled,
    groups: found.groups,
    wanted,
    matches,
    problems: [...found.problems, ...securityProblems(newcomers, found.groups, assignable), ...matches.refused],
  };
}
