import type { SynchronizationSchema } from "../../clouds/entra-types";
import { cannotTell, finding, ok, type Check, type Outcome } from "../check";

/** What each attribute of a group in Identity Center has to come from. */
const expected: Readonly<Record<string, string>> = { externalId: "objectId", displayName: "displayName", members: "members" };

/** R4.3: groups are provisioned with object id, display name and members. */
export const groupMapping: Check = {
  id: "R4.3",
  runbook: "R4.3",
  cloud: "Entra",
  title: "Group mapping: object id, displayName, members",
  assignOnly: true,
  async run(context) {
    const job = await context.job();
    return judgeMapping(await (await context.entra()).schema((await context.servicePrincipal()).id, job.id));
  },
};

/** Judges the attribute mappings of a provisioning job. */
export function judgeMapping({ synchronizationRules = [] }: SynchronizationSchema): Outcome[] {
  const mapping = synchronizationRules
    .flatMap(({ objectMappings = [] }) => objectMappings)
    .find(({ sourceObjectName }) => sourceObjectName === "Group");
  if (mapping === undefined)
    return [cannotTell("The job's schema shows no mapping for groups.", "Look in the portal: Provisioning > Mappings.")];
  const outcomes: Outcome[] = [];
  const remedy =
    "Restore it in the portal: Provisioning > Mappings > Provision Microsoft Entra ID Groups; the provider has no resource for it.";
  if (mapping.enabled === false) outcomes.push(finding("The mapping for groups is switched off.", remedy));
  const sources = new Map(
    (mapping.attributeMappings ?? []).map(({ targetAttributeName = "", source }) => [targetAttributeName, sourceOf(source)]),
  );
  for (const [target, source] of Object.entries(expected)) {
    const found = sources.get(target);
    if (found === undefined) outcomes.push(finding(`Group attribute ${target} is not mapped.`, remedy));
    else if (found.toLowerCase() !== source.toLowerCase())
      outcomes.push(finding(`Group attribute ${target} comes from ${found}, not ${source}.`, remedy));
  }
  return outcomes.length > 0 ? outcomes : [ok("objectId to externalId, displayName, members.")];
}

function sourceOf(source: { readonly expression?: string; readonly name?: string } | undefined): string {
  return (source?.expression ?? source?.name ?? "").replace(/^\[(.*)\]$/, "$1");
}
