import { signInFrequency } from "../../../rules/conditional-access/sign-in-frequency";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { APP, DEVELOPMENT, notApplicable, policy } from "./fixtures";

behaviours(signInFrequency, {
  violates: {
    "no bound in force: a frequency of nothing": {
      given: [APP, policy({ session: { signInFrequency: 0, signInFrequencyPeriod: "hours" } })],
      config: { maxHours: 12 },
      says: ["No Conditional Access policy sets a sign-in frequency."],
    },
  },
  conforms: {
    "one policy that asks again beside one that does not": {
      given: [APP, policy(), policy({ session: { signInFrequency: 12, signInFrequencyPeriod: "hours" } }, "again")],
      config: { maxHours: 12 },
    },
  },
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
