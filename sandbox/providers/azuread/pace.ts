/** The official plugin's gap between two polls; every other pause is kept in proportion to it. Unit: milliseconds. */
const officialPollMs = 5_000;
const defaultPollMs = 50;

/**
 * How much faster than the official plugin this one waits: its pauses of 1, 5 or 15 seconds are fixed in code, which no
 * test has time for. Set by SANDBOX_AZUREAD_POLL_MS, the milliseconds that stand for the official 5 seconds (default
 * 50; 5000 is the official pace).
 */
export class Pace {
  readonly #factor: number;

  constructor(pollMs: number = defaultPollMs) {
    this.#factor = pollMs / officialPollMs;
  }

  /** Reads SANDBOX_AZUREAD_POLL_MS; a value that is no positive number is an error. */
  static fromEnvironment(environment: NodeJS.ProcessEnv = process.env): Pace {
    const raw = environment["SANDBOX_AZUREAD_POLL_MS"];
    if (raw === undefined || raw === "") return new Pace();
    const pollMs = Number(raw);
    if (!(pollMs > 0)) throw new Error(`SANDBOX_AZUREAD_POLL_MS is "${raw}"; it must be a positive number of milliseconds.`);
    return new Pace(pollMs);
  }

  /** Milliseconds to wait where the official plugin waits `officialMs`. */
  of(officialMs: number): number {
    return officialMs * this.#factor;
  }
}
