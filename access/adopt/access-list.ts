/**
 * Live assignments as an access list: one entry for all permission sets that a group holds in the same accounts. Pure.
 */
import type { Account, Organization } from "../model";
import { compareText } from "../words";
import { foldedAccounts, listedAccounts, type WrittenAccounts, type WrittenSelector } from "./selectors";

/** One assignment that is adopted. */
export interface AdoptedAssignment {
  /** The group as the access list writes it. */
  readonly group: string;
  readonly permissionSet: string;
  readonly accountId: string;
}

/** An entry of `federation:access`. */
export interface WrittenEntry {
  readonly group: string;
  readonly permissionSet?: string;
  readonly permissionSets?: readonly string[];
  readonly accounts: WrittenSelector | readonly WrittenSelector[];
  readonly except?: readonly WrittenSelector[];
}

/** The list, and what folding it means. */
export interface WrittenAccess {
  readonly entries: readonly WrittenEntry[];
  readonly folds: readonly { readonly entry: WrittenEntry; readonly sentences: readonly string[] }[];
}

/** Writes assignments of accounts that the organization has; sorted by group, then by permission set. */
export function accessList(assignments: readonly AdoptedAssignment[], organization: Organization, fold: boolean): WrittenAccess {
  const accountOf = new Map(organization.accounts.map((account) => [account.id, account]));
  const written = new Map<string, WrittenAccounts>();
  const wordsOf = (ids: readonly string[]): WrittenAccounts => {
    const key = ids.join();
    const known = written.get(key);
    if (known !== undefined) return known;
    const accounts = ids.map((id) => accountOf.get(id)).filter((account): account is Account => account !== undefined);
    const made = fold ? foldedAccounts(accounts, organization) : listedAccounts(accounts, organization);
    written.set(key, made);
    return made;
  };

  const held = new Map<string, Map<string, Set<string>>>();
  for (const { group, permissionSet, accountId } of assignments) {
    const sets = held.get(group) ?? new Map<string, Set<string>>();
    held.set(group, sets);
    sets.set(permissionSet, (sets.get(permissionSet) ?? new Set()).add(accountId));
  }
  const entries: WrittenEntry[] = [];
  const folds: { entry: WrittenEntry; sentences: readonly string[] }[] = [];
  for (const [group, sets] of [...held].sort(([a], [b]) => compareText(a, b))) {
    const together = new Map<string, { readonly names: string[]; readonly ids: readonly string[] }>();
    for (const [name, accounts] of [...sets].sort(([a], [b]) => compareText(a, b))) {
      const ids = [...accounts].sort();
      const same = together.get(ids.join());
      if (same === undefined) together.set(ids.join(), { names: [name], ids });
      else same.names.push(name);
    }
    for (const { names, ids } of together.values()) {
      const { accounts, except, folds: sentences } = wordsOf(ids);
      const entry: WrittenEntry = {
        group,
        ...(names.length === 1 ? { permissionSet: names[0]! } : { permissionSets: names }),
        accounts,
        ...(except === undefined ? {} : { except }),
      };
      entries.push(entry);
      if (sentences.length > 0) folds.push({ entry, sentences });
    }
  }
  return { entries, folds };
}
