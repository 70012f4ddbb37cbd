import { signingCertificates } from "../../saml/certificates";
import { cannotTell, finding, ok, type Check } from "../check";
import { isOfTenant, parseMetadata } from "../../saml/metadata";

/** R2.4: the Federation Metadata XML can be fetched and carries the active certificate. */
export const metadata: Check = {
  id: "R2.4 metadata",
  runbook: "R2.4",
  cloud: "Entra",
  title: "Federation Metadata XML",
  async run(context) {
    const { url, xml } = await context.metadata();
    const { entityId, certificates } = parseMetadata(xml);
    const { tenantId } = context.settings;
    if (!isOfTenant(entityId, tenantId)) {
      return [finding(`The metadata is of ${entityId}, not of tenant ${tenantId}.`, "Check federation:tenantId.")];
    }
    const active = signingCertificates(await context.certificates()).find((certificate) => certificate.active);
    if (active === undefined)
      return [cannotTell(`${url} answers with ${certificates.length} certificates; none is active to compare with.`)];
    return certificates.some(({ thumbprint }) => thumbprint === active.thumbprint)
      ? [ok(`${url} carries the active certificate.`)]
      : [
          finding(
            `The metadata does not carry the active certificate ${active.thumbprint}.`,
            "Wait a few minutes, fetch it again with `federation fetch-metadata`, and upload it to AWS.",
          ),
        ];
  },
};
