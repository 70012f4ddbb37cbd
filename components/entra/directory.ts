import * as azuread from "@pulumi/azuread";
import type { DirectoryGroup } from "../../access/groups";
import { isObjectId } from "../../access/settings/group";

/**
 * Finds groups in Entra, by object id or display name as each was written; two calls of the provider at most. What is not there is not in the answer.
 *
 * @param written groups as the settings write them.
 */
export async function readDirectoryGroups(written: readonly string[]): Promise<DirectoryGroup[]> {
  const objectIds = written.filter(isObjectId);
  const displayNames = written.filter((group) => !isObjectId(group));
  const [byId, byName] = await Promise.all([
    objectIds.length > 0 ? found(() => azuread.getGroups({ objectIds, ignoreMissing: true })) : [],
    displayNames.length > 0 ? found(() => azuread.getGroups({ displayNames, ignoreMissing: true })) : [],
  ]);
  return [...new Map([...byId, ...byName].map((group) => [group.id, group])).values()];
}

async function found(lookUp: () => Promise<azuread.GetGroupsResult>): Promise<DirectoryGroup[]> {
  try {
    const { objectIds, displayNames } = await lookUp();
    return objectIds.map((id, index) => ({ id, displayName: displayNames[index] ?? "" }));
  } catch (error) {
    // The provider answers "no groups found" with an error, even where missing groups are ignored.
    if (error instanceof Error && /no groups (were )?found/i.test(error.message)) return [];
    throw error;
  }
}
