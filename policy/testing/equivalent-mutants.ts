/** Changes that no test can notice, because what the rules say stays the same: each with the reason. */

/** A change that changes nothing. */
export interface EquivalentMutant {
  /** Path of the source, from the pack. */
  readonly file: string;
  /** The changed line as it is, trimmed. */
  readonly text: string;
  /** The change, as the mutation check names it. */
  readonly change: string;
  readonly reason: string;
}

export const equivalentMutants: readonly EquivalentMutant[] = [];
