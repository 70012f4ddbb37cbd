/**
 * Groups whose access is to go, and which Entra has not any more: nothing is left there to remove.
 */
import type { DirectoryGroup } from "./groups";
import { groupKey } from "./settings/group";

/** A group that the last run assigned to the app, and that was deleted in Entra. */
export interface DeletedGroup {
  /** Object id. */
  readonly id: string;
  /** As it was called in the last run; empty where the state does not tell. */
  readonly displayName: string;
}

/** Groups of the last run that the settings do not mean any more, by object id in lower case. */
export function groupsToRemove(assigned: Iterable<string>, wanted: Iterable<DirectoryGroup>): string[] {
  const kept = new Set([...wanted].map(({ id }) => id.toLowerCase()));
  return [...new Set([...assigned].map((id) => id.toLowerCase()))].filter((id) => !kept.has(id)).sort();
}

/**
 * For the log: the run ends in a failure unless it refreshes first. Entra removes a group's app assignment together
 * with the group, and answers the removal of what is gone with 404, which the provider takes for a failure. The program
 * sees the state as it was before the refresh, so that it cannot tell whether this run has one, and says it to both.
 *
 * @param wanted The groups that the settings mean; one of them may bear the name of the deleted one.
 */
export function deletedGroupSentence({ id, displayName }: DeletedGroup, wanted: readonly DirectoryGroup[]): string {
  const sameName = wanted.find((group) => displayName !== "" && groupKey(group.displayName) === groupKey(displayName));
  const name = displayName === "" ? `Group ${id}` : `Group ${JSON.stringify(displayName)} (${id})`;
  const anew = sameName === undefined ? "" : `; the group of this name is another one now (${sameName.id})`;
  return `${name}, which the last run assigned to the app, was deleted in Entra, and its app assignment with it${anew}. Run \`pulumi up --refresh\`: without the refresh, the run ends in a 404 when it removes that assignment.`;
}
