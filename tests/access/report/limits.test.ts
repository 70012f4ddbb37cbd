import assert from "node:assert/strict";
import { judge } from "../../../access/report/limits";
import type { Report } from "../../../access/report/report";

describe("limits", () => {
  const counts = { lost: 3, adminGains: 1, accounts: 2 } as Report["counts"];
  const approval = { reason: "r", who: "w", until: "2026-11-28" };
  for (const [what, limits, given, day, verdict] of [
    ["none", {}, undefined, "2026-11-28", "within"],
    ["kept, each at its value", { maxLosses: 3, maxAdminGains: 1, maxAccounts: 2 }, undefined, "2026-11-28", "within"],
    ["one past", { maxLosses: 2 }, undefined, "2026-11-28", "exceeded"],
    ["one past, approved to its last day", { maxLosses: 2 }, approval, "2026-11-28", "approved"],
    ["one past, the day after the approval", { maxLosses: 2 }, approval, "2026-11-29", "exceeded"],
  ] as const) {
    it(what, () => assert.equal(judge(counts, limits, given, day).verdict, verdict));
  }
});
