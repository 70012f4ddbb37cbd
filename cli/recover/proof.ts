import { STACK_TAG } from "../../access/stack-tag";
import type { Orphan } from "./orphans";
import { pendingOperations, resourcesOf, type ResourceState, type StackState } from "./state";

/** Something that looks like this stack's, without proof that this stack made it: it is shown, and never removed. */
export interface Unproven {
  readonly description: string;
  /** What somebody who knows whose it is can do. */
  readonly remedy: string;
}

/** What was found beside the state: what may be removed, and what may be anybody's. */
export interface Strays {
  readonly orphans: readonly Orphan[];
  readonly unproven: readonly Unproven[];
}

/** Creations that a run began and did not end. */
export function pendingCreations(state: StackState): ResourceState[] {
  return pendingOperations(state).flatMap(({ type, resource }) => (type === "creating" ? [resource] : []));
}

/** The value of the stack's own tag, as the program wrote it into the state of this resource. */
export function stackMark({ inputs }: ResourceState): string | undefined {
  const mark = (inputs?.["tags"] as Readonly<Record<string, unknown>> | undefined)?.[STACK_TAG];
  return typeof mark === "string" ? mark : undefined;
}

/** The value of the stack's own tag; undefined for a state of a version without it. */
export function markOf(state: StackState): string | undefined {
  return [...resourcesOf(state), ...pendingCreations(state)].map(stackMark).find((mark) => mark !== undefined);
}
