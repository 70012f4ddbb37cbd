import type { PolicyResource } from "@pulumi/policy";
import { optionalText, optionalTexts } from "../../shared/config";
import { type AppUrl, applicationTypes, entityIds, identityCenterApps, partsOfApp, replyUrls } from "../../shared/entra-app";
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
  anchors: applicationTypes,
  check({ config, facts, stack, known, report }) {
    const acsUrls = config.acsUrls ?? facts.acsUrls;
    const wanted = config.entityId ?? facts.entityId;
    for (const app of identityCenterApps(stack)) {
      if (acsUrls !== undefined) {
        const parts = partsOfApp(stack, app, "applicationId", azuread.applicationRedirectUris);
        compare(
          "reply URL",
          acsUrls,
          [app, ...parts].flatMap((on) => replyUrls(on, { known })),
          app,
        );
      }
      if (wanted !== undefined) {
        const parts = partsOfApp(stack, app, "applicationId", azuread.applicationIdentifierUri);
        compare(
          "entity ID",
          [wanted],
          [app, ...parts].flatMap((on) => entityIds(on, { known })),
          app,
        );
      }
    }

    function compare(what: string, configured: readonly string[], given: readonly AppUrl[], app: PolicyResource): void {
      for (const { on, url } of given)
        if (url !== undefined && !configured.includes(url)) report(`The ${what} ${show(url)} is not among those configured.`, on);
      // One that is not known yet may be the one that is missing.
      if (given.some(({ url }) => url === undefined)) return;
      for (const url of configured)
        if (!given.some((present) => present.url === url)) report(`The configured ${what} ${show(url)} is missing.`, app);
    }
  },
});
