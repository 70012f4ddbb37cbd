/**
 * Groups of the identity store as the access list is to write them: by name where that means one group, else by id.
 */
import pMap from "p-map";
import type { DirectoryGroup } from "../../../access/groups";
import type { IdentityStoreGroup } from "../../../access/identity-store";
import { groupKey, groupSchema, isObjectId } from "../../../access/settings/group";
import type { AdoptedGroup } from "../part";

/** Groups by id in the identity store. */
export interface NamedGroups {
  readonly named: ReadonlyMap<string, AdoptedGroup>;
  /** Those that settings cannot name: why, as the end of "assignments …". */
  readonly unnamed: ReadonlyMap<string, string>;
}

/** Groups of Entra by name or object id: every one that has it. */
export type GroupLookup = (group: string) => Promise<readonly DirectoryGroup[]>;

const schema = groupSchema("");

/** As Identity Center knows them, for a stack without Entra. */
export function namedInStore(store: readonly IdentityStoreGroup[]): NamedGroups {
  const times = new Map<string, number>();
  for (const { displayName } of store) times.set(groupKey(displayName), (times.get(groupKey(displayName)) ?? 0) + 1);
  const named = new Map<string, AdoptedGroup>();
  const unnamed = new Map<string, string>();
  for (const { groupId, displayName, externalIds } of store) {
    const objectId = externalIds.find(isObjectId)?.toLowerCase();
    const id = objectId ?? groupId;
    const written = isName(displayName) && times.get(groupKey(displayName)) === 1 ? displayName : id;
    if (written === id && !isObjectId(id)) unnamed.set(groupId, "of a group whose name settings cannot say, or that is another's, too");
    else
      named.set(groupId, {
        written: written === id ? id.toLowerCase() : written,
        id,
        displayName,
        ofEntra: objectId !== undefined,
        storeId: groupId,
      });
  }
  return { named, unnamed };
}

/**
 * As Entra knows them, which is what the program asks in phase `assign`: by the object id that provisioning wrote, or
 * by the one group of that name. Two look-ups a group.
 */
export async function namedInEntra(store: readonly IdentityStoreGroup[], lookUp: GroupLookup): Promise<NamedGroups> {
  const named = new Map<string, AdoptedGroup>();
  const unnamed = new Map<string, string>();
  await pMap(
    store,
    async ({ groupId, displayName, externalIds }) => {
      const objectId = externalIds.find(isObjectId);
      const byName = isName(displayName) ? await lookUp(displayName) : [];
      const found = objectId === undefined ? byName : byName.filter(({ id }) => id.toLowerCase() === objectId.toLowerCase());
      const [only, ...others] = found.length > 0 || objectId === undefined ? found : await lookUp(objectId);
      if (only === undefined) unnamed.set(groupId, "of a group that Entra does not have");
      else if (others.length > 0) unnamed.set(groupId, "of a group whose name several groups of Entra have, and that carries no object id");
      else {
        const sameName = only.displayName === displayName ? byName : isName(only.displayName) ? await lookUp(only.displayName) : [];
        const id = only.id.toLowerCase();
        const written = sameName.length === 1 ? only.displayName : id;
        named.set(groupId, { written, id, displayName: only.displayName, ofEntra: true, storeId: groupId });
      }
    },
    { concurrency: 8 },
  );
  return { named, unnamed };
}

/**
 * By object id alone, for a stack with Entra where Entra cannot be asked for its groups. The name of each is Identity
 * Center's; where Entra has another by now, the program finds the resources below the former one all the same.
 */
export function namedByObjectId(store: readonly IdentityStoreGroup[]): NamedGroups {
  const named = new Map<string, AdoptedGroup>();
  const unnamed = new Map<string, string>();
  for (const { groupId, displayName, externalIds } of store) {
    const id = externalIds.find(isObjectId)?.toLowerCase();
    if (id === undefined) unnamed.set(groupId, "of a group that carries no object id, and for which Entra could not be asked");
    else named.set(groupId, { written: id, id, displayName, ofEntra: true, storeId: groupId });
  }
  return { named, unnamed };
}

/** Whether the settings take it as a display name, unchanged. */
function isName(displayName: string): boolean {
  return !isObjectId(displayName) && schema.safeParse(displayName).data === displayName;
}
