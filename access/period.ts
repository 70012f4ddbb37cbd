/**
 * Access that ends, or begins later: an entry of the access list gives what it says between two days.
 */
import type { Period } from "./model";

/** Where today stands to a period. */
export type PeriodState = "now" | "ended" | "later";

/** Whether an entry gives something today (`YYYY-MM-DD`, UTC); both of its days are included. */
export function stateOf({ from, until }: Period, today: string): PeriodState {
  if (until !== undefined && until < today) return "ended";
  return from !== undefined && from > today ? "later" : "now";
}

/** What a period says of an entry that gives nothing today: `ended on 2026-10-31 (incident 4711)`. */
export function outOfTimeWords({ from, until, reason }: Period, state: PeriodState): string {
  const words = state === "ended" ? `ended on ${until}` : `begins on ${from}`;
  return reason === undefined ? words : `${words} (${reason})`;
}

/**
 * The end of an entry that gives something today, and why it is there, to follow other words: `, until 2026-12-31
 * (incident 4711)`.
 */
export function untilWords({ until, reason }: Period): string {
  return `${until === undefined ? "" : `, until ${until}`}${reason === undefined ? "" : ` (${reason})`}`;
}
