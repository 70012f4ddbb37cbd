import { deletedGroupSentence, groupsToRemove } from "../access/deleted-groups";
import type { DirectoryGroup } from "../access/groups";
import { readDirectoryGroups } from "./entra/directory";
import { type FormerNames, groupsInState } from "./former-names";
import type { StateResource } from "./stack-state";

/**
 * A sentence for each group whose app assignment is to be removed although Entra has deleted the group. Asks Entra
 * once, and only where groups of the last run are to lose their access.
 */
export async function findDeletedGroups(
  state: readonly StateResource[],
  { appAssignments }: Pick<FormerNames, "appAssignments">,
  wanted: readonly DirectoryGroup[],
): Promise<string[]> {
  const leaving = groupsToRemove(appAssignments.keys(), wanted);
  const there = new Set((await readDirectoryGroups(leaving)).map(({ id }) => id));
  const names = new Map(groupsInState(state).map(({ id, displayName }) => [id.toLowerCase(), displayName]));
  return leaving.filter((id) => !there.has(id)).map((id) => deletedGroupSentence({ id, displayName: names.get(id) ?? "" }, wanted));
}
