/**
 * `federation:drills`: how often the breakglass procedure is rehearsed, and when it last was (R7.5).
 */
import * as z from "zod";
import { dayOf, type Clock } from "../../contract/clock";
import type { Problem } from "../model";
import { configPath, wrong } from "../problems";
import { unknownBreakglassUser, type BreakglassSettings } from "./breakglass";
import { daySchema, documented, mappingSchema, wholeNumberSchema } from "./fields";

export const drillsSchema = mappingSchema({
  intervalDays: documented(wholeNumberSchema(1, 366, "write whole days from 1 to 366, such as 92"), {
    about: "Most days between two drills of a user; a quarter by default.",
    limits: "1 to 366",
  }).default(92),
  lastDrills: documented(
    z.record(z.string(), daySchema(), { error: "write a mapping of breakglass user to day, such as {breakglass-1: 2027-01-15}" }),
    {
      about: "Day of each breakglass user's last drill, as `federation drill` reports it.",
      type: "mapping of user to day, YYYY-MM-DD",
      limits: "not in the future",
    },
  ).default({}),
});

/** Settings of the drills. */
export type DrillsSettings = z.output<typeof drillsSchema>;

/** Drills of users that do not exist, or on days that are yet to come. */
export function drillsProblems(
  { lastDrills }: DrillsSettings,
  breakglass: BreakglassSettings | undefined,
  breakglassIsKnown: boolean,
  clock: Clock,
): Problem[] {
  const today = dayOf(clock.now());
  return Object.entries(lastDrills).flatMap(([user, drilled]) => {
    const path = configPath(["drills", "lastDrills", user]);
    const unknown = breakglassIsKnown ? unknownBreakglassUser(path, user, breakglass) : undefined;
    return [
      ...(unknown === undefined ? [] : [unknown]),
      ...(drilled > today ? [wrong(path, drilled, "that is in the future; write the day on which the drill took place")] : []),
    ];
  });
}

/** The day since which every breakglass user has been drilled, or nothing where one never was. */
export function drilledSince(drills: DrillsSettings | undefined, breakglass: BreakglassSettings): string | undefined {
  const days = breakglass.users.map((user) => drills?.lastDrills[user.name]);
  return days.includes(undefined) ? undefined : days.sort()[0];
}
