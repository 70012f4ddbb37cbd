import * as azuread from "@pulumi/azuread";
import type { DirectoryGroup } from "../../access/groups";
import { groupKey, isObjectId } from "../../access/settings/group";
import { saysNoGroups, saysSharedName } from "../provider-answers";
import { reading, ReadingError, readings } from "../reading";

/**
 * Finds groups in Entra, by object id or display name as each was written; two calls of the provider, and two more for
 * each name that several groups have. What is not there is not in the answer; of a name that several have, all are.
 *
 * @param written groups as the settings write them.
 */
export async function readDirectoryGroups(written: readonly string[]): Promise<DirectoryGroup[]> {
  const [byId, byName] = await readings([
    found({ objectIds: written.filter(isObjectId) }),
    foundByName(written.filter((group) => !isObjectId(group))),
  ]);
  return [...new Map([...byId, ...byName].map((group) => [group.id, group])).values()];
}

/**
 * Object ids of those among the groups that Entra assigns to applications; one call of the provider for all, none for
 * none.
 *
 * Asked by name, as the provider takes no kind of group beside object ids.
 */
export async function readAssignable(groups: readonly DirectoryGroup[]): Promise<ReadonlySet<string>> {
  const names = new Map(groups.map(({ displayName }) => [groupKey(displayName), displayName]));
  const enabled = await foundByName([...names.values()], { securityEnabled: true });
  return new Set(enabled.map(({ id }) => id));
}

/**
 * The provider refuses a name that several groups have, one name at a time: its groups are listed, and the other names
 * asked for again.
 */
async function foundByName(displayNames: readonly string[], kind: Pick<Wanted, "securityEnabled"> = {}): Promise<DirectoryGroup[]> {
  try {
    return await found({ displayNames, ...kind });
  } catch (error) {
    const ambiguous = displayNames.find((name) => isAmbiguous(error, name));
    if (ambiguous === undefined) throw error;
    const [sharing, others] = await readings([
      found({ displayNamePrefix: ambiguous, ...kind }),
      foundByName(
        displayNames.filter((name) => name !== ambiguous),
        kind,
      ),
    ]);
    return [...sharing.filter(({ displayName }) => groupKey(displayName) === groupKey(ambiguous)), ...others];
  }
}

function isAmbiguous(error: unknown, name: string): boolean {
  return error instanceof ReadingError && saysSharedName(error.answer, name);
}

async function found({ objectIds = [], displayNames = [], displayNamePrefix, ...kind }: Wanted): Promise<DirectoryGroup[]> {
  if (objectIds.length + displayNames.length === 0 && displayNamePrefix === undefined) return [];
  try {
    const groups = await reading("entra", "the groups that the settings name", () =>
      azuread.getGroups({
        ...(objectIds.length > 0 ? { objectIds: [...objectIds] } : {}),
        ...(displayNames.length > 0 ? { displayNames: [...displayNames] } : {}),
        ...(displayNamePrefix === undefined ? {} : { displayNamePrefix }),
        ...kind,
        ignoreMissing: true,
      }),
    );
    return groups.objectIds.map((id, index) => ({ id: id.toLowerCase(), displayName: groups.displayNames[index] ?? "" }));
  } catch (error) {
    if (error instanceof ReadingError && saysNoGroups(error.answer)) return [];
    throw error;
  }
}

/** One question to the provider, which takes one kind of answer at a time. */
interface Wanted {
  readonly objectIds?: readonly string[];
  readonly displayNames?: readonly string[];
  readonly displayNamePrefix?: string;
  readonly securityEnabled?: true;
}
