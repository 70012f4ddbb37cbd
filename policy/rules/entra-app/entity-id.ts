import {
  applicationOf,
  applicationTypes,
  entityIds,
  identityCenterApps,
  isAtAws,
  partsOfApp,
  signInHosts,
  signInUrlProblem,
} from "../../shared/entra-app";
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
  anchors: [...applicationTypes, azuread.applicationIdentifierUri],
  check({ config, stack, known, report }) {
    for (const app of identityCenterApps(stack)) {
      const parts = partsOfApp(stack, app, "applicationId", azuread.applicationIdentifierUri);
      const ids = [app, ...parts].flatMap((on) => entityIds(on, { known }));
      for (const { on, url } of ids) {
        const problem = url === undefined ? undefined : signInUrlProblem(url, config.signInHosts);
        if (problem !== undefined) report(`The entity ID ${show(url ?? "")} ${problem}.`, on);
      }
      const count = ids.filter(({ url }) => url !== undefined).length;
      if (count > 1) report(`The app has ${count} entity IDs; it must have one.`, app);
    }
    for (const on of stack.of(azuread.applicationIdentifierUri)) {
      const app = applicationOf(stack, on);
      if (app === undefined || identityCenterApps(stack).includes(app)) continue;
      for (const { url } of entityIds(on, { known }))
        if (url !== undefined && isAtAws(url, config.signInHosts))
          report(`The entity ID ${show(url)} is AWS's, but ${app.name} is not made from Identity Center's template.`, on);
    }
  },
});
