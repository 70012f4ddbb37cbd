/** Each live assignment: adopted, or left alone with a reason. Pure. */
import { isGlob } from "../../../access/glob";
import { listed } from "../../../access/words";
import type { AdoptedGroup, Decision, LeftAlone } from "../part";
import type { Estate } from "./estate";
import { entriesFor, isControlTowers, ownerOf, type ForeignAssignment } from "./left-alone";
import type { AdoptedGrant } from "./resources";
import type { AdoptionScope } from "./scope";

/** Why a set of Control Tower is left alone. */
export const CONTROL_TOWER_SETS = "of a set that AWS Control Tower makes";
/** Why a set of a just-in-time tool is left alone. */
export const JUST_IN_TIME_SETS = "of a set that a just-in-time tool makes";

const UNREAD = "held by somebody whose name could not be read";
/** Why something is left alone that the options of this run leave out. */
const NOT_YET = "not adopted yet";

/** Assignments that are left alone for one reason. */
interface LeftAssignments {
  readonly assignments: readonly ForeignAssignment[];
  /** The decision on the permission set tells them, or the options of the run do. */
  readonly isToldElsewhere: boolean;
}

/** Assignments of an estate, each adopted or left alone. */
export interface Judged {
  readonly adopted: readonly AdoptedGrant[];
  readonly decisions: readonly Decision[];
  readonly unmanaged: readonly LeftAlone[];
}

/** Each assignment: adopted, or left alone with a reason. None is dropped. */
export function judge(
  estate: Estate,
  scope: AdoptionScope,
  adoptedSets: ReadonlySet<string>,
  leftSets: ReadonlyMap<string, string>,
): Judged {
  const { organization } = estate;
  const setNames = new Map(estate.sets.map(({ arn, name }) => [arn, name]));
  const accounts = new Set(organization.accounts.map(({ id }) => id));
  const adopted: AdoptedGrant[] = [];
  const left = new Map<string, LeftAssignments>();
  const gone: ForeignAssignment[] = [];
  let controlTower = 0;
  // One entry means all that Control Tower makes, so that it stands only where none of that is adopted.
  const isTowersAlone = ![...adoptedSets].some((name) => ownerOf(name)?.kind === "control-tower");
  for (const live of estate.assignments) {
    const { principalId, principalType, accountId } = live;
    const permissionSet = setNames.get(live.permissionSetArn) ?? live.permissionSetArn;
    const group = principalType === "GROUP" ? scope.groups.get(principalId) : undefined;
    const name = principalType === "GROUP" ? nameOfGroup(principalId, estate, group) : estate.users.get(principalId);
    const shown = name ?? principalId;
    // A pattern would mean others, too.
    const written = shown.trim() === "" || isGlob(shown) ? principalId : shown;
    const foreign: ForeignAssignment = { permissionSet, accountId, principal: { type: principalType, name: shown, written } };
    const leave = (reason: string, isToldElsewhere = false): void =>
      void left.set(reason, { isToldElsewhere, assignments: [...(left.get(reason)?.assignments ?? []), foreign] });
    const ownReason = leftSets.get(permissionSet);
    if (!accounts.has(accountId)) gone.push(foreign);
    else if (isTowersAlone && isControlTowers(foreign) && ownReason !== undefined) controlTower += 1;
    // The entry of the tool itself covers what users hold.
    else if (ownReason === JUST_IN_TIME_SETS && principalType === "USER") continue;
    else if (ownReason !== undefined) leave(ownReason, true);
    else if (!adoptedSets.has(permissionSet)) leave("its permission set could not be read");
    else if (!scope.wantedAccount(accountId)) leave(NOT_YET, true);
    else if (principalType === "USER")
      leave(
        name !== undefined
          ? "held by a single user, by hand"
          : estate.nameless.users.has(principalId)
            ? UNREAD
            : "held by a user that no longer exists",
      );
    else if (group !== undefined) adopted.push({ group, permissionSet, accountId, live });
    else leave(scope.unnamed.get(principalId) ?? (estate.nameless.groups ? UNREAD : "held by a group that no longer exists"));
  }
  const unwanted = estate.sets.map(({ name }) => name).filter((name) => !scope.wantedSet(name));
  return {
    adopted,
    decisions: [
      ...[...left].flatMap(([reason, { assignments, isToldElsewhere }]) => (isToldElsewhere ? [] : [leftDecision(reason, assignments)])),
      ...(gone.length === 0 ? [] : [goneDecision(gone)]),
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
      ...[...left].flatMap(([reason, { assignments }]) => entriesFor(assignments, organization, reason)),
      ...(unwanted.length === 0 ? [] : [{ permissionSets: unwanted, reason: NOT_YET }]),
    ],
  };
}

function nameOfGroup(id: string, { groups }: Estate, group: AdoptedGroup | undefined): string | undefined {
  return group?.displayName ?? groups.find(({ groupId }) => groupId === id)?.displayName;
}

function leftDecision(reason: string, assignments: readonly ForeignAssignment[]): Decision {
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

function goneDecision(gone: readonly ForeignAssignment[]): Decision {
  const distinct = (values: readonly string[]): string => listed([...new Set(values)].sort());
  return {
    kind: "note",
    what: `${count(gone.length, "assignment")} in accounts that the organization no longer has`,
    text: `They give nobody anything and are not adopted: of ${distinct(gone.map(({ permissionSet }) => permissionSet))}, in ${distinct(gone.map(({ accountId }) => accountId))}.`,
  };
}

/** A number of things in words. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;
}
