/**
 * How people name groups: by Entra display name or object id.
 */
import { type z } from "zod";
import type { Problem } from "../model";
import { mistake } from "../problems";
import { shown } from "../words";
import { checkedText, documented, GUID } from "./fields";

/** Most characters in a display name. @see https://learn.microsoft.com/graph/api/resources/group */
const NAME_LIMIT = 256;

const REMEDY = "write the display name or object id of an Entra group, as text";

/** A group as written; object ids become lower case. */
export function groupSchema(about: string): z.ZodType<string> {
  const schema = checkedText(REMEDY, (value) => {
    if (value.trim() === "") return REMEDY;
    if (value !== value.trim()) return "remove the space at its ends";
    if (/\p{Cc}/u.test(value)) return "write it without control characters such as tab or line break";
    return value.length > NAME_LIMIT ? `write at most ${NAME_LIMIT} characters, as Entra does` : undefined;
  }).overwrite((value) => (GUID.test(value) ? value.toLowerCase() : value));
  return documented(schema, { about, type: "group", limits: `display name (up to ${NAME_LIMIT} characters) or object id` });
}

/** Whether a group is written as object id rather than by name. */
export function isObjectId(group: string): boolean {
  return GUID.test(group);
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

/** A problem for every group that is written differently from its first mention. */
export function spellingProblems(groups: readonly PlacedGroup[]): Problem[] {
  const first = new Map<string, PlacedGroup>();
  const problems: Problem[] = [];
  for (const placed of groups) {
    const key = groupKey(placed.group);
    const before = first.get(key);
    if (before === undefined) first.set(key, placed);
    else if (before.group !== placed.group) {
      problems.push(
        mistake(
          placed.setting,
          `is ${shown(placed.group)}, but ${before.setting} spells the same group ${shown(before.group)}: use one spelling`,
        ),
      );
    }
  }
  return problems;
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
