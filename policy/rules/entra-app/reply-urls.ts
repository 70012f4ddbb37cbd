import { identityCenterApps, partsOf, replyUrls, signInHosts, signInUrlProblem } from "../../shared/entra-app";
import { stackRule } from "../../shared/stack-rule";
import { azuread } from "../../shared/types";
import { show } from "../../shared/values";

/** Entra posts the assertion to whatever reply URL is asked for and listed: with a wildcard, or a host of somebody else's, to anybody. */
export const replyUrlsRule = stackRule({
  name: "entra-app-reply-urls",
  description: "Reply URLs are https, without wildcards, and those of Identity Center's app are on AWS's sign-in hosts.",
  severity: "critical",
  standards: { runbook: ["R2.2"], wellArchitected: ["SEC02-BP04"] },
  remediationSteps: "Set the ACS URLs that the AWS console shows (IAM Identity Center > Settings > Authentication), nothing else.",
  url: "https://learn.microsoft.com/entra/identity-platform/reply-url",
  config: { signInHosts },
  anchors: [azuread.application, azuread.applicationRedirectUris],
  check({ config, stack, known, each, report }) {
    const ours = new Set([...identityCenterApps(stack), ...partsOf(stack, "applicationId", azuread.applicationRedirectUris)]);
    for (const on of stack.of(azuread.application, azuread.applicationRedirectUris)) {
      for (const { url } of replyUrls(on, { known, each })) {
        const problem = ours.has(on) ? signInUrlProblem(url, config.signInHosts) : url.includes("*") ? "has a wildcard" : undefined;
        if (problem !== undefined) report(`The reply URL ${show(url)} ${problem}.`, on);
      }
    }
  },
});
