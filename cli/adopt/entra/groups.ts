import pMap from "p-map";
import { listed } from "../../../access/words";
import type { AdoptedGroup, Decision } from "../part";
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
