import { daysUntil, isPast, parseDay } from "../../shared/clock";
import { appPolicies } from "../../shared/conditional-access";
import { number, optionalText } from "../../shared/config";
import { isProduction } from "../../shared/facts";
import { stackRule } from "../../shared/stack-rule";
import { azuread } from "../../shared/types";
import { show } from "../../shared/values";

/** Report-only is for the first weeks: it writes down whom it would have stopped, and stops nobody. */
export const enabled = stackRule({
  name: "conditional-access-enabled",
  description: "Conditional Access on the AWS app is in force in production, save for a first roll-out with an end.",
  severity: "critical",
  standards: { runbook: ["R6.1", "R6.2", "R6.4"], cisa: ["MS.AAD.3.2v1"], wellArchitected: ["SEC02-BP01"] },
  remediationSteps: "Set state to enabled; for a first roll-out tell a reportOnlyUntil at most 30 days ahead.",
  url: "https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-report-only",
  config: {
    maxReportOnlyDays: number(30, "How far ahead the end of report-only may be, in days.", { minimum: 1, maximum: 90 }),
    reportOnlyUntil: optionalText(
      "Last day of report-only, YYYY-MM-DD, in place of the one that the stack tells.",
      "^\\d{4}-\\d{2}-\\d{2}$",
    ),
  },
  anchors: [azuread.conditionalAccessPolicy],
  check(context) {
    const { config, facts, report, note } = context;
    if (!isProduction(facts)) return;
    const until = config.reportOnlyUntil ?? facts.reportOnlyUntil ?? "";
    const day = parseDay(until);
    for (const { on, state, aboutApp } of appPolicies(context)) {
      if (!aboutApp || state === "enabled") continue;
      if (state !== "enabledForReportingButNotEnforced") report(`state is ${show(state)}; in production it must be enabled.`, on);
      else if (until === "") report("It only reports, and no reportOnlyUntil says until when.", on);
      else if (day === undefined) report(`It only reports until ${show(until)}, which is no day such as 2027-01-31.`, on);
      else if (isPast(day)) report(`It only reports, though reportOnlyUntil was ${until}.`, on);
      else if (daysUntil(day) > config.maxReportOnlyDays) {
        report(
          `It only reports until ${until}, which is ${daysUntil(day)} days ahead; at most ${config.maxReportOnlyDays} are allowed.`,
          on,
        );
      } else note(`It only reports until ${until}.`, on);
    }
  },
});
