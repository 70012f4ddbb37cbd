import { STACK_TAG } from "../../contract/tags";
import { pendingOperations, resourcesOf, type ResourceState, type StackState } from "../stack/state";

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
