/**
 * What the AWS half does not adopt by itself: sets of Control Tower and of just-in-time tools, and assignments to
 * users. Pure.
 */
import { accessList, type WrittenEntry } from "../../../access/adopt/access-list";
import type { Organization } from "../../../access/model";
import { CONTROL_TOWER_GROUPS, CONTROL_TOWER_SETS } from "../../../access/unmanaged";
import type { LeftAlone } from "../part";

/** Tools that give access for hours, by how they name or tag what they make. @see docs/adopt.md */
const JUST_IN_TIME = /(^|[^a-z])(apono|britive|common-?fate|conductorone|entitle|granted|indent|opal|sso-?elevator|sym|team)([^a-z]|$)/i;

/** Whose a permission set is: Control Tower's, or a just-in-time tool's, by the tool's name. */
export type SetOwner = { readonly kind: "control-tower" } | { readonly kind: "just-in-time"; readonly tool: string };

/** Whose a permission set is, where that is told by its name or tags and it is not adopted unless asked for. */
export function ownerOf(name: string, tags: Readonly<Record<string, string>> = {}): SetOwner | undefined {
  if (CONTROL_TOWER_SETS.some((known) => known === name)) return { kind: "control-tower" };
  // "team" is a common word: it counts only as a tag, or at the beginning as TEAM's own sets have it.
  const byName = JUST_IN_TIME.exec(name)?.[2];
  const isWord = byName?.toLowerCase() === "team" && !/^TEAM[-_]/.test(name);
  const marks = Object.entries(tags).filter(([key]) => /^(managed-?by|created-?by|tool|owner-?tool|application)$/i.test(key));
  const tool = isWord ? undefined : byName;
  const marked = marks.map(([, value]) => JUST_IN_TIME.exec(value)?.[2]).find((found) => found !== undefined);
  return tool === undefined && marked === undefined ? undefined : { kind: "just-in-time", tool: tool ?? marked ?? "" };
}

/** An assignment that stays as it is, with the name of whoever holds it. */
export interface ForeignAssignment {
  readonly permissionSet: string;
  readonly accountId: string;
  /** `written` is how an entry names the principal: its id where the name would be read as a pattern. */
  readonly principal: { readonly type: "GROUP" | "USER"; readonly name: string; readonly written: string };
}

/** Whether Control Tower made it as a whole: its set, for its group. */
export function isControlTowers({ permissionSet, principal }: ForeignAssignment): boolean {
  return (
    CONTROL_TOWER_SETS.some((known) => known === permissionSet) &&
    principal.type === "GROUP" &&
    CONTROL_TOWER_GROUPS.some((known) => known === principal.name)
  );
}

/**
 * Entries of the setting `unmanaged` that cover exactly these assignments, one for all sets that somebody holds in the
 * same accounts.
 */
export function entriesFor(assignments: readonly ForeignAssignment[], organization: Organization, reason: string): LeftAlone[] {
  return (["GROUP", "USER"] as const).flatMap((type) => {
    const held = assignments
      .filter(({ principal }) => principal.type === type)
      .map(({ permissionSet, accountId, principal }) => ({ group: principal.written, permissionSet, accountId }));
    return joined(accessList(held, organization, false).entries).map(({ entry, holders }): LeftAlone => {
      const { permissionSet, permissionSets, accounts } = entry;
      return {
        ...(type === "GROUP" ? { groups: holders } : { users: holders }),
        permissionSets: permissionSets ?? [permissionSet ?? ""],
        accounts: accounts as string | readonly string[],
        reason,
      };
    });
  });
}

/** Holders of the same sets in the same accounts together. */
function joined(entries: readonly WrittenEntry[]): { readonly entry: WrittenEntry; readonly holders: readonly string[] }[] {
  const found = new Map<string, { readonly entry: WrittenEntry; readonly holders: string[] }>();
  for (const entry of entries) {
    const key = JSON.stringify({ ...entry, group: "" });
    const same = found.get(key);
    if (same === undefined) found.set(key, { entry, holders: [entry.group] });
    else same.holders.push(entry.group);
  }
  return [...found.values()];
}
