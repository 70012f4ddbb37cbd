import { adminSets } from "../../shared/admin-sets";
import { daysUntil, parseDay } from "../../shared/clock";
import { number } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import { assignmentsByArn } from "../../shared/permission-sets";
import { stackRule } from "../../shared/stack-rule";
import { ssoadmin } from "../../shared/types";
import { show } from "../../shared/values";

/** Administration for a time is for an incident or a migration: an end a year ahead is none that anybody waits for. */
export const adminEnd = stackRule({
  name: "assignment-admin-end",
  description: "Administration that is given for a time ends within the configured days.",
  severity: "high",
  standards: { runbook: ["R5.1"], wellArchitected: ["SEC03-BP03"] },
  remediationSteps: "Write an earlier `until`, and a new one when it is still needed; or raise maxDays with a reason.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html",
  config: {
    adminSets,
    maxDays: number(90, "How far ahead the end of such access may be, in days.", { minimum: 1, maximum: 366 }),
  },
  anchors: [ssoadmin.accountAssignment],
  check({ config, facts, stack, known, report }) {
    for (const entry of facts.accessEnds ?? []) {
      const [set = "", until = ""] = entry.split("/");
      if (!matchesAny(set, config.adminSets)) continue;
      // The management account has a double of the set.
      const on = assignmentsByArn(stack, known).find((assignment) => assignment.set === set || assignment.set === `${set}-Mgmt`)?.on;
      if (on === undefined) continue;
      const day = parseDay(until);
      if (day === undefined) report(`${set} is given until ${show(until)}, which is no day such as 2027-01-31.`, on);
      else if (daysUntil(day) > config.maxDays)
        report(`${set} is given until ${until}, which is ${daysUntil(day)} days ahead; at most ${config.maxDays} are allowed.`, on);
    }
  },
});
