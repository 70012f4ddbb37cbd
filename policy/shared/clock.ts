import { systemClock } from "../../contract/clock";

const DAY = 86_400_000;

/** Whole days from the present to `date`; negative in the past. */
export function daysUntil(date: Date): number {
  return Math.floor((date.getTime() - systemClock.now().getTime()) / DAY);
}

/** Whole days since the first moment of a day; negative where it is to come. */
export function daysSince(day: Date): number {
  return Math.floor((systemClock.now().getTime() - day.getTime()) / DAY);
}

/** A calendar day such as `2027-01-31`, as its first moment in UTC; undefined where there is no such day. */
export function parseDay(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? date : undefined;
}

/** A day counts in full: true from the first moment after it. */
export function isPast(day: Date): boolean {
  return systemClock.now().getTime() >= day.getTime() + DAY;
}
