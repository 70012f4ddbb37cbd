import { appPolicies } from "../../shared/conditional-access";
import { stackRule } from "../../shared/stack-rule";
import { azuread } from "../../shared/types";

/** A policy for every app but the one that leads to every AWS account. */
export const appNotExcluded = stackRule({
  name: "conditional-access-app-not-excluded",
  description: "No Conditional Access policy excludes the AWS app.",
  severity: "critical",
  standards: { runbook: ["R6.1"], maester: ["MT.1004"], cisa: ["MS.AAD.3.2v1"] },
  remediationSteps: "Remove the app's client id from excludedApplications.",
  url: "https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-cloud-apps",
  anchors: [azuread.conditionalAccessPolicy],
  check(context) {
    for (const { on, excludesApp } of appPolicies(context)) if (excludesApp) context.report("excludedApplications has the AWS app.", on);
  },
});
