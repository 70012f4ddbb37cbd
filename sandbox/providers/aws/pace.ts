import { setTimeout as sleep } from "node:timers/promises";

/** The official plugin's gap between two polls; every other pause is kept in proportion to it. Unit: milliseconds. */
const officialPollMs = 5_000;
const defaultPollMs = 50;

/**
 * How much faster than the official plugin this one waits, as a factor. Set by SANDBOX_AWS_POLL_MS, the milliseconds
 * that stand for the official 5 seconds between two polls (default 50; 5000 is the official pace).
 */
const factor = factorOf(process.env["SANDBOX_AWS_POLL_MS"]);

function factorOf(raw: string | undefined): number {
  if (raw === undefined || raw === "") return defaultPollMs / officialPollMs;
  const pollMs = Number(raw);
  if (!(pollMs > 0)) throw new Error(`SANDBOX_AWS_POLL_MS is "${raw}"; it must be a positive number of milliseconds.`);
  return pollMs / officialPollMs;
}

/** Waits as long as the official plugin would wait `officialMs`, at this plugin's pace. */
export async function pause(officialMs: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(officialMs * factor, undefined, signal && { signal });
  } catch {
    throw new Error("The operation was cancelled.");
  }
}

/** One wait for something asynchronous. */
export interface Wait {
  /** What is waited for, for the error. */
  readonly for: string;
  /** The official default time-out in minutes. */
  readonly minutes: number;
  /** The resource's customTimeouts in seconds, when it has one. */
  readonly customSeconds: number;
  readonly signal: AbortSignal;
}

/**
 * Polls until `probe` answers something, at the official gap of 5 seconds scaled. Time-outs are not scaled: they are
 * there for what never ends.
 * @throws when the time is over, in the official words
 */
export async function until<T>(wait: Wait, probe: () => Promise<T | undefined>): Promise<T> {
  const lastsMs = wait.customSeconds > 0 ? wait.customSeconds * 1_000 : wait.minutes * 60_000;
  const endsAt = Date.now() + lastsMs;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined) return answer;
    if (Date.now() >= endsAt) throw new Error(`${wait.for}: timeout while waiting (timeout: ${lastsMs / 1_000}s)`);
    await pause(officialPollMs, wait.signal);
  }
}
