import { appPolicies, blocksByPlace, noteUnknownGroups } from "../../shared/conditional-access";
import { optionalText } from "../../shared/config";
import { stackRule } from "../../shared/stack-rule";
import { azuread } from "../../shared/types";
import { show } from "../../shared/values";

/** Every exclusion is somebody whom the policy does not protect; two groups are meant, and told by name. */
export const exclusions = stackRule({
  name: "conditional-access-exclusions",
  description: "Policies on the AWS app exclude the emergency access group and, by location only, the travel group; nobody else.",
  severity: "high",
  standards: { runbook: ["R6.1", "R6.4"], cisa: ["MS.AAD.3.2v1"], maester: ["MT.1005"] },
  remediationSteps: "Remove the exclusion, or put the people into the emergency access or travel group for the time.",
  url: "https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-users-groups#exclude-users",
  config: {
    emergencyAccessGroup: optionalText("Object id of the emergency access group, in place of the one that the stack tells."),
    travelGroup: optionalText("Object id of the travel-exception group, in place of the one that the stack tells."),
  },
  anchors: [azuread.conditionalAccessPolicy],
  check(context) {
    const { config, facts, report } = context;
    const policies = appPolicies(context).filter(({ aboutApp }) => aboutApp);
    for (const { on, otherExclusions } of policies)
      for (const property of otherExclusions) report(`${property} is not empty; exclude through the emergency access group.`, on);
    const emergency = config.emergencyAccessGroup ?? facts.emergencyAccessGroupId;
    const travel = config.travelGroup ?? facts.travelGroupId;
    for (const policy of policies) {
      const { on } = policy;
      for (const group of new Set(policy.excludedGroups)) {
        if (group === undefined) noteUnknownGroups(context, on, "excludedGroups");
        else if (group === travel && group !== emergency && !blocksByPlace(policy))
          report("The travel group is excluded from a policy that is not about places.", on);
        else if (group !== emergency && group !== travel)
          report(`The group ${show(group)} is excluded, which is neither the emergency access nor the travel group.`, on);
      }
    }
  },
});
