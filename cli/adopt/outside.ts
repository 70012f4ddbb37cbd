/**
 * What of an estate is still outside of an adopted stack: not in its settings, or in its settings and not in its state.
 */
import type { Organization } from "../../access/model";
import { planAccess } from "../../access/plan";
import type { Settings } from "../../access/settings";
import { groupKey } from "../../access/settings/group";
import type { UnmanagedEntry } from "../../access/settings/unmanaged";
import { CONTROL_TOWER_SETS, Unmanaged } from "../../access/unmanaged";
import { compareText } from "../../access/words";
import type { ResourceState } from "../stack/state";
import type { Adoption } from "./adoption";
import type { FoundThing } from "./part";

/** One thing that is outside. */
export interface Outside {
  readonly kind: "permission set" | "assignment" | FoundThing["kind"] | "not in the state";
  readonly what: string;
}

/** Holds what adoption finds against the settings in force and the state. */
export function outside(
  { estate, resources, parts }: Pick<Adoption, "estate" | "resources" | "parts">,
  settings: Settings,
  state: readonly Pick<ResourceState, "type" | "id">[],
): Outside[] {
  const { organization } = estate;
  const { plan } = planAccess(settings, organization);
  const unmanaged = new Unmanaged(settings.unmanaged ?? [], organization);
  const names = new Map(estate.sets.map(({ arn, name }) => [arn, name]));
  const declared = new Set(plan.permissionSets.map(({ name }) => name));
  const sets = estate.sets
    .filter(({ name }) => !declared.has(name) && !isLeftAlone(settings.unmanaged ?? [], name))
    .map(({ name }): Outside => ({ kind: "permission set", what: `permission set ${name} is in no setting` }));

  const groups = new Map(estate.groups.map((group) => [group.groupId, group]));
  const granted = new Set(plan.grants.map(({ group, permissionSet, accountId }) => `${groupKey(group)} ${permissionSet} ${accountId}`));
  const assignments = estate.assignments.flatMap(({ principalId, principalType, permissionSetArn, accountId }): Outside[] => {
    const group = groups.get(principalId);
    const known =
      principalType === "USER"
        ? [estate.users.get(principalId) ?? []].flat()
        : group === undefined
          ? []
          : [group.displayName, ...group.externalIds];
    const principal = { type: principalType, names: [...known, principalId] };
    const permissionSet = names.get(permissionSetArn) ?? permissionSetArn;
    const isGranted = principal.names.some((name) => granted.has(`${groupKey(name)} ${permissionSet} ${accountId}`));
    if (principalType === "GROUP" && isGranted) return [];
    if (!isActive(accountId, organization)) return [];
    if (unmanaged.assignment({ permissionSet, accountId, principal })?.state === "now") return [];
    const holder = `${principalType === "GROUP" ? "group" : "user"} "${principal.names[0]}"`;
    return [{ kind: "assignment", what: `${permissionSet} of ${holder} in ${accountWords(accountId, organization)} is in no setting` }];
  });

  const held = new Set(state.map(({ type, id }) => `${type} ${id}`));
  const inSettings = (name: string): boolean => declared.has(name.split("/")[0] ?? "");
  const lacking = resources
    .filter(({ type, id, name }) => !held.has(`${type} ${id}`) && (!type.startsWith("aws:ssoadmin/") || inSettings(name)))
    .map(({ type, name }): Outside => ({
      kind: "not in the state",
      what: `${type.split(":").at(-1)} ${name} is not in the stack's state: import it`,
    }));
  const ids = new Set(state.map(({ id }) => id));
  const things = parts
    .flatMap(({ found = [] }) => found)
    .filter((thing) => !ids.has(thing.id) && coveredBy(unmanaged, thing)?.state !== "now")
    .map(({ kind, what }): Outside => ({ kind, what: `${what} is neither in the state nor left alone` }));
  return [...sets, ...assignments, ...things, ...lacking].sort((a, b) => compareText(a.kind, b.kind) || compareText(a.what, b.what));
}

function coveredBy(unmanaged: Unmanaged, { kind, names, principalType }: FoundThing): UnmanagedEntry | undefined {
  const [name = ""] = names;
  if (kind === "Conditional Access policy") return unmanaged.conditionalAccess(name);
  if (kind === "application") return unmanaged.application(name);
  return unmanaged.appAssignment({ type: principalType ?? "GROUP", names });
}

/** Whether an entry that holds today names the set, whoever holds it; of Control Tower's sets one of its kind does. */
function isLeftAlone(entries: readonly UnmanagedEntry[], name: string): boolean {
  return entries.some(
    ({ state, kind, permissionSets }) =>
      state === "now" &&
      (permissionSets?.includes(name) === true || (kind === "control-tower" && CONTROL_TOWER_SETS.some((known) => known === name))),
  );
}

function isActive(accountId: string, { accounts }: Organization): boolean {
  return accounts.some(({ id, state }) => id === accountId && state === "ACTIVE");
}

function accountWords(accountId: string, { accounts }: Organization): string {
  return `${accounts.find(({ id }) => id === accountId)?.name ?? "an account that has left"} (${accountId})`;
}
