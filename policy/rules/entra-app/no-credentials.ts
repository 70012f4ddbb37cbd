import { applicationTypes, identityCenterApps, partsOf } from "../../shared/entra-app";
import { stackRule } from "../../shared/stack-rule";
import { azuread } from "../../shared/types";

/** A SAML app needs no credential of its own: whoever holds one acts as the app, without a person or MFA. */
export const noCredentials = stackRule({
  name: "entra-app-no-credentials",
  description: "Identity Center's app has no client secret, certificate or federated credential to act by itself.",
  severity: "critical",
  standards: { runbook: ["R2.1"], wellArchitected: ["SEC02-BP02"] },
  remediationSteps: "Remove the credential; the token signing certificate is all that SAML needs.",
  url: "https://learn.microsoft.com/entra/identity-platform/security-best-practices-for-app-registration",
  anchors: applicationTypes,
  check({ stack, report }) {
    for (const app of identityCenterApps(stack)) {
      // The key is looked at, not the value: it is a secret.
      if ("password" in app.props && Object.keys(app.props).includes("password") && isGiven(app.props))
        report("The app has a password.", app);
    }
    const ofPrincipal = partsOf(stack, "servicePrincipalId", azuread.servicePrincipalPassword, azuread.servicePrincipalCertificate);
    const ofApp = partsOf(
      stack,
      "applicationId",
      azuread.applicationPassword,
      azuread.applicationCertificate,
      azuread.applicationFederatedIdentityCredential,
      azuread.applicationFlexibleFederatedIdentityCredential,
    );
    for (const on of [...ofPrincipal, ...ofApp]) report("It is a credential of Identity Center's app.", on);
  },
});

/**
 * A password that is unknown is one that will be there; null and an empty block are what state keeps where there is
 * none.
 */
function isGiven(props: Readonly<Record<string, unknown>>): boolean {
  try {
    const password = props["password"];
    return password !== null && password !== undefined && !(typeof password === "object" && Object.keys(password).length === 0);
  } catch {
    return true;
  }
}
