import { optionalText, optionalTexts } from "../../shared/config";
import { entityIds, identityCenterApps, partsOf, replyUrls } from "../../shared/entra-app";
import { stackRule } from "../../shared/stack-rule";
import { azuread } from "../../shared/types";
import { show } from "../../shared/values";

/** What was reviewed in the settings is what the app has, and nothing beside it. */
export const configuredUrls = stackRule({
  name: "entra-app-configured-urls",
  description: "Reply URLs and entity ID of Identity Center's app are exactly those that were configured.",
  severity: "high",
  standards: { runbook: ["R2.2"], wellArchitected: ["SEC02-BP04"] },
  remediationSteps: "Change the settings (identityCenter.acsUrls), not the app; the review sees them there.",
  url: "https://learn.microsoft.com/entra/identity/saas-apps/aws-single-sign-on-tutorial",
  config: {
    acsUrls: optionalTexts("The reply URLs, in place of those that the stack tells."),
    entityId: optionalText("The entity ID, in place of the one that the stack tells."),
  },
  anchors: [azuread.application],
  check({ config, facts, stack, known, each, report }) {
    const acsUrls = config.acsUrls ?? facts.acsUrls;
    const wanted = config.entityId ?? facts.entityId;
    for (const app of identityCenterApps(stack)) {
      const urls = [app, ...partsOf(stack, "applicationId", azuread.applicationRedirectUris)].flatMap((on) =>
        replyUrls(on, { known, each }),
      );
      if (acsUrls !== undefined) {
        for (const { on, url } of urls) if (!acsUrls.includes(url)) report(`The reply URL ${show(url)} is not among those configured.`, on);
        const missing = acsUrls.filter((url) => !urls.some((given) => given.url === url));
        if (known(() => complete(app.props)) === true)
          for (const url of missing) report(`The configured reply URL ${show(url)} is missing.`, app);
      }
      if (wanted === undefined) continue;
      for (const { on, url } of entityIds(app, { known, each })) {
        if (url !== wanted) report(`The entity ID is ${show(url)}; configured is ${show(wanted)}.`, on);
      }
    }
  },
});

/** Throws where a reply URL of the app itself is unknown: one that is unknown may be the one that is missing. */
function complete(props: Readonly<Record<string, unknown>>): boolean {
  return JSON.stringify(props["web"] ?? null) !== undefined;
}
