/**
 * How people name groups: by Entra display name or object id.
 */
import { type z } from "zod";
import { UUID } from "../../contract/identifiers";
import { checkedTextSchema, documented } from "./fields";

/** Most characters in a display name. @see https://learn.microsoft.com/graph/api/resources/group */
const NAME_LIMIT = 256;

const REMEDY = "write the display name or object id of an Entra group, as text";

/** A group as written; object ids become lower case. */
export function groupSchema(about: string): z.ZodType<string> {
  const schema = checkedTextSchema(REMEDY, (value) => {
    if (value.trim() === "") return REMEDY;
    if (value !== value.trim()) return "remove the space at its ends";
    if (/\p{Cc}/u.test(value)) return "write it without control characters such as tab or line break";
    return value.length > NAME_LIMIT ? `write at most ${NAME_LIMIT} characters, as Entra does` : undefined;
  }).overwrite((value) => (UUID.test(value) ? value.toLowerCase() : value));
  return documented(schema, { about, type: "group", limits: `display name (up to ${NAME_LIMIT} characters) or object id` });
}

/** Whether a group is written as object id rather than by name. */
export function isObjectId(group: string): boolean {
  return UUID.test(group);
}

/** What two spellings of one group have in common. */
export function groupKey(group: string): string {
  return group.normalize("NFKC").trim().replace(/\s+/gu, " ").toLowerCase();
}

/** A group and where it was written. */
export interface PlacedGroup {
  readonly setting: string;
  readonly group: string;
}

/**
 * The entries with every group as it is first written: by name in another letter case, by a former name or by object
 * id, one group is one group.
 *
 * @param groups The directory's group for each group as written, as far as it is known; without it, spellings of one
 * name count as one.
 */
export function inOneSpelling<Entry extends { readonly group: string }>(
  entries: readonly Entry[],
  groups: ReadonlyMap<string, { readonly id: string }> = new Map(),
): Entry[] {
  const first = new Map<string, string>();
  return entries.map((entry) => {
    const key = groups.get(entry.group)?.id ?? groupKey(entry.group);
    const group = first.get(key) ?? entry.group;
    first.set(key, group);
    return group === entry.group ? entry : { ...entry, group };
  });
}

/** The settings with every group as it is first written, whichever of its names or its object id stands elsewhere. */
export function withOneSpelling<
  Entry extends { readonly group: string },
  Settings extends { readonly access: readonly Entry[]; readonly outOfTime: readonly Entry[] },
>(settings: Settings, groups: ReadonlyMap<string, { readonly id: string }>): Settings {
  const entries = inOneSpelling([...settings.access, ...settings.outOfTime], groups);
  return { ...settings, access: entries.slice(0, settings.access.length), outOfTime: entries.slice(settings.access.length) };
}

/** Every place at which the settings name a group: the access list first, then Conditional Access. */
export function namedGroups(
  access: readonly PlacedGroup[],
  conditionalAccess: { readonly emergencyAccessGroup?: string; readonly travelExceptionGroup?: string } | undefined,
): PlacedGroup[] {
  const exceptions = (["emergencyAccessGroup", "travelExceptionGroup"] as const).flatMap((key) => {
    const group = conditionalAccess?.[key];
    return group === undefined ? [] : [{ setting: `federation:conditionalAccess.${key}`, group }];
  });
  return [...access.map(({ setting, group }) => ({ setting: `${setting}.group`, group })), ...exceptions];
}
