import * as azuread from "@pulumi/azuread";
import type { DirectoryGroup } from "../../access/identity-store";
import type { Problem } from "../../access/model";

/** Groups as Entra knows them, and a sentence for each that it does not. */
export interface GroupReading {
  readonly groups: readonly DirectoryGroup[];
  readonly problems: readonly Problem[];
}

const OBJECT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Finds groups in Entra, by object id or display name as each was written; two calls of the provider at most.
 *
 * @param written groups as the settings write them, by the setting that names them first.
 */
export async function readDirectoryGroups(written: ReadonlyMap<string, string>): Promise<GroupReading> {
  const ids = [...written.keys()].filter((group) => OBJECT_ID.test(group));
  const names = [...written.keys()].filter((group) => !OBJECT_ID.test(group));
  const [byId, byName] = await Promise.all([
    ids.length > 0 ? found(() => azuread.getGroups({ objectIds: ids, ignoreMissing: true })) : [],
    names.length > 0 ? found(() => azuread.getGroups({ displayNames: names, ignoreMissing: true })) : [],
  ]);
  const groups: DirectoryGroup[] = [];
  const problems: Problem[] = [];
  for (const [group, path] of written) {
    const hit = OBJECT_ID.test(group)
      ? byId.find(({ objectId }) => objectId.toLowerCase() === group.toLowerCase())
      : byName.find(({ displayName }) => displayName.toLowerCase() === group.toLowerCase());
    if (hit === undefined) {
      problems.push({
        path,
        message: `${path} names the group "${group}", which is not in Entra; create it there as a security group, or correct the name (display name or object id).`,
      });
    } else if (!OBJECT_ID.test(group) && hit.displayName !== group) {
      problems.push({ path, message: `${path} names the group "${group}"; Entra spells it "${hit.displayName}": write it so.` });
    } else {
      groups.push({ written: group, ...hit });
    }
  }
  return { groups, problems };
}

async function found(lookUp: () => Promise<azuread.GetGroupsResult>): Promise<{ objectId: string; displayName: string }[]> {
  try {
    const { objectIds, displayNames } = await lookUp();
    return objectIds.map((objectId, index) => ({ objectId, displayName: displayNames[index] ?? "" }));
  } catch (error) {
    // The provider answers "no groups found" with an error, even where missing groups are ignored.
    if (error instanceof Error && /no groups (were )?found/i.test(error.message)) return [];
    throw error;
  }
}
