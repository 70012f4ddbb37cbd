import type { AccessSettings } from "../settings";

/**
 * Groups that the settings give a set for which a compliant device is needed (R6.2), as written, sorted.
 *
 * Told without the organization: a group counts even where its selectors match no account yet. The plan, which knows
 * the accounts, agrees for every setting that matches anything.
 */
export function compliantDeviceHolders({ access, permissionSets }: Pick<AccessSettings, "access" | "permissionSets">): string[] {
  const marked = new Set(permissionSets.filter(({ compliantDevice }) => compliantDevice).map(({ name }) => name));
  const holders = access.filter((entry) => entry.permissionSets.some(({ name }) => marked.has(name))).map(({ group }) => group);
  return [...new Set(holders)].sort();
}
