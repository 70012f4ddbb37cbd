import { asDirectory, type IdentityStoreGroup } from "../../access/identity-store";
import type { Settings } from "../../access/settings";
import { groupKey, isObjectId } from "../../access/settings/group";
import type { Group } from "../clouds/entra-types";

/** A group of the settings as Entra answers for it. */
export interface GroupReading {
  readonly written: string;
  /**
   * One where it is told without doubt which group is meant, by its name of today or, where Entra has no such name, by
   * its former one.
   */
  readonly found: readonly Group[];
  /** Object ids under which Identity Center or the application know the name, where Entra does not have it. */
  readonly formerIds: readonly string[];
  /** Whether Entra is known to have had one of these: somebody is still assigned to the application by it. */
  readonly wasThere?: boolean;
}

/** The groups of the settings as Identity Center itself knows them: in the phase `aws` nobody else is asked. */
export function readingsOfStore({ access }: Pick<Settings, "access">, store: readonly IdentityStoreGroup[]): GroupReading[] {
  const directory = asDirectory(store);
  return [...new Set(access.map(({ group }) => group))].sort().map((written) => ({
    written,
    found: directory.filter(({ id, displayName }) => (isObjectId(written) ? id === written : groupKey(displayName) === groupKey(written))),
    formerIds: [],
  }));
}
