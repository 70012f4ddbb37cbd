import assert from "node:assert/strict";
import { isoHours, sessionDuration } from "../../../rules/permission-sets/session-duration";
import { iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { set } from "./fixtures";

const lasting = (sessionDurationValue: unknown) => set({ name: "A", sessionDuration: sessionDurationValue });

behaviours(sessionDuration, {
  violates: {
    "thirteen hours": { given: lasting("PT13H"), says: ['sessionDuration is "PT13H"; it must be PT1H to PT12H.'] },
    "a second too long": { given: lasting("PT12H1S"), says: ['sessionDuration is "PT12H1S"; it must be PT1H to PT12H.'] },
    "half an hour": { given: lasting("PT30M"), says: ['sessionDuration is "PT30M"; it must be PT1H to PT12H.'] },
    "a minute too short": { given: lasting("PT59M59S"), says: ['sessionDuration is "PT59M59S"; it must be PT1H to PT12H.'] },
    "half an hour and a second": { given: lasting("PT30M1S"), says: ['sessionDuration is "PT30M1S"; it must be PT1H to PT12H.'] },
    "a day": { given: lasting("P1D"), says: ['sessionDuration is "P1D"; it must be PT1H to PT12H.'] },
    "no duration": { given: lasting("8h"), says: ['sessionDuration is "8h"; it must be PT1H to PT12H.'] },
    "an empty duration": { given: lasting("P"), says: ['sessionDuration is "P"; it must be PT1H to PT12H.'] },
    "a T with nothing after it": { given: lasting("PT"), says: ['sessionDuration is "PT"; it must be PT1H to PT12H.'] },
    "more than the configured hours": {
      given: lasting("PT5H"),
      config: { maxHours: 4 },
      says: ['sessionDuration is "PT5H"; it must be PT1H to PT4H.'],
    },
    "an object": { given: lasting({}), says: ["sessionDuration is malformed; it must be text."] },
  },
  conforms: {
    "the runbook's eight hours": { given: lasting("PT8H") },
    "one hour": { given: lasting("PT1H") },
    "sixty minutes": { given: lasting("PT60M") },
    "twelve hours": { given: lasting("PT12H") },
    "AWS's default of one hour": { given: set({}) },
    "days, which count 24 hours": { given: lasting("P0DT12H") },
    seconds: { given: lasting("PT3600S") },
  },
  notes: {
    "a duration that is not known yet": {
      given: lasting(UNKNOWN),
      says: [unknownNote("permission-set-session-duration", "sessionDuration of Auditor")],
    },
  },
  notApplicable: { "a user": { given: resource(iam.user, {}) } },
  remedies: {
    "a longer session to the most": { given: lasting("PT13H"), leaves: { name: "A", sessionDuration: "PT12H" } },
    "a longer session to the configured most": {
      given: lasting("PT5H"),
      config: { maxHours: 4 },
      leaves: { name: "A", sessionDuration: "PT4H" },
    },
    "a shorter session to one hour": { given: lasting("PT5M"), leaves: { name: "A", sessionDuration: "PT1H" } },
    "what is no duration to one hour": { given: lasting("8h"), leaves: { name: "A", sessionDuration: "PT1H" } },
    "nothing where it is right": { given: lasting("PT8H"), leaves: undefined },
    "nothing at the limits": { given: lasting("PT12H"), leaves: undefined },
    "nothing at the lower limit": { given: lasting("PT1H"), leaves: undefined },
    "nothing where it is not text": { given: lasting({}), leaves: undefined },
  },
});

describe(`${sessionDuration.name} reads a duration`, () => {
  it("as the sum of its parts", () => assert.equal(isoHours("P1DT2H30M36S"), 26.51));
});
