/**
 * What changes between two lists of grants: the access change that a reviewer reads.
 */
import type { Grant, PermissionSetDefinition } from "./model";
import { stableJson } from "./json";
import { compareText } from "./words";

/** Change of one group's holding of one permission set. */
export interface AccessChange {
  readonly group: string;
  readonly permissionSet: string;
  /** Grants that come, by account. */
  readonly added: readonly Grant[];
  /** Grants that go. */
  readonly removed: readonly Grant[];
  /** In how many accounts the group holds the set before and after. */
  readonly accountsBefore: number;
  readonly accountsAfter: number;
}

/** Everything that changes. */
export interface AccessDiff {
  readonly added: readonly Grant[];
  readonly removed: readonly Grant[];
  /** The same, by group and permission set, sorted; only those with a change. */
  readonly changes: readonly AccessChange[];
}

/** A grant's identity as one string. */
export function grantKey({ group, permissionSet, accountId }: Pick<Grant, "group" | "permissionSet" | "accountId">): string {
  return JSON.stringify([group, permissionSet, accountId]);
}

/** What changes from one list of grants to another; a grant whose reasons alone changed is the same grant. */
export function diffGrants(before: readonly Grant[], after: readonly Grant[]): AccessDiff {
  const old = new Map(before.map((grant) => [grantKey(grant), grant]));
  const now = new Map(after.map((grant) => [grantKey(grant), grant]));
  const added = [...now]
    .filter(([key]) => !old.has(key))
    .map(([, grant]) => grant)
    .sort(byIdentity);
  const removed = [...old]
    .filter(([key]) => !now.has(key))
    .map(([, grant]) => grant)
    .sort(byIdentity);

  const holding = ({ group, permissionSet }: Grant): string => JSON.stringify([group, permissionSet]);
  const [countBefore, countAfter] = [counted([...old.values()].map(holding)), counted([...now.values()].map(holding))];
  const changed = new Map([...added, ...removed].map((grant) => [holding(grant), grant]));
  const changes = [...changed].map(([key, { group, permissionSet }]) => ({
    group,
    permissionSet,
    added: added.filter((grant) => holding(grant) === key),
    removed: removed.filter((grant) => holding(grant) === key),
    accountsBefore: countBefore.get(key) ?? 0,
    accountsAfter: countAfter.get(key) ?? 0,
  }));
  return {
    added,
    removed,
    changes: changes.sort((a, b) => compareText(a.group, b.group) || compareText(a.permissionSet, b.permissionSet)),
  };
}

function counted(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** One permission set whose content changes. */
export interface PermissionSetChange {
  readonly name: string;
  /** Missing where the set is new. */
  readonly before?: PermissionSetDefinition;
  /** Missing where the set goes. */
  readonly after?: PermissionSetDefinition;
  /** Names of the definition's fields that differ, sorted; empty where the set is new or goes. */
  readonly fields: readonly string[];
}

/** Which permission sets come, go or change, sorted by name: a changed set changes what all its holders can do. */
export function diffPermissionSets(
  before: readonly PermissionSetDefinition[],
  after: readonly PermissionSetDefinition[],
): PermissionSetChange[] {
  const old = new Map(before.map((set) => [set.name, set]));
  const now = new Map(after.map((set) => [set.name, set]));
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((name): PermissionSetChange[] => {
    const [was, is] = [old.get(name), now.get(name)];
    if (was === undefined || is === undefined) {
      return [{ name, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }), fields: [] }];
    }
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])] as (keyof PermissionSetDefinition)[];
    const fields = keys.filter((key) => stableJson({ value: was[key] }) !== stableJson({ value: is[key] })).sort();
    return fields.length === 0 ? [] : [{ name, before: was, after: is, fields }];
  });
}

function byIdentity(a: Grant, b: Grant): number {
  return compareText(a.group, b.group) || compareText(a.permissionSet, b.permissionSet) || compareText(a.accountId, b.accountId);
}
