/**
 * Groups of the settings met with the directory: which Entra group each one means.
 */
import type { Problem } from "./model";
import { mistake, wrong } from "./problems";
import type { Settings } from "./settings";
import { groupKey, isObjectId, namedGroups, type PlacedGroup } from "./settings/group";
import { compareText, didYouMean, listed } from "./words";

/** A group as the directory knows it. */
export interface DirectoryGroup {
  /** Object id. */
  readonly id: string;
  readonly displayName: string;
}

/** Every group that the settings name, where each is first named; sorted by name. */
export function groupsOf(settings: Pick<Settings, "access" | "conditionalAccess">): PlacedGroup[] {
  const first = new Map<string, PlacedGroup>();
  for (const placed of namedGroups(settings.access, settings.conditionalAccess))
    if (!first.has(placed.group)) first.set(placed.group, placed);
  return [...first.values()].sort((a, b) => compareText(a.group, b.group));
}

/**
 * Object ids under which names were known before, by {@link groupKey}: to Identity Center, or to the stack's last run.
 */
export type FormerIds = ReadonlyMap<string, ReadonlySet<string>>;

/** A group that the settings still name as it was called before. */
export interface RenamedGroup extends PlacedGroup {
  readonly now: DirectoryGroup;
}

/** What became of the groups. */
export interface FoundGroups {
  /** The directory's group for each group as written. */
  readonly groups: ReadonlyMap<string, DirectoryGroup>;
  /** Those of them that are called otherwise in the directory by now. */
  readonly renamed: readonly RenamedGroup[];
  /** Groups that are not there, that several groups answer to, or that are two under one name. */
  readonly problems: readonly Problem[];
}

/** Names, as written, that the directory does not have; object ids are no names. */
export function absentNames(wanted: readonly PlacedGroup[], directory: readonly DirectoryGroup[]): string[] {
  const known = new Set(directory.map(({ displayName }) => groupKey(displayName)));
  return wanted.map(({ group }) => group).filter((group) => !isObjectId(group) && !known.has(groupKey(group)));
}

/** What names were known by, from those who know groups by name and object id. */
export function formerIds(known: readonly DirectoryGroup[]): FormerIds {
  const ids = new Map<string, Set<string>>();
  for (const { id, displayName } of known) {
    const key = groupKey(displayName);
    ids.set(key, (ids.get(key) ?? new Set()).add(id.toLowerCase()));
  }
  return ids;
}

/**
 * Finds each group by object id, or by display name with Entra's indifference to case. A name that the directory does
 * not have means the one group that was known by it, whatever that is called now: who renames a group takes nobody's
 * access.
 *
 * @param directory also holds the groups of `former` that still exist.
 * @param proven Object ids, lower case, of groups that this directory is known to have had: of the others of `former`
 * it
 *   cannot be told whether they were deleted, or were another directory's.
 */
export function findGroups(
  wanted: readonly PlacedGroup[],
  directory: readonly DirectoryGroup[],
  former: FormerIds = new Map(),
  proven: ReadonlySet<string> = new Set(),
): FoundGroups {
  const groups = new Map<string, DirectoryGroup>();
  const renamed: RenamedGroup[] = [];
  const problems: Problem[] = [];
  for (const { setting, group } of wanted) {
    const found = directory.filter(({ id, displayName }) =>
      isObjectId(group) ? id.toLowerCase() === group : groupKey(displayName) === groupKey(group),
    );
    const [only, ...others] = found;
    if (only !== undefined && others.length === 0) groups.set(group, only);
    else if (only !== undefined) problems.push(ambiguous(setting, group, found));
    else {
      const ids = isObjectId(group) ? known(group, former) : former.get(groupKey(group));
      const [now, ...more] = directory.filter(({ id }) => ids?.has(id.toLowerCase()));
      if (now === undefined) problems.push(ids === undefined ? absent(setting, group, directory) : gone(setting, group, ids, proven));
      else if (more.length > 0) problems.push(inDoubt(setting, group, [now, ...more]));
      else {
        groups.set(group, now);
        renamed.push({ setting, group, now });
      }
    }
  }
  return {
    groups,
    renamed,
    problems: [...problems, ...sharedNames(wanted, groups)],
  };
}

/** The object id, where somebody knew a group by it. */
function known(id: string, former: FormerIds): ReadonlySet<string> | undefined {
  return [...former.values()].some((ids) => ids.has(id)) ? new Set([id]) : undefined;
}

