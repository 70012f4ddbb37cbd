import { appPolicies, isOn, noteUnknownGroups } from "../../shared/conditional-access";
import { optionalText } from "../../shared/config";
import { stackRule } from "../../shared/stack-rule";
import { azuread } from "../../shared/types";

/** A policy with a mistake locks out everybody, those who could correct it included. */
export const emergencyAccess = stackRule({
  name: "conditional-access-emergency-access",
  description: "The emergency access group is excluded from every Conditional Access policy beside the AWS app.",
  severity: "critical",
  standards: { runbook: ["R6.1"], maester: ["MT.1005"], wellArchitected: ["SEC03-BP03"] },
  remediationSteps: "Add the emergency access group's object id to excludedGroups.",
  url: "https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access",
  config: { emergencyAccessGroup: optionalText("Object id of the emergency access group, in place of the one that the stack tells.") },
  anchors: [azuread.conditionalAccessPolicy],
  check(context) {
    const { config, facts, report } = context;
    const emergency = config.emergencyAccessGroup ?? facts.emergencyAccessGroupId;
    for (const policy of appPolicies(context)) {
      const { on, excludedGroups } = policy;
      if (!isOn(policy)) continue;
      if (emergency === undefined || emergency === "")
        report("No emergency access group is told, so that nobody survives a mistake in this policy.", on);
      else if (excludedGroups.includes(emergency)) continue;
      else if (excludedGroups.includes(undefined)) noteUnknownGroups(context, on, "excludedGroups");
      else report("The emergency access group is not excluded.", on);
    }
  },
});
