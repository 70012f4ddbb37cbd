import pMap from "p-map";
import { listed } from "../../../access/words";
import type { ConditionalAccessPolicy } from "../../clouds/entra-types";
import { textsOf } from "../../verify/conditional-access-policy";
import type { AdoptedGroup, Decision } from "../part";
import { type Readings, UNREAD } from "./readings";
import type { EntraSources } from "./sources";

/**
 * What people have to know of the groups: a nested group gives nobody access, and a dynamic one is a rule that decides
 * about access.
 */
export async function groupNotes({ entra }: EntraSources, groups: readonly AdoptedGroup[]): Promise<Decision[]> {
  const found = await pMap(
    groups.filter(({ ofEntra }) => ofEntra),
    async ({ id, displayName }): Promise<Decision[]> => {
      const [[group], members] = await Promise.all([entra.groups(id), entra.members(id)]);
      const what = `group "${displayName}"`;
      const nested = members.filter((member) => member["@odata.type"] === "#microsoft.graph.group");
      return [
        ...(nested.length === 0
          ? []
          : [
              {
                kind: "fault" as const,
                what,
                text: `It has groups as members (${listed(nested.map((member) => `"${member.displayName ?? member.id}"`))}): Entra provisions direct members only, so that theirs have no access by it. The group is adopted; make those people direct members, or give the inner groups their own entries of the access list.`,
              },
            ]),
        ...(group?.groupTypes?.includes("DynamicMembership") !== true
          ? []
          : [
              {
                kind: "note" as const,
                what,
                text: `Its members follow a rule${group.membershipRule ? ` (${group.membershipRule})` : ""}: whoever can change the attributes in it gives access to AWS. The group is adopted; who writes those attributes is for you to know.`,
              },
            ]),
      ];
    },
    { concurrency: 8 },
  );
  return found.flat();
}

/**
 * What the settings call each group of these policies, by its id in lower case: its name where that means it alone,
 * else the id.
 */
export async function groupNames(
  entra: EntraSources["entra"],
  policies: readonly ConditionalAccessPolicy[],
  readings: Readings,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(
    policies.flatMap(({ conditions }) =>
      ["excludeGroups", "includeGroups"].flatMap((list) => textsOf(conditions.users?.[list]).map((id) => id.toLowerCase())),
    ),
  );
  const named = await readings.of("excludedGroups", () =>
    Promise.all(
      [...ids].map(async (id) => {
        const [group] = await entra.groups(id);
        const isAlone = group !== undefined && (await entra.groups(group.displayName)).length === 1;
        return [id, isAlone ? group.displayName : id] as const;
      }),
    ),
  );
  return new Map(named === UNREAD ? [...ids].map((id) => [id, id]) : named);
}
