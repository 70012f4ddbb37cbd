/** The one place from which the local Entra takes the time. */
export interface Clock {
  now(): Date;
}

/**
 * The system's clock, or one that starts at a given moment and runs on from there.
 *
 * @param start ISO 8601 time, such as the tests' `FEDERATION_NOW`; the system's time when absent.
 */
export function clockFrom(start?: string): Clock {
  if (start === undefined || start === "") return { now: () => new Date() };
  const moment = Date.parse(start);
  if (Number.isNaN(moment)) throw new Error(`FEDERATION_NOW is "${start}"; it must be an ISO 8601 time such as 2027-01-31T12:00:00Z.`);
  const offset = moment - Date.now();
  return { now: () => new Date(Date.now() + offset) };
}

/** A time as Graph writes it: UTC, whole seconds. */
export function graphTime(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}
