/**
 * Questions about a plan: who can enter an account, what a group can do, and why.
 */
import type { AccessPlan, Grant } from "./model";
import { groupKey } from "./settings/group";
import { compareText } from "./words";

/** What a question may narrow the grants down to; everything when left out. */
export interface Question {
  /** Account id, or name in any case. */
  readonly account?: string;
  /** Group as written in the settings, in any case. */
  readonly group?: string;
  /** Name of a permission set; that of a set with a double for the management account means both. */
  readonly permissionSet?: string;
}

/** The grants that a question means, in the plan's order. */
export function grantsFor({ account, group, permissionSet }: Question, plan: Pick<AccessPlan, "grants" | "permissionSets">): Grant[] {
  const doubles = new Map(plan.permissionSets.map(({ name, managementTwinOf }) => [name, managementTwinOf ?? name]));
  return plan.grants.filter(
    (grant) =>
      (account === undefined || grant.accountId === account || grant.accountName.toLowerCase() === account.toLowerCase()) &&
      (group === undefined || groupKey(grant.group) === groupKey(group)) &&
      (permissionSet === undefined || grant.permissionSet === permissionSet || doubles.get(grant.permissionSet) === permissionSet),
  );
}

/** What a group holds in an account or a set gives to a group, gathered under one name. */
export interface Holding {
  readonly name: string;
  readonly grants: readonly Grant[];
}

/** Who can enter an account: groups and what they hold there. */
export function whoCan(account: string, plan: Pick<AccessPlan, "grants" | "permissionSets">): Holding[] {
  return gathered(grantsFor({ account }, plan), ({ group }) => group);
}

/** What a group can do: permission sets and the accounts in which it holds them. */
export function whatCan(group: string, plan: Pick<AccessPlan, "grants" | "permissionSets">): Holding[] {
  return gathered(grantsFor({ group }, plan), ({ permissionSet }) => permissionSet);
}

/** Why a group can enter an account: a sentence for each reason, and one that says so where it cannot. */
export function why(group: string, account: string, plan: Pick<AccessPlan, "grants" | "permissionSets" | "leftOut">): string[] {
  const grants = grantsFor({ group, account }, plan);
  const inactive = plan.leftOut.find(({ id, name }) => id === account || name.toLowerCase() === account.toLowerCase());
  if (grants.length === 0 && inactive !== undefined)
    return [`${group} holds nothing in ${inactive.name} (${inactive.id}): the account is ${inactive.state}.`];
  if (grants.length === 0) return [`${group} holds nothing in ${account}: no entry of federation:access gives it.`];
  return grants.flatMap(({ permissionSet, accountId, accountName, because }) =>
    because.map(
      ({ setting, match }) => `${group} holds ${permissionSet} in ${accountName} (${accountId}) because ${setting} says ${match}.`,
    ),
  );
}

function gathered(grants: readonly Grant[], nameOf: (grant: Grant) => string): Holding[] {
  const byName = new Map<string, Grant[]>();
  for (const grant of grants) byName.set(nameOf(grant), [...(byName.get(nameOf(grant)) ?? []), grant]);
  return [...byName].sort(([a], [b]) => compareText(a, b)).map(([name, found]) => ({ name, grants: found }));
}
