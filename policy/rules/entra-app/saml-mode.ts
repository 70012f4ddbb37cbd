import { servicePrincipals } from "../../shared/entra-app";
import { stackRule } from "../../shared/stack-rule";
import { azuread } from "../../shared/types";
import { show, readText } from "../../shared/values";

/** In any other mode Entra issues no assertion, or keeps people's passwords. */
export const samlMode = stackRule({
  name: "entra-app-saml-mode",
  description: "Identity Center's app signs in by SAML.",
  severity: "high",
  standards: { runbook: ["R2.2"], wellArchitected: ["SEC02-BP04"] },
  remediationSteps: "Set preferredSingleSignOnMode of the service principal to saml.",
  url: "https://learn.microsoft.com/entra/identity/enterprise-apps/plan-sso-deployment",
  anchors: [azuread.servicePrincipal],
  check({ stack, known, report }) {
    for (const on of servicePrincipals(stack)) {
      known(() => {
        const mode = readText(on.props["preferredSingleSignOnMode"], "preferredSingleSignOnMode");
        if (mode !== "saml") report(`preferredSingleSignOnMode is ${mode === undefined ? "not set" : show(mode)}; it must be saml.`, on);
      }, on.name);
    }
  },
});
