import { daysUntil } from "../../shared/clock";
import { number } from "../../shared/config";
import { identityCenterApps, partsOfApp } from "../../shared/entra-app";
import { stackRule } from "../../shared/stack-rule";
import { azuread } from "../../shared/types";
import { readText } from "../../shared/values";

/** On the day that the last certificate ends, nobody signs in. An older one may end, as its slot does in a rotation. */
export const certificateRenewal = stackRule({
  name: "entra-certificate-renewal",
  description: "Identity Center's app has a token signing certificate that does not end soon.",
  severity: "critical",
  standards: { runbook: ["R2.4"], wellArchitected: ["SEC02-BP05"] },
  remediationSteps: "Add the next certificate beside the old one, bring it to the AWS console, then make it the active one.",
  url: "https://learn.microsoft.com/entra/identity/enterprise-apps/tutorial-manage-certificates-for-federated-single-sign-on",
  config: { minDays: number(30, "Days that the longest-lived certificate must have left.", { minimum: 1, maximum: 365 }) },
  anchors: [azuread.tokenSigningCertificate],
  check({ config, stack, known, report }) {
    for (const app of identityCenterApps(stack)) {
      const certificates = partsOfApp(stack, app, "servicePrincipalId", azuread.tokenSigningCertificate);
      const ends = certificates.map((on) => known(() => new Date(readText(on.props["endDate"], "endDate") ?? "").getTime(), on.name));
      // One whose end is not known yet may be the new one.
      if (ends.length === 0 || ends.includes(undefined)) continue;
      // An end that is no time makes no day, and counts as none.
      const last = Math.max(...(ends as number[]));
      const days = daysUntil(new Date(last));
      const newest = certificates.at(-1);
      if (!(days >= config.minDays) && newest !== undefined) {
        report(
          `The last token signing certificate ${days >= 0 ? `ends in ${days} days` : "has ended"}; at least ${config.minDays} must be left.`,
          newest,
        );
      }
    }
  },
});
