import type { Division } from "../../access/stacks";
import { CORE } from "../../access/stacks";
import { compareText } from "../../access/words";
import { Failure } from "../failure";
import { pendingOperations, type StackState } from "../stack/state";
import { assignmentsOf, emptiedIfBare, urnIn, withAssignments, withoutAssignments } from "./move";

/** A stack of the federation as `federation split` found it. */
export interface FederationStack {
  /** Short name; {@link CORE} is not it. */
  readonly name: string;
  /** Undefined where the stack is still to be made. */
  readonly state: StackState | undefined;
  /** Whether the settings have it: the core, or one of `federation:stacks`. */
  readonly wanted: boolean;
}

/** Assignments that change their stack. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly urns: ReadonlySet<string>;
  /** How many of them the other state has already, since an earlier run was stopped. */
  readonly there: number;
}

/** Which assignments are in another state than the settings want. */
export function planMoves(stacks: readonly FederationStack[], core: string, division: Pick<Division, "homeOf">): Move[] {
  const held = new Map(
    stacks.map(({ name, state }) => [name, new Set(state === undefined ? [] : assignmentsOf(state).map(({ urn }) => urn))]),
  );
  const moves = new Map<string, { from: string; to: string; urns: Set<string>; there: number }>();
  for (const { name: from, state } of stacks) {
    if (state === undefined) continue;
    for (const { urn, accountId } of assignmentsOf(state)) {
      const home = division.homeOf(accountId);
      // What is in an account that has left the organization goes where its stack goes: a stack that is given up hands
      // it to the core.
      const wanted = stacks.find(({ name }) => name === from)?.wanted === true;
      const to = home === undefined ? (wanted ? from : core) : home === CORE ? core : home;
      if (to === from) continue;
      const move = moves.get(`${from} ${to}`) ?? { from, to, urns: new Set<string>(), there: 0 };
      move.urns.add(urn);
      if (held.get(to)?.has(urnIn(to, urn)) === true) move.there++;
      moves.set(`${from} ${to}`, move);
    }
  }
  return [...moves.values()].sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to));
}

/** A state that is to be written. */
export interface Write {
  readonly stack: string;
  readonly state: StackState;
}

/**
 * The states to write, in this order: first every state that gains, with what it gains, then every state that loses,
 * without. Whenever it is stopped in between, no assignment is in no state, and the same command goes on from there.
 *
 * @param empty the state of a stack that was just made, by its name
 */
export function writesOf(stacks: readonly FederationStack[], moves: readonly Move[], empty: ReadonlyMap<string, StackState>): Write[] {
  const states = new Map<string, StackState>();
  for (const { name, state } of stacks) {
    const found = state ?? empty.get(name);
    if (found !== undefined) states.set(name, found);
  }
  const original = new Map(states);
  const stateOf = (name: string): StackState => {
    const state = states.get(name);
    if (state === undefined) throw new Error(`The state of ${name} was not read.`);
    return state;
  };
  const writes: Write[] = [];
  const put = (stack: string, state: StackState): void => {
    states.set(stack, state);
    writes.push({ stack, state });
  };
  for (const to of new Set(moves.filter(({ urns, there }) => urns.size > there).map((move) => move.to))) {
    const gained = moves.filter((move) => move.to === to);
    put(
      to,
      gained.reduce((state, { from, urns }) => withAssignments(state, to, original.get(from) ?? stateOf(from), urns), stateOf(to)),
    );
  }
  for (const { name, wanted } of stacks) {
    const lost = moves.filter(({ from }) => from === name);
    if (lost.length === 0) continue;
    const left = lost.reduce((state, { urns }) => withoutAssignments(state, urns), stateOf(name));
    put(name, wanted ? left : emptiedIfBare(left));
  }
  return writes;
}

/**
 * Refuses states that Pulumi did not finish with: what is pending would be forgotten when the state is written back.
 */
export function refusePending(stacks: readonly FederationStack[]): void {
  const unfinished = stacks.filter(({ state }) => state !== undefined && pendingOperations(state).length > 0).map(({ name }) => name);
  if (unfinished.length === 0) return;
  const commands = unfinished.map((name) => `\`federation recover --stack ${name}\``).join(" and ");
  throw new Failure(`A run of ${unfinished.join(", ")} was interrupted: run ${commands} first; nothing was changed.`);
}
