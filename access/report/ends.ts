/**
 * When access ends, and what becomes of its end.
 */
import { compareText, listed } from "../words";
import type { GuardChange, ReasonWithLine } from "./report";
import { byIdentity, type HeldAccess } from "./snapshot";

/** Last day, where every reason has one. */
export function endOf(because: readonly ReasonWithLine[]): string | null {
  let last: string | null = null;
  for (const { until } of because) {
    if (until === null) return null;
    if (last === null || until > last) last = until;
  }
  return last;
}

/**
 * Access that stays and has another end, one change a group and permission set; nothing where reasons are not known.
 */
export function diffEnds(before: readonly HeldAccess[], after: readonly HeldAccess[]): GuardChange[] {
  const old = byIdentity(before);
  const found = new Map<
    string,
    { readonly held: HeldAccess; readonly was: string | null; readonly is: string | null; accounts: string[] }
  >();
  for (const [key, held] of byIdentity(after)) {
    const other = old.get(key);
    if (other === undefined || other.because.length === 0 || held.because.length === 0) continue;
    const [was, is] = [endOf(other.because), endOf(held.because)];
    if (was === is) continue;
    const same = JSON.stringify([held.groupKey, held.permissionSet, was, is]);
    const group = found.get(same);
    if (group === undefined) found.set(same, { held, was, is, accounts: [held.accountId] });
    else group.accounts.push(held.accountId);
  }
  return [...found.values()].map(({ held: { group, permissionSet, because }, was, is, accounts }): GuardChange => {
    const later = is === null || (was !== null && is > was);
    const day = (end: string | null): string => (end === null ? "without an end" : `until ${end}`);
    const where = accounts.length === 1 ? "1 account" : `${accounts.length} accounts`;
    const settings = listed([...new Set(because.map(({ setting }) => setting))].sort(compareText), 2);
    return {
      kind: "ends",
      name: `${permissionSet} of ${group}`,
      type: settings,
      change: "changed",
      effect: later ? "weaker" : "stronger",
      sentence: `${group} has ${permissionSet} in ${where} ${day(is)} instead of ${day(was)}.`,
    };
  });
}
