import type { DirectoryGroup } from "./groups";
import type { Problem } from "./model";
import { isObjectId } from "./settings/group";

/** A group of Entra that is to be in Identity Center. */
export interface WantedGroup extends DirectoryGroup {
  /** As written in the settings: display name or object id. */
  readonly written: string;
}

/** A group as Identity Center's identity store knows it, written there by SCIM. */
export interface IdentityStoreGroup {
  readonly groupId: string;
  readonly displayName: string;
  /** Ids that the identity provider gave; Entra's object id where the mapping is the gallery's. */
  readonly externalIds: readonly string[];
}

/** The groups by the object ids that provisioning gave them; a name here may be older than Entra's. */
export function groupsInStore(store: readonly IdentityStoreGroup[]): DirectoryGroup[] {
  return store.flatMap(({ displayName, externalIds }) => externalIds.filter(isObjectId).map((id) => ({ id, displayName })));
}

/**
 * Groups as Identity Center itself knows them: by the object id that provisioning gave, else by the identity store's
 * own.
 */
export function asDirectory(store: readonly IdentityStoreGroup[]): DirectoryGroup[] {
  return store.map(({ groupId, displayName, externalIds }) => ({
    id: externalIds.find(isObjectId)?.toLowerCase() ?? groupId,
    displayName,
  }));
}

/** Which identity store group is which Entra group. */
export interface GroupMatches {
  /** Identity store group id by the group as written. */
  readonly groupIds: ReadonlyMap<string, string>;
  /** Not (yet) in the identity store. */
  readonly missing: readonly WantedGroup[];
  /** Why a group that is there cannot be trusted to be the one that is meant. */
  readonly refused: readonly Problem[];
}

/**
 * Finds each Entra group in the identity store: by external id first, which survives renames, by display name second.
 *
 * A group of the right name that carries the object id of another Entra group is refused: its members are not the ones
 * that are meant.
 */
export function matchGroups(wanted: readonly WantedGroup[], store: readonly IdentityStoreGroup[]): GroupMatches {
  const groupIds = new Map<string, string>();
  const missing: WantedGroup[] = [];
  const refused: Problem[] = [];
  for (const group of wanted) {
    const candidates = candidatesFor(group, store);
    const [only, ...others] = candidates;
    if (only === undefined) {
      missing.push(group);
    } else if (others.length > 0) {
      refused.push({
        path: "identity store",
        subject: `Group "${group.displayName}"`,
        fault: `is in Identity Center ${candidates.length} times (${candidates.map(({ groupId }) => groupId).join(", ")})`,
        remedy: "delete the ones that provisioning did not make",
      });
    } else if (isAnothers(only, group)) {
      refused.push({
        path: "identity store",
        subject: `Group "${group.displayName}" in Identity Center (${only.groupId})`,
        fault: `belongs to another Entra group (external id ${only.externalIds.join(", ")}, expected ${group.id})`,
        remedy:
          "run again after a provisioning cycle (up to 40 minutes), which renames or removes it; delete it by hand only where it stays and Entra has no group of that id, as whoever is in it loses access",
      });
    } else {
      groupIds.set(group.written, only.groupId);
    }
  }
  return { groupIds, missing, refused };
}

function candidatesFor(group: WantedGroup, store: readonly IdentityStoreGroup[]): readonly IdentityStoreGroup[] {
  const byId = store.filter(({ externalIds }) => externalIds.some((id) => id.toLowerCase() === group.id.toLowerCase()));
  return byId.length > 0 ? byId : store.filter(({ displayName }) => displayName === group.displayName);
}

function isAnothers(candidate: IdentityStoreGroup, group: WantedGroup): boolean {
  const objectIds = candidate.externalIds.map((id) => id.toLowerCase()).filter(isObjectId);
  return objectIds.length > 0 && !objectIds.includes(group.id.toLowerCase());
}
