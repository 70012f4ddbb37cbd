/**
 * What comes and goes between two lists of access.
 */
import { accessKey, byIdentity, compareAccess, type HeldAccess } from "./snapshot";

/** What comes, goes and stays; each sorted by group, permission set and account. */
export interface AccessDiff {
  readonly gained: readonly HeldAccess[];
  readonly lost: readonly HeldAccess[];
  /** As it is afterwards. */
  readonly kept: readonly HeldAccess[];
}

/**
 * The difference of two lists, whatever their order; an access whose reasons alone changed, or whose group was renamed,
 * is the same.
 */
export function diff(before: readonly HeldAccess[], after: readonly HeldAccess[]): AccessDiff {
  const [old, now] = [byIdentity(before), byIdentity(after)];
  const gained: HeldAccess[] = [];
  const kept: HeldAccess[] = [];
  for (const [key, one] of now) (old.has(key) ? kept : gained).push(one);
  const lost = [...old].filter(([key]) => !now.has(key)).map(([, one]) => one);
  return { gained: gained.sort(compareAccess), lost: lost.sort(compareAccess), kept: kept.sort(compareAccess) };
}

/** What a list of access becomes by a difference. */
export function apply({ gained, lost }: Pick<AccessDiff, "gained" | "lost">, before: readonly HeldAccess[]): HeldAccess[] {
  const gone = new Set(lost.map(accessKey));
  return [...byIdentity([...before.filter((one) => !gone.has(accessKey(one))), ...gained]).values()].sort(compareAccess);
}
