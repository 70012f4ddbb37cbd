import { applicationOf, identityCenterApps, isAtAws, replyUrls, signInHosts, signInUrlProblem } from "../../shared/entra-app";
import { stackRule } from "../../shared/stack-rule";
import { azuread } from "../../shared/types";
import { show } from "../../shared/values";

/**
 * Entra posts the assertion to whatever reply URL is asked for and listed: with a wildcard, or a host of somebody
 * else's, to anybody.
 */
export const replyUrlsRule = stackRule({
  name: "entra-app-reply-urls",
  description: "Reply URLs are https, without wildcards, and those of Identity Center's app are on AWS's sign-in hosts.",
  severity: "critical",
  standards: { runbook: ["R2.2"], wellArchitected: ["SEC02-BP04"] },
  remediationSteps:
    "Set the ACS URLs that the AWS console shows (IAM Identity Center > Settings > Identity source > Actions > Manage authentication), nothing else.",
  url: "https://learn.microsoft.com/entra/identity-platform/reply-url",
  config: { signInHosts },
  anchors: [azuread.application, azuread.applicationRedirectUris],
  check({ config, stack, known, report }) {
    const apps = identityCenterApps(stack);
    for (const on of stack.of(azuread.application, azuread.applicationRedirectUris)) {
      const app = on.type === azuread.application ? on : applicationOf(stack, on);
      for (const { url } of replyUrls(on, { known })) {
        if (url === undefined) continue;
        if (app !== undefined && apps.includes(app)) {
          const problem = signInUrlProblem(url, config.signInHosts);
          if (problem !== undefined) report(`The reply URL ${show(url)} ${problem}.`, on);
        } else if (url.includes("*")) report(`The reply URL ${show(url)} has a wildcard.`, on);
        else if (isPlain(url)) report(`The reply URL ${show(url)} is not https.`, on);
        // What an application lists itself is judged before it is made, by the rule on templates.
        else if (app !== undefined && app !== on && isAtAws(url, config.signInHosts))
          report(`The reply URL ${show(url)} is AWS's, but ${app.name} is not made from Identity Center's template.`, on);
      }
    }
  },
});

/** Whether a URL is http elsewhere than on the machine of the one who signs in, where a token crosses no network. */
function isPlain(url: string): boolean {
  return /^http:\/\/(?!(localhost|127\.0\.0\.1|\[::1\])([:/?#]|$))/i.test(url);
}
