/** What people have to know of a live set that has the name of one of the runbook's archetypes. Pure. */
import type { AdoptedSet, Held } from "../../../access/adopt/permission-sets";
import { ARCHETYPES, isArchetypeName, type ArchetypeName } from "../../../access/archetypes";
import { stableJson } from "../../../access/json";
import type { Decision } from "../part";

/** The decisions about one adopted set; none for a name that is no archetype's. */
export function archetypeNotes(name: string, found: Extract<AdoptedSet, { value: unknown }>, held: Held): Decision[] {
  if (!isArchetypeName(name)) return [];
  const text = found.archetype ? recognised(name) : ownWords(name, found.sameAs, held);
  return [{ kind: "note", what: `permission set ${name}`, text }];
}

function recognised(name: ArchetypeName): string {
  const equal = "It is the runbook's archetype, and the settings say no more than that.";
  const { fixed } = ARCHETYPES[name];
  if (fixed.includes("compliantDevice"))
    return `${equal} The runbook has its holders sign in from a compliant device (R6.2): adoption asks that of nobody who is not asked today. Where a policy of Entra's asks it already, it is adopted; else the policy comes with federation:conditionalAccess.`;
  if (fixed.includes("nonProductionOnly"))
    return `${equal} It is for non-production accounts only (R5.5): once federation:productionAccounts names the accounts that are production, the settings are refused where this set is given in one, and say which.`;
  return equal;
}

function ownWords(name: ArchetypeName, sameAs: object | undefined, { inManagement }: Held): string {
  const { fixed } = ARCHETYPES[name];
  if (fixed.includes("nonProductionOnly") && inManagement)
    return `It has the name of an archetype of the runbook, which is for non-production accounts only, and is held in the management account: it is adopted as a set of your own (archetype: false). Take it away there, remove archetype: false and its policies, and it is the archetype.`;
  if (sameAs !== undefined) {
    const settings = Object.keys(sameAs).length === 0 ? "" : `, write ${stableJson(sameAs)} in their place`;
    return `It grants what the runbook's archetype of this name grants, in other words (letter case or statement ids of its inline policy): it is adopted as it is (archetype: false). Remove that and its policies${settings}, and \`pulumi up\` writes the policy anew, a change that gives and takes nothing.`;
  }
  const stricter = fixed.includes("nonProductionOnly")
    ? ", and which is for non-production accounts only"
    : fixed.includes("compliantDevice")
      ? ", and whose holders need a compliant device"
      : "";
  return `It has the name of an archetype of the runbook, which grants something else${stricter}: it is adopted as a set of your own (archetype: false). Remove that and its policies to let the archetype take its place.`;
}
