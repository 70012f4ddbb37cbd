/**
 * The AWS half of an adoption: an estate that was read, made into settings, imports and decisions. Pure.
 */
import { accessList, type AdoptedAssignment } from "../../../access/adopt/access-list";
import { adoptedSet } from "../../../access/adopt/permission-sets";
import type { TakenOver } from "../../../access/import-file";
import { partitionOf } from "../../../contract/partition";
import type { PermissionSetDefinition } from "../../../access/model";
import { compareText, listed } from "../../../access/words";
import { type AdoptedGroup, type AdoptedPart, type Decision, type LeftAlone } from "../part";
import { archetypeNotes } from "./archetype-notes";
import type { Estate } from "./estate";
import { CONTROL_TOWER_SETS, count, judge, JUST_IN_TIME_SETS } from "./assignments";
import { ownerOf } from "./left-alone";
import { packFaults, type JudgedSet } from "./pack-faults";
import { assignmentResources, setResources } from "./resources";
import type { AdoptionScope } from "./scope";

/** An AWS half, with what the Entra half needs of it. */
export interface IdentityCenterPart extends AdoptedPart {
  /** Groups that hold an adopted assignment. */
  readonly groups: readonly AdoptedGroup[];
  /** Of those, as the access list writes them, the holders of a set that asks for a compliant device. */
  readonly compliantDeviceGroups: readonly string[];
}

/** Makes settings, imports and decisions of an estate. */
export function identityCenterPart(estate: Estate, scope: AdoptionScope): IdentityCenterPart {
  const { organization, instanceArn } = estate;
  const partition = partitionOf(estate.homeRegion);
  const decisions: Decision[] = [];
  const unmanaged: LeftAlone[] = [];
  const values: Record<string, unknown> = {};
  const definitions: PermissionSetDefinition[] = [];
  const resources: TakenOver[] = [];
  const leftSets = new Map<string, string>();
  const compliant = new Set<string>();
  const inManagement = new Set(
    estate.assignments
      .filter(({ accountId }) => accountId === organization.managementAccountId)
      .map(({ permissionSetArn }) => permissionSetArn),
  );
  const isDelegated = estate.caller !== undefined && estate.caller !== organization.managementAccountId;

  for (const live of [...estate.contents].sort((a, b) => compareText(a.name, b.name))) {
    const what = `permission set ${live.name}`;
    const leave = (reason: string, text: string): void => {
      leftSets.set(live.name, reason);
      decisions.push({ kind: "left-alone", what, text });
    };
    const owner = scope.included(live.name) ? undefined : ownerOf(live.name, live.tags);
    if (owner !== undefined) {
      const isTower = owner.kind === "control-tower";
      if (!isTower)
        unmanaged.push({
          kind: owner.kind,
          tool: owner.tool,
          permissionSets: [live.name],
          reason: `${owner.tool} gives it and takes it back`,
        });
      leave(
        isTower ? CONTROL_TOWER_SETS : JUST_IN_TIME_SETS,
        `It is left alone, with its assignments: ${isTower ? "AWS Control Tower makes it, and puts it back" : `${owner.tool}, a just-in-time tool, makes it`}. To have it in this stack all the same, adopt with --include ${live.name}.`,
      );
      continue;
    }
    if (isDelegated && inManagement.has(live.arn)) {
      leave(
        "held in the management account, which a delegated administrator cannot change",
        `It is held in the management account ${organization.managementAccountId}, and these are credentials of ${estate.caller}: AWS lets a delegated administrator change such a set nowhere. Adopt it with credentials of the management account.`,
      );
      continue;
    }
    const held = { inManagement: inManagement.has(live.arn) };
    const found = adoptedSet(live, partition, held);
    if ("refused" in found) {
      leave(
        "the settings cannot say it",
        `It ${found.refused}. It stays as it is, with its assignments; mend it in AWS and adopt again, or leave it.`,
      );
      continue;
    }
    values[live.name] = found.value;
    definitions.push(found.definition);
    if (found.definition.compliantDevice) compliant.add(live.name);
    resources.push(...setResources(live, instanceArn));
    decisions.push(...archetypeNotes(live.name, found, held));
  }

  const judged = judge(estate, scope, new Set(Object.keys(values)), leftSets);
  decisions.push(...judged.decisions);
  unmanaged.push(...judged.unmanaged);
  unmanaged.push(...unheldSets(leftSets, unmanaged));
  const access = accessList(
    judged.adopted.map(({ group, permissionSet, accountId }): AdoptedAssignment => ({ group: group.written, permissionSet, accountId })),
    organization,
    scope.fold,
  );
  for (const { entry, sentences } of access.folds) {
    const sets = entry.permissionSets ?? [entry.permissionSet ?? ""];
    decisions.push({ kind: "note", what: `folded access of ${entry.group} (${sets.join(", ")})`, text: sentences.join(" ") });
  }
  resources.push(...assignmentResources(judged.adopted, estate));
  const judgedSets = definitions.map((definition): JudgedSet => ({
    name: definition.name,
    managedPolicies: definition.managedPolicies,
    customerManagedPolicies: definition.customerManagedPolicies.map(({ name }) => name),
    inManagement: judged.adopted.some(
      ({ permissionSet, accountId }) => permissionSet === definition.name && accountId === organization.managementAccountId,
    ),
  }));
  decisions.push(...doublesNotes(values), ...packFaults(judgedSets), ...estateNotes(estate));

  const groups = [...new Map(judged.adopted.map(({ group }) => [group.written, group])).values()];
  return {
    title: "Identity Center",
    settings: [
      {
        key: "permissionSets",
        value: values,
        comment:
          "As they are in Identity Center. adopted: true keeps them so, without this stack's tags; whoever removes it lets the stack mark the set.",
      },
      {
        key: "access",
        value: access.entries,
        comment:
          "Who gets what, where, as it is. group: display name or object id. accounts: all | id | name glob | ou | tag, minus `except`.",
      },
    ],
    resources,
    decisions,
    unmanaged,
    unread: estate.unread,
    groups,
    compliantDeviceGroups: [
      ...new Set(judged.adopted.filter(({ permissionSet }) => compliant.has(permissionSet)).map(({ group }) => group.written)),
    ].sort(),
    summary: `${count(Object.keys(values).length, "permission set")}, ${count(judged.adopted.length, "assignment")} of ${count(groups.length, "group")}`,
  };
}

