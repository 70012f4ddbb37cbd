import { unmanagedWords } from "../../access/unmanaged";
import type { UnmanagedEntry } from "../../access/settings/unmanaged";
import type { LiveAssignment } from "../clouds/identity-center";
import type { VerifyContext } from "../verify/context";
import { type NamedAssignment, nameAssignment, unmanagedSubject } from "../verify/live-assignment";
import type { Author, FindAuthors } from "./authors";
import type { LeftAlone } from "./item";

/** Undeclared assignments, by what the settings say of them. */
export interface SortedAssignments {
  /** What nobody leaves alone, and why an entry that covers it does not either; empty where none covers it. */
  readonly open: readonly { readonly assignment: LiveAssignment; readonly because: string }[];
  readonly leftAlone: readonly LeftAlone[];
  readonly unjudged: readonly string[];
}

/** An assignment that an entry covers. */
interface Covered {
  readonly assignment: LiveAssignment;
  readonly named: NamedAssignment;
  readonly entry: UnmanagedEntry;
}

/**
 * Tells undeclared assignments apart: what an entry of federation:unmanaged leaves alone today, and what a just-in-time
 * tool should have taken back by now, by the time at which CloudTrail saw it made.
 */
export async function sortUndeclared(
  context: VerifyContext,
  extra: readonly LiveAssignment[],
  authors: FindAuthors,
  isOf: (assignment: LiveAssignment, parameters: Readonly<Record<string, unknown>>) => boolean,
): Promise<SortedAssignments> {
  const unmanaged = await context.unmanaged();
  if (unmanaged.entries.length === 0)
    return { open: extra.map((assignment) => ({ assignment, because: "" })), leftAlone: [], unjudged: [] };
  const all = await Promise.all(
    extra.map(async (assignment) => {
      const named = await nameAssignment(context, assignment);
      return { assignment, named, entry: unmanaged.assignment(unmanagedSubject(named, assignment)) };
    }),
  );
  const isCovered = (each: (typeof all)[number]): each is Covered => each.entry?.state === "now";
  const covered = all.filter(isCovered);
  const timed = covered.filter(({ entry }) => entry.maxHours !== undefined);
  const made = await authors(["CreateAccountAssignment"], timed, ({ assignment }, parameters) => isOf(assignment, parameters));
  const overdue = new Map(timed.flatMap((each) => overdueWords(each, made.get(each), context.now)));
  const undated = timed.filter((each) => made.get(each) === undefined);
  return {
    open: [
      ...all
        .filter((each) => !isCovered(each))
        .map(({ assignment, entry }) => ({
          assignment,
          because: entry === undefined ? "" : `, which ${entry.setting} left alone until ${entry.until}`,
        })),
      ...[...overdue].map(([{ assignment }, because]) => ({ assignment, because })),
    ],
    leftAlone: covered
      .filter((each) => !overdue.has(each))
      .map(({ named: { what }, entry: { setting, reason, until = null } }) => ({ what, setting, reason, until })),
    unjudged: [...new Set(undated.map(({ entry }) => entry))].map((entry) => {
      const count = undated.filter((each) => each.entry === entry).length;
      return `${unmanagedWords(entry)}: CloudTrail does not tell when ${count} of its assignments were made, so that nobody knows whether they are overdue.`;
    }),
  };
}

function overdueWords(covered: Covered, author: Author | undefined, now: Date): [Covered, string][] {
  const { maxHours = Number.POSITIVE_INFINITY, tool = "the tool", setting } = covered.entry;
  if (author === undefined || now.getTime() - Date.parse(author.time) <= maxHours * 3_600_000) return [];
  return [[covered, `, longer than the ${maxHours} hours for which ${tool} gives access (${setting}.maxHours)`]];
}
