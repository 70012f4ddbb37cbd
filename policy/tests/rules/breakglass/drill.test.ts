import { drill } from "../../../rules/breakglass/drill";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { ADA, notApplicable, ONE } from "./fixtures";

const last = (lastDrill?: string) => ({ stage: "production", ...(lastDrill === undefined ? {} : { lastDrill }) });

behaviours(drill, {
  violates: {
    "none, in production": { given: [ONE], stackFacts: last(), says: ["No drill is recorded (lastDrill is missing)."] },
    "an empty one": { given: [ONE], stackFacts: last(""), says: ["No drill is recorded (lastDrill is missing)."] },
    "none, in a stack that tells nothing": { given: [ONE], says: ["No drill is recorded (lastDrill is missing)."] },
    "93 days": {
      given: [ONE],
      stackFacts: last("2026-08-22"),
      says: ["The last drill was on 2026-08-22, 93 days ago; at most 92 may pass."],
    },
    "93 days in development": {
      given: [ONE],
      stackFacts: { ...last("2026-08-22"), stage: "development" },
      says: ["The last drill was on 2026-08-22, 93 days ago; at most 92 may pass."],
    },
    "more than configured": {
      given: [ONE],
      stackFacts: last("2026-11-21"),
      config: { maxDays: 1 },
      says: ["The last drill was on 2026-11-21, 2 days ago; at most 1 may pass."],
    },
    "more than the stack's own interval": {
      given: [ONE],
      stackFacts: { ...last("2026-10-23"), drillIntervalDays: 30 },
      says: ["The last drill was on 2026-10-23, 31 days ago; at most 30 may pass."],
    },
    "more than configured, whatever the stack's interval": {
      given: [ONE],
      stackFacts: { ...last("2026-10-23"), drillIntervalDays: 300 },
      config: { maxDays: 30 },
      says: ["The last drill was on 2026-10-23, 31 days ago; at most 30 may pass."],
    },
    "one to come": { given: [ONE], stackFacts: last("2026-11-24"), says: ["lastDrill is 2026-11-24, which is to come."] },
    "what is no day": {
      given: [ONE],
      stackFacts: last("2026-02-30"),
      says: ['lastDrill is "2026-02-30"; it must be a day such as 2027-01-31.'],
    },
    "one that configuration overrides": {
      given: [ONE],
      stackFacts: last("2026-11-20"),
      config: { lastDrill: "2026-01-01" },
      says: ["The last drill was on 2026-01-01, 326 days ago; at most 92 may pass."],
    },
  },
  conforms: {
    "92 days": { given: [ONE], stackFacts: last("2026-08-23") },
    "as many as the stack's own interval": { given: [ONE], stackFacts: { ...last("2026-08-22"), drillIntervalDays: 93 } },
    today: { given: [ONE], stackFacts: last("2026-11-23") },
    "a stack without breakglass users": { given: [ADA] },
  },
  notes: {
    "a day that is not known yet": {
      given: [ONE],
      stackFacts: { ...last(), lastDrill: UNKNOWN },
      says: [unknownNote("breakglass-drill", "lastDrill")],
    },
    "none, in development": { given: [ONE], stackFacts: { stage: "development" }, says: ["No drill is recorded (lastDrill is missing)."] },
  },
  notApplicable,
});