/** Sets that are left alone and that nobody holds, so that no assignment's entry names them. */
function unheldSets(leftSets: ReadonlyMap<string, string>, entries: readonly LeftAlone[]): LeftAlone[] {
  const named = new Set(entries.flatMap(({ permissionSets = [] }) => permissionSets));
  const isTowers = (reason: string): boolean => reason === CONTROL_TOWER_SETS && entries.some(({ kind }) => kind === "control-tower");
  const left = [...leftSets].filter(([name, reason]) => !named.has(name) && !isTowers(reason));
  return [...new Set(left.map(([, reason]) => reason))].map((reason) => ({
    permissionSets: left.filter(([, why]) => why === reason).map(([name]) => name),
    reason,
  }));
}

/** A live set that would be taken for the double of another, were that one not adopted. */
function doublesNotes(values: Readonly<Record<string, unknown>>): Decision[] {
  return Object.keys(values)
    .filter((name) => name.endsWith("-Mgmt") && name.slice(0, -"-Mgmt".length) in values)
    .map((name) => ({
      kind: "note",
      what: `permission set ${name}`,
      text: `It has the name that a double of ${name.slice(0, -"-Mgmt".length)} for the management account has with sets of this stack. Both are adopted as sets of their own.`,
    }));
}

function estateNotes({ delegated, organization, caller }: Estate): Decision[] {
  const others = delegated.filter((id) => id !== caller);
  const named = others.map((id) => organization.accounts.find((account) => account.id === id)?.name ?? id);
  return others.length === 0
    ? []
    : [
        {
          kind: "note",
          what: "delegated administrator",
          text: `${listed(named)} may change permission sets and assignments, too, save for those of the management account: whoever works there now changes them in this stack's settings.`,
        },
      ];
}
