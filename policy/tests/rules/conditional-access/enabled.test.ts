import { enabled } from "../../../rules/conditional-access/enabled";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { APP, DEVELOPMENT, OTHER, policy } from "./fixtures";

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
