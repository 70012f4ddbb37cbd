import { daysUntil } from "../../shared/clock";
import { number } from "../../shared/config";
import { resourceRule } from "../../shared/resource-rule";
import { azuread } from "../../shared/types";
import { show, readText } from "../../shared/values";

/** Three years, with leap days: what Entra gives at most. */
const LONGEST_DAYS = 1096;

/**
 * An end date that is written down can be planned for; one that is worked out anew makes a new certificate in every
 * update.
 */
export const certificateLife = resourceRule({
  name: "entra-certificate-life",
  description: "A token signing certificate has a fixed end date, within the configured life.",
  severity: "high",
  standards: { runbook: ["R2.4"], wellArchitected: ["SEC02-BP05"] },
  remediationSteps: "Set endDate to a fixed time such as 2029-09-30T00:00:00Z.",
  url: "https://learn.microsoft.com/entra/identity/enterprise-apps/tutorial-manage-certificates-for-federated-single-sign-on",
  config: { maxDays: number(LONGEST_DAYS, "Longest life of a certificate, in days.", { minimum: 30, maximum: LONGEST_DAYS }) },
  types: [azuread.tokenSigningCertificate],
  check({ props }, { config, report }) {
    const endDate = readText(props["endDate"], "endDate");
    if (endDate === undefined) return report("endDate is not set; the end of the certificate must be known.");
    const end = new Date(endDate);
    if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(endDate) || Number.isNaN(end.getTime())) {
      return report(`endDate is ${show(endDate)}; it must be a time such as 2029-09-30T00:00:00Z.`);
    }
    const days = daysUntil(end);
    if (days > config.maxDays) report(`endDate is ${days} days ahead; at most ${config.maxDays} are allowed.`);
  },
});
