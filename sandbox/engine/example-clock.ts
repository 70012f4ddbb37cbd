/**
 * The example settings of the repository carry days: certificates and tokens end, drills grow old. From the day on
 * which the first of them would be too old, the sandbox's clock stands still, so that a clone of later years still
 * runs.
 */

/** Drills of Pulumi.prod.yaml (November 2026) are too old 92 days later; this is before. */
const standsStillFrom = new Date("2027-02-01T12:00:00Z");

/**
 * The time that FEDERATION_NOW is to have: the caller's own, or the day on which the clock stands still; undefined
 * while it runs.
 */
export function exampleTime(now: Date, set: string | undefined): string | undefined {
  if (set !== undefined && set !== "") return set;
  return now > standsStillFrom ? standsStillFrom.toISOString() : undefined;
}

/** Sets the clock of this process and of all that it starts. */
export function setExampleClock(): void {
  const time = exampleTime(new Date(), process.env["FEDERATION_NOW"]);
  if (time !== undefined) process.env["FEDERATION_NOW"] = time;
}
