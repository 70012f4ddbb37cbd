import { resourceRule } from "../../shared/resource-rule";
import { azuread, organizations } from "../../shared/types";
import { isIdentityCenterTemplate } from "../../shared/entra-app";
import { readText } from "../../shared/values";

/** What locks everybody out when it is deleted is not deleted by an edit. */
export const identityRootsProtected = resourceRule({
  name: "identity-roots-protected",
  description: "What everybody's sign-in hangs on is protected from deletion.",
  severity: "high",
  standards: { runbook: ["R2.1"], wellArchitected: ["SEC10-BP05"] },
  remediationSteps: "Give the resource the option protect: true.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  types: [
    azuread.application,
    azuread.applicationFromTemplate,
    azuread.servicePrincipal,
    azuread.tokenSigningCertificate,
    organizations.organization,
  ],
  check({ type, props, opts }, { report }) {
    if (opts.protect) return;
    if (type === azuread.servicePrincipal) {
      if (readText(props["preferredSingleSignOnMode"], "preferredSingleSignOnMode") === "saml")
        report("The service principal of a SAML app is not protected.");
    } else if (type === azuread.tokenSigningCertificate) {
      report("The token signing certificate is not protected.");
    } else if (type === organizations.organization) {
      report("The organization is not protected.");
    } else if (isIdentityCenterTemplate(props)) {
      report("The enterprise application is not protected.");
    }
  },
});
