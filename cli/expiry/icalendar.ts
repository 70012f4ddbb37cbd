import { createEvents, type EventAttributes } from "ics";
import type { Expiry } from "../../access/expiry/calendar";
import { Failure, sentence } from "../failure";

/** A day of iCalendar: year, month, day. */
type Day = [number, number, number];

/**
 * The calendar as iCalendar (RFC 5545): one whole-day event an end, with an alarm when its warning days begin. The same
 * end has the same UID in every file, so that importing again replaces it.
 */
export function icalendar(items: readonly Expiry[], stack: string, now: Date): string {
  const events = items.map((item): EventAttributes => {
    const start = dayParts(item.ends);
    const event = {
      uid: `${item.id.toLowerCase()}.${stack.replaceAll("/", ".")}@aws-entra-federation`,
      // The library's types do not have it; without it every file would differ.
      timestamp: now.getTime(),
      title: `${stack}: ${item.what} ends`,
      description: item.remedy,
      start,
      end: dayParts(item.ends, 1),
      busyStatus: "FREE" as const,
      transp: "TRANSPARENT" as const,
      alarms:
        item.warnDays === 0
          ? []
          : [
              {
                action: "display" as const,
                description: escaped(`${item.what}: ${item.remedy}`),
                // In hours: of whole days the library makes a duration that ends in T, which RFC 5545 does not have.
                trigger: { hours: 24 * item.warnDays, before: true },
              },
            ],
    };
    return event;
  });
  const { error, value } = createEvents(events, { productId: "aws-entra-federation", calName: `Federation ${stack}` });
  if (error !== null || value === null) throw new Failure(`The calendar cannot be written: ${sentence(error)}`);
  return value;
}

/** The library escapes every text but an alarm's. @see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.11 */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&");
}

function dayParts(day: string, more = 0): Day {
  const date = new Date(Date.parse(`${day}T00:00:00Z`) + more * 86_400_000);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}