/** For the log: the settings go on working, and should be mended. */
export function renamedSentence({ setting, group, now }: RenamedGroup): string {
  return `${setting} is ${JSON.stringify(group)}, which is called ${JSON.stringify(now.displayName)} in Entra now (${now.id}): write that; nobody's access changes by it.`;
}

/** Somebody knew the group, and the directory has it not, or not any more. */
function gone(setting: string, group: string, ids: ReadonlySet<string>, proven: ReadonlySet<string>): Problem {
  const isById = isObjectId(group);
  if (![...ids].some((id) => proven.has(id))) {
    const as = isById ? "no group with this object id, by which Identity Center knows one" : "no such group";
    const by = isById ? "" : `, and none by the object id of the one that Identity Center knows by this name (${listed([...ids].sort())})`;
    return wrong(
      setting,
      group,
      `Entra has ${as}${by}; whether it was deleted there or came from another directory cannot be told: restore it if it was deleted, else write a group that Entra has, or take it out of the settings`,
    );
  }
  const known = isById ? "this group" : `the group that was known by this name (${listed([...ids].sort())})`;
  return wrong(
    setting,
    group,
    `${known} was deleted in Entra; restore it there, or take it out of the settings and run \`pulumi up --refresh\`; a new group of its name is another one, which starts without the old one's members`,
  );
}

function inDoubt(setting: string, group: string, found: readonly DirectoryGroup[]): Problem {
  const names = found.map(({ id, displayName }) => `${JSON.stringify(displayName)}, ${id}`).sort();
  return wrong(
    setting,
    group,
    `the directory has no such group now, and ${found.length} were known by this name (${listed(names)}); write the name or object id of the one you mean`,
  );
}

/** Identity Center takes the name of a group once: of two that share theirs, the second could never come. */
function sharedNames(wanted: readonly PlacedGroup[], groups: ReadonlyMap<string, DirectoryGroup>): Problem[] {
  const first = new Map<string, { readonly setting: string; readonly id: string }>();
  return wanted.flatMap(({ setting, group }) => {
    const found = groups.get(group);
    if (found === undefined || !setting.startsWith("federation:access[")) return [];
    const key = groupKey(found.displayName);
    const before = first.get(key);
    if (before === undefined) first.set(key, { setting, id: found.id });
    if (before === undefined || before.id === found.id) return [];
    return [
      mistake(
        setting,
        `is ${JSON.stringify(group)}, a group named ${JSON.stringify(found.displayName)}, as is that of ${before.setting} (${before.id})`,
        "Identity Center takes a name once; rename one of them in Entra",
      ),
    ];
  });
}

function absent(setting: string, group: string, directory: readonly DirectoryGroup[]): Problem {
  if (isObjectId(group))
    return wrong(setting, group, "the directory has no group with this object id; write the id of one that exists, or its display name");
  const names = directory.map(({ displayName }) => displayName);
  return wrong(
    setting,
    group,
    `the directory has no such group; ${didYouMean(group, names, "create it in Entra, or write another group")}`,
  );
}

function ambiguous(setting: string, group: string, found: readonly DirectoryGroup[]): Problem {
  const ids = found.map(({ id }) => id).sort();
  return wrong(setting, group, `${found.length} groups have this name; write the object id of the one you mean (${listed(ids)})`);
}

/**
 * A mistake for every group that is to get access and that Entra will not assign to an application.
 *
 * @param assignable object ids, lower case.
 * @see https://learn.microsoft.com/entra/identity/enterprise-apps/assign-user-or-group-access-portal
 */
export function securityProblems(
  wanted: readonly PlacedGroup[],
  groups: ReadonlyMap<string, DirectoryGroup>,
  assignable: ReadonlySet<string>,
): Problem[] {
  return wanted.flatMap(({ setting, group }) => {
    const found = groups.get(group);
    if (found === undefined || assignable.has(found.id.toLowerCase())) return [];
    return [
      wrong(
        setting,
        group,
        `${JSON.stringify(found.displayName)} (${found.id}) is no security group in Entra (its securityEnabled is false, as of most Microsoft 365 groups and all distribution groups), and such a group cannot be assigned to an application; write a security group that has the same people as direct members`,
      ),
    ];
  });
}
