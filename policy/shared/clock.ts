import { isCalendarDay, systemClock, wholeDays } from "../../contract/clock";

/** Whole days from the present to `date`; negative in the past. */
export function daysUntil(date: Date): number {
  return wholeDays(systemClock.now(), date);
}

/** Whole days since the first moment of a day; negative where it is to come. */
export function daysSince(day: Date): number {
  return wholeDays(day, systemClock.now());
}

/** A calendar day such as `2027-01-31`, as its first moment in UTC; undefined where there is no such day. */
export function parseDay(text: string): Date | undefined {
  return isCalendarDay(text) ? new Date(`${text}T00:00:00Z`) : undefined;
}

/** A day counts in full: true from the first moment after it. */
export function isPast(day: Date): boolean {
  return daysSince(day) >= 1;
}
