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

/** What became of the groups. */
export interface FoundGroups {
  /** The directory's group for each group as written. */
  readonly groups: ReadonlyMap<string, DirectoryGroup>;
  /** Groups that are not there, that several groups answer to, or that are one group under two names. */
  readonly problems: readonly Problem[];
}

/** Finds each group by object id, or by display name with Entra's indifference to case. */
export function findGroups(wanted: readonly PlacedGroup[], directory: readonly DirectoryGroup[]): FoundGroups {
  const groups = new Map<string, DirectoryGroup>();
  const problems: Problem[] = [];
  for (const { setting, group } of wanted) {
    const found = directory.filter(({ id, displayName }) =>
      isObjectId(group) ? id.toLowerCase() === group : groupKey(displayName) === groupKey(group),
    );
    if (found.length === 1) groups.set(group, found[0]!);
    else problems.push(found.length === 0 ? absent(setting, group, directory) : ambiguous(setting, group, found));
  }
  return { groups, problems: [...problems, ...sameGroupTwice(wanted, directory)] };
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

/** A problem for every group that is named once by display name and once by object id: its grants would not merge. */
export function sameGroupTwice(wanted: readonly PlacedGroup[], directory: readonly DirectoryGroup[]): Problem[] {
  return wanted
    .filter(({ group }) => isObjectId(group))
    .flatMap(({ setting, group }) => {
      const name = directory.find(({ id }) => id.toLowerCase() === group)?.displayName;
      const other =
        name === undefined ? undefined : wanted.find((placed) => !isObjectId(placed.group) && groupKey(placed.group) === groupKey(name));
      if (other === undefined) return [];
      return [
        mistake(
          setting,
          `is ${JSON.stringify(group)}, the object id of the group that ${other.setting} names ${JSON.stringify(other.group)}: use one spelling`,
        ),
      ];
    });
}
