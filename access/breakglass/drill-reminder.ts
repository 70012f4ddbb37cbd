/** The reminder of the quarterly drill, as data. */

/** Name of the schedule and of its role. */
export const REMINDER = "breakglass-drill-reminder";

/** The first weekday of January, April, July and October, 09:00 UTC. */
export const REMINDER_EXPRESSION = "cron(0 9 1W 1,4,7,10 ? *)";

/** What its message says. */
export function reminderText(userNames: readonly string[]): string {
  return `The quarterly drill of ${userNames.join(" and ")} is due: run \`federation drill\` and commit its record (docs/breakglass-drill.md).`;
}
