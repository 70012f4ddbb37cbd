import type { MadeAssignment } from "../access/closed-accounts";
import { PERMISSION_SET } from "../access/existing-names";
import type { DirectoryGroup } from "../access/groups";
import type { WantedGroup } from "../access/identity-store";
import type { Grant } from "../access/model";
import { isObjectId } from "../access/settings/group";
import { PERMISSION_SET_COMPONENT } from "./aws/permission-set";
import { COMPONENT } from "../contract/component-types";
import type { StateResource } from "./stack-state";

const ASSIGNMENT = "aws:ssoadmin/accountAssignment:AccountAssignment";

/** Under which URN the state holds a resource that is named otherwise now, by what the resource is. */
export interface FormerNames {
  /** By object id of the group, lower case. */
  readonly appAssignments: ReadonlyMap<string, string>;
  /** By object id of the group, lower case. */
  readonly provisioning: ReadonlyMap<string, string>;
  /** By {@link accountAssignmentKey}. */
  readonly accountAssignments: ReadonlyMap<string, string>;
}

/** Identity store group, permission set by name, account: one assignment, whatever it is called. */
export function accountAssignmentKey(permissionSet: string, principalId: string, accountId: string): string {
  return `${permissionSet} ${principalId} ${accountId}`;
}

/**
 * Reads from the state what each resource of a group is, so that it is found again under whatever name a former run
 * gave it: versions before 0.2 named these after the group as written.
 *
 * @param sets Names of permission sets by ARN, where they are not in this state.
 */
export function formerNames(state: readonly StateResource[], sets?: ReadonlyMap<unknown, string>): FormerNames {
  const of = (type: string): StateResource[] => state.filter((resource) => resource.type === type);
  return {
    appAssignments: new Map(
      of("azuread:index/appRoleAssignment:AppRoleAssignment").map(({ urn, outputs }) => [
        textOf(outputs, "principalObjectId").toLowerCase(),
        urn,
      ]),
    ),
    provisioning: new Map(
      of("azuread:index/synchronizationJobProvisionOnDemand:SynchronizationJobProvisionOnDemand").map(({ urn, outputs }) => [
        subjectOf(outputs).toLowerCase(),
        urn,
      ]),
    ),
    accountAssignments: new Map(
      assignmentsInState(state, sets).map(({ permissionSet, principalId, accountId, urn }) => [
        accountAssignmentKey(permissionSet, principalId, accountId),
        urn,
      ]),
    ),
  };
}

/** An account assignment as the state holds it. */
export interface StateAssignment extends MadeAssignment {
  /** Of the group, in the identity store. */
  readonly principalId: string;
  /** Entra object id of the group; unknown of a state of version 0.1. */
  readonly groupId: string | undefined;
}

/** Every account assignment of the state whose permission set is known: there, too, or by ARN. */
export function assignmentsInState(
  state: readonly StateResource[],
  sets: ReadonlyMap<unknown, string> = new Map(
    state.filter(({ type }) => type === PERMISSION_SET).map(({ name, outputs }) => [outputs["arn"], name]),
  ),
): StateAssignment[] {
  return state.flatMap(({ type, urn, name, outputs }) => {
    const permissionSet = sets.get(outputs["permissionSetArn"]);
    if (type !== ASSIGNMENT || permissionSet === undefined) return [];
    const [, group = ""] = name.split("/");
    const groupId = isObjectId(group) ? group : undefined;
    return [{ urn, permissionSet, accountId: textOf(outputs, "targetId"), principalId: textOf(outputs, "principalId"), groupId }];
  });
}

/**
 * Names of the permission sets that the last run left alone because accounts held them in which nothing could be
 * changed.
 */
export function setsLeftAlone(state: readonly StateResource[]): string[] {
  return state.filter(({ type, outputs }) => type === PERMISSION_SET_COMPONENT && outputs["held"] === true).map(({ name }) => name);
}

/**
 * Grants that an earlier run could have met already, set and group being there, and did not make; none before the first
 * `up`.
 */
export function newGrants(
  grants: readonly Grant[],
  groupIds: ReadonlyMap<string, string>,
  state: readonly StateResource[],
  { accountAssignments }: Pick<FormerNames, "accountAssignments">,
): readonly Grant[] {
  const sets = new Set(state.filter(({ type }) => type === PERMISSION_SET).map(({ name }) => name));
  return grants.filter(
    ({ permissionSet, group, accountId }) =>
      sets.has(permissionSet) &&
      groupIds.has(group) &&
      !accountAssignments.has(accountAssignmentKey(permissionSet, groupIds.get(group) ?? "", accountId)),
  );
}

/** The groups as they were called in the stack's last run. */
export function groupsInState(state: readonly StateResource[]): DirectoryGroup[] {
  return scopesIn(state).map(({ name, outputs }) => ({ id: textOf(outputs, "objectId"), displayName: name }));
}

/** The groups as the settings called them in the stack's last run, which may be older than what they were called. */
export function groupsAsWritten(state: readonly StateResource[]): DirectoryGroup[] {
  return scopesIn(state).flatMap(({ outputs }) => {
    const written = textOf(outputs, "writtenAs");
    return written === "" || isObjectId(written) ? [] : [{ id: textOf(outputs, "objectId"), displayName: written }];
  });
}

/** The groups of the stack's last run, by the names that they had and as the settings called them. */
export function lastGroups(state: readonly StateResource[]): WantedGroup[] {
  return scopesIn(state).map(({ name, outputs }) => ({
    id: textOf(outputs, "objectId"),
    displayName: name,
    written: textOf(outputs, "writtenAs") || name,
  }));
}

function scopesIn(state: readonly StateResource[]): StateResource[] {
  return state.filter(({ type }) => type === COMPONENT.group);
}

/**
 * The option by which the engine takes the resource of this URN for the one that is registered; none where that has its
 * name of today.
 *
 * @param scoped whether the resource is registered below its group's component.
 */
export function aliasOf(urn: string | undefined, name: string, scoped = true): { readonly aliases?: string[] } {
  const isCurrent = urn === undefined || (urn.includes(`$${COMPONENT.group}$`) === scoped && urn.endsWith(`::${name}`));
  return isCurrent ? {} : { aliases: [urn] };
}

function textOf(outputs: StateResource["outputs"], name: string): string {
  const value = outputs[name];
  return typeof value === "string" ? value : "";
}

/** The group of a provisioning on demand: each has one rule with one subject. */
function subjectOf(outputs: StateResource["outputs"]): string {
  const [parameter] = (outputs["parameters"] ?? []) as { subjects?: { objectId?: string }[] }[];
  return parameter?.subjects?.[0]?.objectId ?? "";
}
