import { appProtections, blocksByPlace, coversEveryClient, demand, isOn } from "../../shared/conditional-access";
import { applicationTypes } from "../../shared/entra-app";
import { stackRule } from "../../shared/stack-rule";

/** Most stolen credentials are tried from places where nobody works. */
export const geography = stackRule({
  name: "conditional-access-geography",
  description: "Sign-in to AWS is blocked from outside of the allowed countries.",
  severity: "high",
  standards: { runbook: ["R6.4"], maester: ["MT.1004"], wellArchitected: ["SEC02-BP01"] },
  remediationSteps: "Add a policy that blocks includedLocations All except a named location of the allowed countries, for all users.",
  url: "https://learn.microsoft.com/entra/identity/conditional-access/policy-block-by-location",
  anchors: applicationTypes,
  check(context) {
    for (const { app, policies, uncertain } of appProtections(context)) {
      const blocked = policies.some(
        (policy) => isOn(policy) && policy.aboutApp && policy.everyUser && coversEveryClient(policy) && blocksByPlace(policy),
      );
      if (!blocked && !uncertain) demand(context, "No Conditional Access policy blocks all users by location.", app);
    }
  },
});
