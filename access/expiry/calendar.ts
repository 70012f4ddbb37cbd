/** One calendar of what ends. Pure. */
import { daysUntil } from "../steps";
import { compareText } from "../words";

/** Something that ends, and what to do before. */
export interface Ending {
  /** Stable id, such as `scim-token`: a calendar that is imported again replaces its entries by it. */
  readonly id: string;
  /** In words. */
  readonly what: string;
  /** Day on which it ends, or last day on which it is good, `YYYY-MM-DD` in UTC. */
  readonly ends: string;
  /** What to do, and where. */
  readonly remedy: string;
  /** From how many days before its end it wants attention. */
  readonly warnDays: number;
}

/** An entry of the calendar. */
export interface Expiry extends Ending {
  /** Whole days from today; negative once it is past. */
  readonly days: number;
  /** Whether it wants attention now. */
  readonly due: boolean;
}

/**
 * The calendar, the next end first.
 *
 * @param today `YYYY-MM-DD`, UTC.
 * @param within Warning days for everything, in place of each one's own.
 */
export function calendarOf(endings: readonly Ending[], today: string, within?: number): Expiry[] {
  return endings
    .map((ending) => {
      const days = daysUntil(ending.ends, today);
      const warnDays = within ?? ending.warnDays;
      return { ...ending, warnDays, days, due: days <= warnDays };
    })
    .sort((a, b) => compareText(a.ends, b.ends) || compareText(a.id, b.id));
}
