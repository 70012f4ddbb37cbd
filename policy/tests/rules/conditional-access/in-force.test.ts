import { enabled } from "../../../rules/conditional-access/enabled";
import { signInFrequency } from "../../../rules/conditional-access/sign-in-frequency";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { APP, OTHER, DEVELOPMENT, notApplicable, policy } from "./fixtures";

const REPORT = policy({ state: "enabledForReportingButNotEnforced" });
const until = (reportOnlyUntil: string) => ({ stage: "production", reportOnlyUntil });
behaviours(enabled, {
  violates: {
    "a policy that is off": {
      given: [APP, policy({ state: "disabled" })],
      says: ['state is "disabled"; in production it must be enabled.'],
    },
    "report-only without an end": {
      given: [APP, REPORT],
      stackFacts: { stage: "production" },
      says: ["It only reports, and no reportOnlyUntil says until when."],
    },
    "report-only whose end is no day": {
      given: [APP, REPORT],
      stackFacts: until("soon"),
      says: ['It only reports until "soon", which is no day such as 2027-01-31.'],
    },
    "report-only after its end": {
      given: [APP, REPORT],
      stackFacts: until("2026-11-22"),
      says: ["It only reports, though reportOnlyUntil was 2026-11-22."],
    },
    "report-only for 31 days": {
      given: [APP, REPORT],
      stackFacts: until("2026-12-25"),
      says: ["It only reports until 2026-12-25, which is 31 days ahead; at most 30 are allowed."],
    },
    "report-only for longer than configured": {
      given: [APP, REPORT],
      stackFacts: until("2026-12-01"),
      config: { maxReportOnlyDays: 6 },
      says: ["It only reports until 2026-12-01, which is 7 days ahead; at most 6 are allowed."],
    },
    "an end that configuration overrides": {
      given: [APP, REPORT],
      stackFacts: until("2026-12-01"),
      config: { reportOnlyUntil: "2026-11-01" },
      says: ["It only reports, though reportOnlyUntil was 2026-11-01."],
    },
  },
  conforms: {
    "a policy in force": { given: [APP, policy()] },
    "anything in development": { given: [APP, policy({ state: "disabled" })], stackFacts: DEVELOPMENT },
    "another app's policy": { given: [APP, policy({ state: "disabled", applications: { includedApplications: ["x"] } })] },
    "a stack without the app": { given: [OTHER, policy({ state: "disabled" })] },
  },
  notes: {
    "report-only until its last day": {
      given: [APP, REPORT],
      stackFacts: until("2026-11-23"),
      says: ["It only reports until 2026-11-23."],
    },
    "report-only for thirty days": { given: [APP, REPORT], stackFacts: until("2026-12-24"), says: ["It only reports until 2026-12-24."] },
    "a state that is not known yet": {
      given: [APP, policy({ state: UNKNOWN })],
      says: [unknownNote("conditional-access-enabled", "state of mfa")],
    },
  },
  notApplicable: { "a stack without policies": { given: [APP] } },
});

const every = (signInFrequency: unknown, signInFrequencyPeriod = "hours") =>
  policy({ session: { signInFrequency, signInFrequencyPeriod } });
behaviours(signInFrequency, {
  violates: {
    "too long": {
      given: [APP, every(13)],
      config: { maxHours: 12 },
      says: ["Sign-in is asked for every 13 hours only; at most 12 may lie between."],
    },
    "days that are too long": {
      given: [APP, every(1, "days")],
      config: { maxHours: 23 },
      says: ["Sign-in is asked for every 24 hours only; at most 23 may lie between."],
    },
    "too short": {
      given: [APP, every(1)],
      config: { minHours: 2 },
      says: ["Sign-in is asked for every 1 hours; at least 2 must lie between."],
    },
    "every time where that is too short": {
      given: [APP, policy({ session: { signInFrequencyInterval: "everyTime" } })],
      config: { minHours: 1 },
      says: ["Sign-in is asked for every 0 hours; at least 1 must lie between."],
    },
    "none where one is demanded": {
      given: [APP, policy()],
      config: { maxHours: 12 },
      says: ["No Conditional Access policy sets a sign-in frequency."],
    },
    "zero hours, as state keeps none": {
      given: [APP, every(0)],
      config: { maxHours: 12 },
      says: ["No Conditional Access policy sets a sign-in frequency."],
    },
    "one that is off": {
      given: [APP, { ...every(1), props: { ...every(1).props, state: "disabled" } }],
      config: { maxHours: 12 },
      says: ["No Conditional Access policy sets a sign-in frequency."],
    },
  },
  conforms: {
    "at the bounds": { given: [APP, every(12)], config: { minHours: 12, maxHours: 12 } },
    "every time": { given: [APP, policy({ session: { signInFrequencyInterval: "everyTime" } })], config: { maxHours: 12 } },
    "none where none is demanded": { given: [APP, policy()] },
    "another app's": {
      given: [
        APP,
        {
          ...every(99),
          props: {
            ...policy({ applications: { includedApplications: ["x"] } }).props,
            sessionControls: { signInFrequency: 99, signInFrequencyPeriod: "hours" },
          },
        },
      ],
      config: { minHours: 100 },
    },
  },
  notes: {
    "a frequency that is not known yet": {
      given: [APP, every(UNKNOWN)],
      config: { maxHours: 12 },
      says: [unknownNote("conditional-access-sign-in-frequency", "sessionControls.signInFrequency of mfa")],
    },
    "none in development": {
      given: [APP, policy()],
      config: { maxHours: 12 },
      stackFacts: DEVELOPMENT,
      says: ["No Conditional Access policy sets a sign-in frequency."],
    },
  },
  notApplicable,
});
