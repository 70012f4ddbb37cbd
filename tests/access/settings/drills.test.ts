import { type Case, itTells } from "../bad-input";
import { breakglass } from "./fixtures";

const cases: readonly Case[] = [
  {
    name: "a drill of an unknown breakglass user",
    wrong: breakglass({}, { drills: { lastDrills: { "breakglass-3": "2026-11-01" } } }),
    sentences: ['federation:drills.lastDrills.breakglass-3 names the unknown breakglass user "breakglass-3": did you mean "breakglass-1"?'],
    right: breakglass({}, { drills: { lastDrills: { "breakglass-1": "2026-11-01" } } }),
  },
  {
    name: "a drill that is yet to come",
    wrong: breakglass({}, { drills: { lastDrills: { "breakglass-1": "2026-11-24" } } }),
    sentences: [
      'federation:drills.lastDrills.breakglass-1 is "2026-11-24": that is in the future; write the day on which the drill took place.',
    ],
    right: breakglass({}, { drills: { lastDrills: { "breakglass-1": "2026-11-23" }, intervalDays: 92 } }),
  },
];

describe("settings of drills: every mistake", () => itTells(cases));
