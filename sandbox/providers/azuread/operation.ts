import { setTimeout as sleep } from "node:timers/promises";
import { during } from "./errors";
import { type Pace } from "./pace";

/**
 * Smallest share of the official plugin's default time-outs (5 to 30 minutes) that applies here: a stuck wait must fail
 * while somebody is looking. At the official pace they apply in full, for a wait may take that long; a resource's
 * customTimeouts always do.
 */
const smallestShare = 0.1;

/** Steady polling: "seen five times in a row, five seconds apart". */
export interface Steadiness {
  /** How often the wanted state must be seen, without a miss between. Default 5. */
  readonly times?: number;
  /** Official gap between two polls in milliseconds; after a miss it doubles. Default 5000. */
  readonly everyMs?: number;
}

/** One create, read, update or delete: its deadline, its pace and its words for running late. */
export class Operation {
  readonly signal: AbortSignal;
  /** When the deadline passes, in milliseconds since the epoch. */
  readonly endsAt: number;

  /**
   * @param officialMinutes the official plugin's default time-out for this operation
   * @param customSeconds the resource's customTimeouts value, when it has one
   * @param cancelled aborted when the engine gives up
   */
  constructor(
    readonly pace: Pace,
    officialMinutes: number,
    customSeconds = 0,
    cancelled?: AbortSignal,
  ) {
    const lasts = Math.ceil(
      customSeconds > 0 ? customSeconds * 1_000 : Math.max(officialMinutes * 60_000 * smallestShare, pace.of(officialMinutes * 60_000)),
    );
    // Held by its timer. AbortSignal.any() holds its sources weakly, and an AbortSignal.timeout() that is collected
    // never fires.
    const deadline = new AbortController();
    setTimeout(() => deadline.abort(new DOMException("The deadline has passed.", "TimeoutError")), lasts).unref();
    this.signal = cancelled === undefined ? deadline.signal : AbortSignal.any([deadline.signal, cancelled]);
    this.endsAt = Date.now() + lasts;
  }

  /** Waits as long as the official plugin would wait `officialMs`, at this plugin's pace. */
  async pause(officialMs: number, waitingFor: string): Promise<void> {
    await sleep(this.pace.of(officialMs), undefined, { signal: this.signal }).catch(() => {
      throw new Error(`${waitingFor}: context deadline exceeded`);
    });
  }

  /**
   * Polls at once and then at intervals until `probe` answered true the wanted number of times in a row.
   * @throws when the deadline passes first, or whatever `probe` throws
   */
  async untilSteady(waitingFor: string, probe: () => Promise<boolean>, { times = 5, everyMs = 5_000 }: Steadiness = {}): Promise<void> {
    for (let seen = 0; ;) {
      const hit = await during(waitingFor, probe());
      seen = hit ? seen + 1 : 0;
      if (seen >= times) return;
      await this.pause(hit ? everyMs : 2 * everyMs, waitingFor);
    }
  }
}
