import type { DirectoryGroup } from "../../access/groups";
import { isAccount, type AccountName, type Asked } from "../../access/queries";
import { groupKey } from "../../access/settings/group";
import { didYouMean, listed } from "../../access/words";
import { Failure } from "../failure";
import { SHOWN_NAMES, type StackAccess } from "./access";

/**
 * The account that a question means, by id or by name in any case; of one name an active account before those that were
 * closed. Whether anybody has access to it is another question.
 *
 * @throws {Failure} where the organization has no such account, or several of the name.
 */
export function accountAsked({ accounts }: Pick<StackAccess, "accounts">, asked: string): AccountName {
  const named = accounts.filter((account) => isAccount(account, asked));
  const active = named.filter(({ state }) => state === "ACTIVE");
  const [found, ...others] = active.length > 0 ? active : named;
  if (found === undefined) {
    const names = [...new Set(accounts.map(({ name }) => name))].sort();
    const remedy = didYouMean(asked, names, `write the id or the name of one of ${listed(names, SHOWN_NAMES)}.`);
    throw new Failure(`The organization has no account ${JSON.stringify(asked)}: ${remedy}`);
  }
  if (others.length > 0)
    throw new Failure(`Several accounts are called "${asked}": ${[found, ...others].map(({ id }) => id).join(", ")}; give the id.`);
  return found;
}

/** What groups are called: in the settings, and in the directory as far as the inventory knows it. */
export interface KnownGroups extends Pick<Asked, "grants" | "outOfTime"> {
  /** Every group that the settings name, as written, whatever for. */
  readonly named: readonly string[];
  readonly groups: ReadonlyMap<string, DirectoryGroup>;
}

/**
 * The group of the access list that a question means, by what is written there, or by the name or object id that the
 * directory has for it; for a group that the settings name elsewhere only, that.
 *
 * @throws {Failure} for a group that the settings do not name.
 */
export function groupAsked(known: KnownGroups, asked: string): string {
  const holders = [...known.grants, ...(known.outOfTime ?? [])].map(({ group }) => group);
  const [found] = writtenAs([...holders, ...known.named], known.groups, asked);
  if (found !== undefined) return found;
  const names = [...new Set(known.grants.map(({ group }) => group))].sort();
  const remedy = didYouMean(asked, new Set([...names, ...known.named]), `groups with access: ${listed(names, SHOWN_NAMES)}.`);
  throw new Failure(`The group "${asked}" has no access, and the settings do not name it: ${remedy}`);
}

/**
 * Every way in which a group is written, in the order given: as asked in any case, or otherwise where the directory has
 * one group for both.
 */
export function writtenAs(written: readonly string[], groups: ReadonlyMap<string, DirectoryGroup>, asked: string): string[] {
  const key = groupKey(asked);
  const ids = new Set(
    [...groups].flatMap(([group, { id, displayName }]) => ([group, id, displayName].some((name) => groupKey(name) === key) ? [id] : [])),
  );
  return [...new Set(written)].filter((group) => {
    const id = groups.get(group)?.id;
    return groupKey(group) === key || (ids.size === 1 && id !== undefined && ids.has(id));
  });
}
