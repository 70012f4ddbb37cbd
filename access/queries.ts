/**
 * Questions about a plan: who can enter an account, what a group can do, and why.
 */
import type { AccessPlan, Account, Grant } from "./model";
import { outOfTimeWords, untilWords } from "./period";
import { groupKey } from "./settings/group";

/** What questions are asked about. */
export type Asked = Pick<AccessPlan, "grants" | "leftOut"> & Partial<Pick<AccessPlan, "outOfTime">>;

/** An account as questions name it. */
export type AccountName = Pick<Account, "id" | "name" | "state">;

/** What a question narrows the grants down to; everything when left out. */
export interface Question {
  /** Account id, or name in any case. */
  readonly account?: string | undefined;
  /** Group as written in the settings, in any case. */
  readonly group?: string | undefined;
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
 */
export function why(group: string, { id, name }: Pick<AccountName, "id" | "name">, plan: Asked, place: Place = asWritten): string[] {
  const grants = grantsFor({ group, account: id }, plan);
  const inactive = plan.leftOut.find((one) => one.id === id);
  const lapsed = outOfTimeReasons({ group, account: id }, plan, place);
  const nothing = `${group} holds nothing in ${name} (${id})`;
  if (grants.length === 0 && inactive !== undefined) return [`${nothing}: the account is ${inactive.state}.`];
  if (grants.length === 0 && lapsed.length === 0) return [`${nothing}: no entry of federation:access gives it.`];
  const held = grants.flatMap(({ permissionSet, accountId, accountName, because }) =>
    because.map(
      ({ setting, match, period = {} }) =>
        `${group} holds ${permissionSet} in ${accountName} (${accountId}) because ${place(setting)} says ${match}${untilWords(period)}.`,
    ),
  );
  return [...held, ...lapsed];
}

/** Access that a question means and that has ended, or has not begun; a sentence a reason. */
export function outOfTimeReasons(question: Question, { outOfTime = [] }: Pick<Asked, "outOfTime">, place: Place = asWritten): string[] {
  return outOfTime
    .filter((grant) => grantsFor(question, { grants: [grant] }).length > 0)
    .flatMap(({ group, permissionSet, accountId, accountName, because, state }) =>
      because.map(
        ({ setting, match, period = {} }) =>
          `${question.group ?? group} ${state === "ended" ? "holds no longer" : "does not yet hold"} ${permissionSet} in ` +
          `${accountName} (${accountId}): ${place(setting)}, which says ${match}, ${outOfTimeWords(period, state)}.`,
      ),
    );
}

/** Tells a setting's place to people, such as its line in the stack file. */
type Place = (setting: string) => string;

const asWritten: Place = (setting) => setting;
