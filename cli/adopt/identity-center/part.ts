/**
 * The AWS half of an adoption: an estate that was read, made into settings, imports and decisions. Pure.
 */
import { accessList, type AdoptedAssignment } from "../../../access/adopt/access-list";
import { adoptedSet } from "../../../access/adopt/permission-sets";
import type { TakenOver } from "../../../access/import-file";
import { partitionOf } from "../../../contract/partition";
import { compareText, listed } from "../../../access/words";
import { type AdoptedGroup, type AdoptedPart, type Decision, type LeftAlone } from "../part";
import { archetypeNotes } from "./archetype-notes";
import type { Estate } from "./estate";
import { entriesFor, isControlTowers, ownerOf, type ForeignAssignment } from "./left-alone";
import { assignmentResources, setResources, type AdoptedGrant } from "./resources";

/** What is adopted of an estate. */
export interface AdoptionScope {
  /** Whether accounts are folded into `all`, units and tags. */
  readonly fold: boolean;
  /** Whether a permission set is asked for. */
  readonly wantedSet: (name: string) => boolean;
  /** Whether an account is asked for. */
  readonly wantedAccount: (accountId: string) => boolean;
  /** Whether a set is adopted although its name or tags say that it is Control Tower's or a tool's. */
  readonly included: (name: string) => boolean;
  /** Groups of the identity store as the access list is to write them, by group id. */
  readonly groups: ReadonlyMap<string, AdoptedGroup>;
  /** Groups that cannot be named in settings, by group id: why. */
  readonly unnamed: ReadonlyMap<string, string>;
}

/** An AWS half, with what the Entra half needs of it. */
export interface IdentityCenterPart extends AdoptedPart {
  /** Groups that hold an adopted assignment. */
  readonly groups: readonly AdoptedGroup[];
  /** Of those, as the access list writes them, the holders of a set that asks for a compliant device. */
  readonly compliantDeviceGroups: readonly string[];
}

const CONTROL_TOWERS = "of a set that AWS Control Tower makes";
const TOOLS = "of a set that a just-in-time tool makes";

/** Makes settings, imports and decisions of an estate. */
export function identityCenterPart(estate: Estate, scope: AdoptionScope): IdentityCenterPart {
  const { organization, instanceArn } = estate;
  const partition = partitionOf(estate.homeRegion);
  const decisions: Decision[] = [];
  const unmanaged: LeftAlone[] = [];
  const values: Record<string, unknown> = {};
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
        isTower ? CONTROL_TOWERS : TOOLS,
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
    if (found.definition.compliantDevice) compliant.add(live.name);
    resources.push(...setResources(live, instanceArn));
    decisions.push(...archetypeNotes(live.name, found, held));
  }

  const judged = judge(estate, scope, new Set(Object.keys(values)), leftSets);
  decisions.push(...judged.decisions);
  unmanaged.push(...judged.unmanaged);
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
  decisions.push(...doublesNotes(values), ...estateNotes(estate));

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

interface Judged {
  readonly adopted: readonly AdoptedGrant[];
  readonly decisions: readonly Decision[];
  readonly unmanaged: readonly LeftAlone[];
}

/** Each assignment: adopted, or left alone with a reason. None is dropped. */
function judge(estate: Estate, scope: AdoptionScope, adoptedSets: ReadonlySet<string>, leftSets: ReadonlyMap<string, string>): Judged {
  const { organization } = estate;
  const setNames = new Map(estate.sets.map(({ arn, name }) => [arn, name]));
  const accounts = new Set(organization.accounts.map(({ id }) => id));
  const adopted: AdoptedGrant[] = [];
  const left = new Map<string, ForeignAssignment[]>();
  const unnamed = new Map<string, string>();
  let controlTower = 0;
  let gone = 0;
  for (const live of estate.assignments) {
    const { principalId, principalType, accountId } = live;
    const permissionSet = setNames.get(live.permissionSetArn) ?? live.permissionSetArn;
    const group = principalType === "GROUP" ? scope.groups.get(principalId) : undefined;
    const name = principalType === "GROUP" ? nameOfGroup(principalId, estate, group) : estate.users.get(principalId);
    const foreign: ForeignAssignment = { permissionSet, accountId, principal: { type: principalType, name: name ?? principalId } };
    const leave = (reason: string): void => void left.set(reason, [...(left.get(reason) ?? []), foreign]);
    const ownReason = leftSets.get(permissionSet);
    if (!accounts.has(accountId)) gone += 1;
    else if (isControlTowers(foreign) && ownReason !== undefined) controlTower += 1;
    // The entry of the tool itself covers what users hold.
    else if (ownReason === TOOLS && principalType === "USER") continue;
    else if (ownReason !== undefined) leave(ownReason);
    else if (!adoptedSets.has(permissionSet)) leave("its permission set could not be read");
    else if (!scope.wantedAccount(accountId)) leave("not adopted yet");
    else if (principalType === "USER")
      leave(name === undefined ? "held by a user that no longer exists" : "held by a single user, by hand");
    else if (group !== undefined) adopted.push({ group, permissionSet, accountId, live });
    else {
      const why = scope.unnamed.get(principalId) ?? "held by a group that no longer exists";
      unnamed.set(name ?? principalId, why);
      leave(why);
    }
  }
  const unwanted = estate.sets.map(({ name }) => name).filter((name) => !scope.wantedSet(name));
  return {
    adopted,
    decisions: [
      ...[...left].filter(([reason]) => reason !== "not adopted yet" && ![...leftSets.values()].includes(reason)).map(leftDecision),
      ...(gone === 0 ? [] : [goneDecision(gone)]),
      ...(controlTower === 0
        ? []
        : [
            {
              kind: "left-alone" as const,
              what: "assignments of AWS Control Tower",
              text: `${count(controlTower, "assignment")} of its sets to its own groups stay as they are.`,
            },
          ]),
    ],
    unmanaged: [
      ...(controlTower === 0 ? [] : [{ kind: "control-tower" as const, reason: "AWS Control Tower makes them" }]),
      ...[...left].flatMap(([reason, assignments]) => entriesFor(assignments, organization, reason)),
      ...(unwanted.length === 0 ? [] : [{ permissionSets: unwanted, reason: "not adopted yet" }]),
    ],
  };
}

function nameOfGroup(id: string, { groups }: Estate, group: AdoptedGroup | undefined): string | undefined {
  return group?.displayName ?? groups.find(({ groupId }) => groupId === id)?.displayName;
}

function leftDecision([reason, assignments]: readonly [string, readonly ForeignAssignment[]]): Decision {
  const sets = [...new Set(assignments.map(({ permissionSet }) => permissionSet))].sort();
  const holders = [...new Set(assignments.map(({ principal }) => principal.name))].sort();
  const users = assignments.some(({ principal }) => principal.type === "USER");
  const way = users
    ? " The settings give access to groups only: put these people into a group, give it the same, and take theirs away; until then they stay as they are."
    : " They stay as they are.";
  return {
    kind: "left-alone",
    what: `${count(assignments.length, "assignment")} ${reason}`,
    text: `Of ${listed(sets)}, held by ${listed(holders)}.${way}`,
  };
}

function goneDecision(gone: number): Decision {
  return {
    kind: "note",
    what: `${count(gone, "assignment")} in accounts that the organization no longer has`,
    text: "They give nobody anything and are not adopted.",
  };
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

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;
}
