import {
  type ConditionalAccess,
  appPolicies,
  appProtections,
  asksForMfa,
  coversEveryPlace,
  demand,
  demands,
  isOn,
} from "../../shared/conditional-access";
import { applicationTypes } from "../../shared/entra-app";
import { stackRule } from "../../shared/stack-rule";

/**
 * Legacy clients cannot answer MFA: a policy that asks all client types for it blocks them. A block of legacy client
 * types on the AWS app alone does nothing, since a SAML sign-in is a browser's, and only looks like protection.
 */
export const legacyAuthentication = stackRule({
  name: "conditional-access-legacy-authentication",
  description: "Legacy authentication is blocked, by MFA over all client types or for the whole tenant.",
  severity: "high",
  standards: { runbook: ["R6.3"], cisa: ["MS.AAD.1.1v1"], maester: ["MT.1009", "MT.1010"], wellArchitected: ["SEC02-BP01"] },
  remediationSteps:
    "Ask all client types for MFA, or block exchangeActiveSync and other for all users and all applications; no such policy for one app.",
  url: "https://learn.microsoft.com/entra/identity/conditional-access/policy-block-legacy-authentication",
  anchors: applicationTypes,
  check(context) {
    for (const policy of appPolicies(context)) {
      if (isOn(policy) && policy.aboutApp && !policy.aboutEveryApp && isLegacyBlock(policy)) {
        context.report(
          "It blocks legacy client types for the AWS app alone, where they do not occur; block them for all applications.",
          policy.on,
        );
      }
    }
    for (const { app, policies, uncertain } of appProtections(context)) {
      if (uncertain || policies.some(asksForMfa) || policies.some(blocksTenantWide)) continue;
      demand(
        context,
        "No Conditional Access policy blocks legacy authentication, neither through MFA over all client types nor tenant-wide.",
        app,
      );
    }
  },
});

function isLegacyBlock({ clientAppTypes, ...policy }: ConditionalAccess): boolean {
  const legacy = ["exchangeActiveSync", "easSupported", "other"];
  return (
    clientAppTypes.length > 0 &&
    clientAppTypes.every((type) => type !== undefined && legacy.includes(type)) &&
    demands({ clientAppTypes, ...policy }, ["block"])
  );
}

function blocksTenantWide(policy: ConditionalAccess): boolean {
  const { clientAppTypes, aboutEveryApp, aboutApp, everyUser, narrowedBy } = policy;
  const legacy = clientAppTypes.includes("exchangeActiveSync") && clientAppTypes.includes("other");
  const whole = aboutEveryApp && aboutApp && everyUser && narrowedBy.length === 0 && coversEveryPlace(policy);
  return isOn(policy) && whole && legacy && demands(policy, ["block"]);
}
