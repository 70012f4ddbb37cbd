/**
 * The time by which dates are judged. `FEDERATION_NOW` (ISO 8601) sets it, for tests and for asking "what will fail by then?".
 */
export function now(): Date {
  const set = process.env["FEDERATION_NOW"];
  if (set === undefined || set === "") return new Date();
  const time = new Date(set);
  if (Number.isNaN(time.getTime()))
    throw new Error(`FEDERATION_NOW is "${set}"; it must be an ISO 8601 time such as 2027-01-31T00:00:00Z.`);
  return time;
}

const DAY = 86_400_000;

/** Whole days from the present to `date`; negative in the past. */
export function daysUntil(date: Date): number {
  return Math.floor((date.getTime() - now().getTime()) / DAY);
}

/** Whole days since the first moment of a day; negative where it is to come. */
export function daysSince(day: Date): number {
  return Math.floor((now().getTime() - day.getTime()) / DAY);
}

/** A calendar day such as `2027-01-31`, as its first moment in UTC; undefined where there is no such day. */
export function parseDay(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? date : undefined;
}

/** A day counts in full: true from the first moment after it. */
export function isPast(day: Date): boolean {
  return now().getTime() >= day.getTime() + DAY;
}
