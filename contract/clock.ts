/**
 * The one place from which the program reads today's date, so that tests can set it.
 */
export interface Clock {
  now(): Date;
}

/**
 * The machine's clock, or the ISO 8601 time in the environment variable `FEDERATION_NOW` when it is set (tests and
 * rehearsals).
 */
export const systemClock: Clock = {
  now: () => {
    const set = process.env["FEDERATION_NOW"];
    if (set === undefined || set === "") return new Date();
    const time = new Date(set);
    if (Number.isNaN(time.getTime())) throw new Error(`FEDERATION_NOW is "${set}": write an ISO 8601 time, such as 2027-01-31T00:00:00Z.`);
    return time;
  },
};

/** A clock that stands still. */
export function fixedClock(time: string | Date): Clock {
  const at = new Date(time);
  return { now: () => new Date(at) };
}

/** The day of a time in UTC, as `YYYY-MM-DD`; such days compare as strings. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;

/** Whether text names a day of the calendar as `YYYY-MM-DD`. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const first = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(first.getTime()) && dayOf(first) === text;
}

/** Whole days from one time to another; negative where that is before. */
export function wholeDays(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / DAY_MS);
}

/** The day that is `days` after a day (`YYYY-MM-DD`). */
export function daysAfter(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS));
}

/** The same day `years` later; 29 February becomes 1 March where the year has none. */
export function yearsAfter(day: string, years: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return dayOf(date);
}
