import type { Pace } from "./turns";

/**
 * AWS takes 20 calls of Identity Center a second from everybody together, and has 15 assignments under way at once. The
 * provider makes four calls for one and is busy with it for a little more than ten seconds, most of which it waits: 45
 * at once begin 4.4 a second, 18 calls, and AWS has 15 of them under way while one takes it up to 3.4 seconds. What AWS
 * refuses, the provider tries again after pauses that double: more at once are slower, not faster
 * (docs/performance.md).
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
 */
const ASSIGNMENTS: Pace = { atOnce: 45, apartMilliseconds: 210 };

/** What each of several stacks that are brought up side by side has of it. */
export function assignmentPace(stacks: number): Pace {
  const shares = Math.max(1, stacks);
  return { atOnce: Math.ceil(ASSIGNMENTS.atOnce / shares), apartMilliseconds: ASSIGNMENTS.apartMilliseconds * shares };
}

/**
 * AWS provisions three permission sets at once, to all of their accounts, which may take minutes; what waits beside
 * them is tried again, ten times (`aws:maxRetries`).
 */
export const SET_PACE: Pace = { atOnce: 5, apartMilliseconds: 0 };
