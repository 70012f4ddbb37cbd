import { textInput, type ResourceState } from "../stack/state";
import type { Candidate } from "./plan";

/** Thrown by a finder that cannot look, with the reason as a sentence's end. */
export class CannotLook extends Error {
  override readonly name = "CannotLook";
}

/** Looks for what an interrupted creation may have made; the best match first. */
export type Find<Clouds> = (resource: ResourceState, clouds: Clouds) => Promise<readonly Candidate[]>;

/** How a resource type is recovered. */
export type Recovery<Clouds> = { readonly find: Find<Clouds> } | { readonly repeatable: string };

/** An input that identifies the resource. */
export function needed(resource: ResourceState, name: string): string {
  const value = textInput(resource, name);
  if (value === undefined) throw new CannotLook(`its ${name} is not in the state in plain text`);
  return value;
}
