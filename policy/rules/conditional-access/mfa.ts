import { appProtections, asksForMfa, demand } from "../../shared/conditional-access";
import { applicationTypes } from "../../shared/entra-app";
import { stackRule } from "../../shared/stack-rule";

/** One policy that everybody meets, with whatever client, from wherever: exceptions add up to a way around. */
export const mfa = stackRule({
  name: "conditional-access-mfa",
  description: "Everybody signs in to AWS with MFA: one Conditional Access policy over all users and all client types.",
  severity: "critical",
  standards: { runbook: ["R6.1"], cisa: ["MS.AAD.3.2v1", "MS.AAD.3.1v1"], maester: ["MT.1007"], wellArchitected: ["SEC02-BP01"] },
  remediationSteps:
    "Add a policy for includedUsers All, clientAppTypes all and the app's client id that grants with mfa or an authentication strength.",
  url: "https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-mfa-strength",
  anchors: applicationTypes,
  check(context) {
    for (const { app, policies, uncertain } of appProtections(context)) {
      if (!uncertain && !policies.some(asksForMfa))
        demand(context, "No Conditional Access policy asks all users with all client types for MFA or an authentication strength.", app);
    }
  },
});
