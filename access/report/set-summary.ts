/**
 * What of a permission set differs, on one line.
 */
import { ACCESS_LEVELS, type AccessLevel, type ActionsByLevel, type PermissionSetChange } from "./report";

/** Access levels in words. */
export const LEVEL_WORDS: Readonly<Record<AccessLevel, string>> = {
  permissionsManagement: "permissions management",
  write: "write",
  tagging: "tagging",
  read: "read",
  list: "list",
};

/** The line, such as `gains 3 write; session duration PT2H → PT12H`; empty where only words differ. */
export function setSummary(set: PermissionSetChange): string {
  return [
    ...set.attached.map((policy) => `attaches ${policy}`),
    ...set.detached.map((policy) => `detaches ${policy}`),
    ...counted("gains ", set.actionsGained),
    ...counted("loses ", set.actionsLost),
    ...counted("", set.actionsRescoped, " on other resources or conditions"),
    ...set.fields
      .filter(({ field }) => field !== "description")
      .map(({ field, before, after }) => `${field} ${before ?? "none"} → ${after ?? "none"}`),
  ].join("; ");
}

function counted(word: string, of: ActionsByLevel, after = ""): string[] {
  const levels = ACCESS_LEVELS.filter((level) => of[level].count > 0);
  const [only] = levels;
  if (only === undefined) return [];
  const alone = levels.length === 1 && of[only].count === 1 ? of[only].actions[0]! : undefined;
  return [`${word}${alone ?? levels.map((level) => `${of[level].count} ${LEVEL_WORDS[level]}`).join(", ")}${after}`];
}
