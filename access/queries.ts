/**
 * Questions about a plan: who can enter an account, what a group can do, and why.
 */
import type { AccessPlan, Grant } from "./model";
import { outOfTimeWords, untilWords } from "./period";
import { groupKey } from "./settings/group";

/** What questions are asked about. */
export type Asked = Pick<AccessPlan, "grants" | "leftOut"> & Partial<Pick<AccessPlan, "outOfTime">>;

/** What a question narrows the grants down to; everything when left out. */
export interface Question {
  /** Account id, or name in any case. */
  readonly account?: string;
  /** Group as written in the settings, in any case. */
  readonly group?: string;
}

/** The grants that a question means, in the plan's order. */
export function grantsFor({ account, group }: Question, { grants }: Pick<Asked, "grants">): Grant[] {
  return grants.filter(
    (grant) =>
      (account === undefined || isAccount({ id: grant.accountId, name: grant.accountName }, account)) &&
      (group === undefined || groupKey(grant.group) === groupKey(group)),
  );
}

/** Whether an account is meant by an id, or by a name in any case. */
export function isAccount({ id, name }: { readonly id: string; readonly name: string }, asked: string): boolean {
  return id === asked || name.toLowerCase() === asked.toLowerCase();
}

/**
 * Why a group can enter an account: a sentence for each reason, and one that says so where it cannot.
 *
 * @param place tells a setting's place to people, such as its line in the stack file.
 */
export function why(group: string, account: string, plan: Asked, place = (setting: string): string => setting): string[] {
  const grants = grantsFor({ group, account }, plan);
  const inactive = plan.leftOut.find((one) => isAccount(one, account));
  const outOfTime = (plan.outOfTime ?? []).filter((grant) => grantsFor({ group, account }, { grants: [grant] }).length > 0);
  const lapsed = outOfTime.flatMap(({ permissionSet, accountId, accountName, because, state }) =>
    because.map(
      ({ setting, match, period = {} }) =>
        `${group} ${state === "ended" ? "holds no longer" : "does not yet hold"} ${permissionSet} in ${accountName} (${accountId}): ` +
        `${place(setting)}, which says ${match}, ${outOfTimeWords(period, state)}.`,
    ),
  );
  if (grants.length === 0 && inactive !== undefined)
    return [`${group} holds nothing in ${inactive.name} (${inactive.id}): the account is ${inactive.state}.`];
  if (grants.length === 0 && lapsed.length === 0) return [`${group} holds nothing in ${account}: no entry of federation:access gives it.`];
  const held = grants.flatMap(({ permissionSet, accountId, accountName, because }) =>
    because.map(
      ({ setting, match, period = {} }) =>
        `${group} holds ${permissionSet} in ${accountName} (${accountId}) because ${place(setting)} says ${match}${untilWords(period)}.`,
    ),
  );
  return [...held, ...lapsed];
}
