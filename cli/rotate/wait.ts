import pWaitFor from "p-wait-for";
import type { Rotation } from "../../access/rotation/step";
import { formatRotation } from "../../access/rotation/step";

/** How long, and how, what people do is awaited. */
export interface Waiting {
  /** 0: looks once. */
  readonly minutes: number;
  readonly pollSeconds: number;
  /** Progress, for people. */
  readonly say: (text: string) => void;
}

/**
 * Looks again and again, until the next step needs this command or nobody, or the time is over. A step is shown when it
 * becomes the next.
 *
 * @param first what the first look found.
 */
export async function waited<Found extends Rotation>(
  first: Found,
  look: () => Promise<Found>,
  { minutes, pollSeconds, say }: Waiting,
): Promise<Found> {
  const deadline = Date.now() + minutes * 60_000;
  let found = first;
  let shown: string | undefined;
  const isOver = (): boolean => {
    if (found.next === undefined || found.next.by === "command" || Date.now() >= deadline) return true;
    if (shown !== found.next.id) {
      say(formatRotation(found));
      say(`Waiting up to ${minutes} minutes; CloudTrail is minutes late. Ctrl-C breaks off, and nothing is lost.`);
      shown = found.next.id;
    }
    return false;
  };
  if (isOver()) return found;
  const lookAgain = async (): Promise<boolean> => {
    found = await look();
    return isOver();
  };
  await pWaitFor(lookAgain, { interval: Math.min(pollSeconds, minutes * 60) * 1000, before: false });
  return found;
}
