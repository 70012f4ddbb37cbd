import { entityIds, identityCenterApps, partsOf, signInHosts, signInUrlProblem } from "../../shared/entra-app";
import { stackRule } from "../../shared/stack-rule";
import { azuread } from "../../shared/types";
import { show } from "../../shared/values";

/** Two entity IDs on one SAML app can fail; one of somebody else's makes assertions that are meant for them. */
export const entityId = stackRule({
  name: "entra-app-entity-id",
  description: "Identity Center's app has one entity ID, on an AWS sign-in host.",
  severity: "high",
  standards: { runbook: ["R2.2"], wellArchitected: ["SEC02-BP04"] },
  remediationSteps:
    "Set identifierUris to the issuer URL that the AWS console shows (https://<region>.signin.aws.amazon.com/platform/saml/<identityStoreId>).",
  url: "https://learn.microsoft.com/entra/identity/saas-apps/aws-single-sign-on-tutorial",
  config: { signInHosts },
  anchors: [azuread.application],
  check({ config, stack, known, each, report }) {
    for (const app of identityCenterApps(stack)) {
      const parts = partsOf(stack, "applicationId", azuread.applicationIdentifierUri);
      const ids = [app, ...parts].flatMap((on) => entityIds(on, { known, each }));
      for (const { on, url } of ids) {
        const problem = signInUrlProblem(url, config.signInHosts);
        if (problem !== undefined) report(`The entity ID ${show(url)} ${problem}.`, on);
      }
      if (ids.length > 1) report(`The app has ${ids.length} entity IDs; it must have one.`, app);
    }
  },
});
