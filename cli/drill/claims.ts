import { configPath } from "../../access/problems";
import { dayOf } from "../../contract/clock";
import type { StoredRecord } from "./record";

/**
 * Days of drills that the settings claim and no record bears out, a sentence each: only a drill that passed, of that
 * user and stack, whose record ends on that day (UTC), does.
 *
 * @param lastDrills day of each user's last drill, `YYYY-MM-DD`.
 */
export function unprovenDrills(lastDrills: Readonly<Record<string, string>>, stack: string, records: readonly StoredRecord[]): string[] {
  return Object.entries(lastDrills).flatMap(([user, day]) => {
    const days = records
      .filter(({ record }) => record.passed && record.user === user && record.stack === stack)
      .map(({ record }) => dayOf(new Date(record.ended)));
    if (days.includes(day)) return [];
    const latest = days.at(-1);
    const remedy =
      latest === undefined ? `run \`federation drill --stack ${stack} --user ${user}\`` : `the last that passed was on ${latest}`;
    return [
      `${configPath(["drills", "lastDrills", user])} is ${day}, but no record tells of a drill of ${user} that passed on that day: ${remedy}.`,
    ];
  });
}
