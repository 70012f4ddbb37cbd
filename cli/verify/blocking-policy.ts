import type { DirectoryGroup } from "../../access/groups";
import { listed } from "../../access/words";
import type { ConditionalAccessPolicy } from "../clouds/entra-types";
import { finding, note, type Outcome } from "./check";
import { isEmpty, textsOf } from "./conditional-access-policy";

/** Conditions that every policy has; any other that is set holds for some sign-ins only. */
const COMMON = new Set(["applications", "users", "clientAppTypes", "locations"]);

/**
 * Whether somebody else's policy keeps the groups of the access list out of AWS, wherever and however their members
 * sign in. A finding where nobody is left out of it but emergency access, a note where others are, among whom these
 * members may be.
 *
 * @param groups of the access list.
 * @param spared Object ids of the emergency-access group and of its members.
 */
export function blockOutcomes(policy: ConditionalAccessPolicy, groups: readonly DirectoryGroup[], spared: readonly string[]): Outcome[] {
  const { displayName, conditions, grantControls } = policy;
  if (!(grantControls?.builtInControls ?? []).includes("block") || isNarrow(conditions)) return [];
  const list = (name: string): string[] => textsOf(conditions.users?.[name]).map((id) => id.toLowerCase());
  const everybody = list("includeUsers").includes("all");
  const held = groups.filter(
    ({ id }) => (everybody || list("includeGroups").includes(id.toLowerCase())) && !list("excludeGroups").includes(id.toLowerCase()),
  );
  if (held.length === 0) return [];
  const names = listed(held.map((group) => `"${group.displayName}"`));
  const remedy = `Find out from its owner why it is there, and have it limited or switched to report-only (Entra admin center > Conditional Access); if it is meant, say so in federation:unmanaged.`;
  const others = [...list("excludeGroups"), ...list("excludeUsers"), ...list("excludeRoles")].filter(
    (id) => !spared.some((one) => one.toLowerCase() === id),
  );
  if (others.length === 0 && isEmpty(conditions.users?.["excludeGuestsOrExternalUsers"]))
    return [finding(`The policy "${displayName}", which is none of this stack's, blocks every sign-in to AWS of ${names}.`, remedy)];
  return [
    note(
      `The policy "${displayName}", which is none of this stack's, blocks every sign-in to AWS, save for whom it leaves out: whether ${names} are among them cannot be told.`,
      remedy,
    ),
  ];
}

/** Whether a condition makes it hold for some of the sign-ins in a browser only. */
function isNarrow(conditions: ConditionalAccessPolicy["conditions"]): boolean {
  const clients = conditions.clientAppTypes ?? [];
  const inBrowser = clients.length === 0 || clients.some((client) => client === "all" || client === "browser");
  const { includeLocations, excludeLocations } = conditions.locations ?? {};
  const everywhere = isEmpty(conditions.locations) || (textsOf(includeLocations).includes("All") && isEmpty(excludeLocations));
  const others = Object.entries(conditions).filter(([name, value]) => !COMMON.has(name) && !name.startsWith("@odata") && !isEmpty(value));
  return !inBrowser || !everywhere || others.length > 0;
}
