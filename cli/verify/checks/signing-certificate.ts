import { listed } from "../../../access/words";
import { finding, ok, type Check, type Outcome } from "../check";
import { certificatesOf, signingCertificates, type SigningCertificate } from "../../saml/certificates";

/** A certificate that ends within this many days is a finding: both sides have to be changed in time. */
const warnDays = 60;

/** R2.4: the token signing certificate of the settings is there, active, and lasts. */
export const signingCertificate: Check = {
  id: "R2.4",
  runbook: "R2.4",
  cloud: "Entra",
  title: "Token signing certificate",
  async run(context) {
    const certificates = signingCertificates(await context.certificates());
    const slots = context.settings.enterpriseApp.signingCertificates;
    return judgeCertificates(certificates, slots, context.now);
  },
};

/** Judges the certificates against the slots of the settings: in a rotation either the old or the new one may sign. */
export function judgeCertificates(
  certificates: readonly SigningCertificate[],
  slots: readonly { readonly slot: string; readonly endDate: string }[],
  now: Date,
): Outcome[] {
  if (certificates.length === 0)
    return [finding("The enterprise application has no token signing certificate.", "Run `pulumi up --refresh`.")];
  const outcomes: Outcome[] = [];
  const declared = slots.map(({ slot, endDate }) => ({ slot, endDate, same: certificatesOf({ slot, endDate }, certificates) }));
  for (const { slot, endDate, same } of declared) {
    if (same.length === 0)
      outcomes.push(finding(`There is no certificate that ends ${day(endDate)} (slot ${slot}).`, "Run `pulumi up --refresh`."));
    if (same.length > 1) {
      const prints = same.map(({ thumbprint }) => thumbprint).join(", ");
      outcomes.push(
        finding(
          `Slot ${slot} has ${same.length} certificates (${prints}).`,
          "Run `federation recover`, which names the one that is in no state.",
        ),
      );
    }
  }
  const active = certificates.find((certificate) => certificate.active);
  if (active === undefined) {
    outcomes.push(
      finding(
        "No certificate of the application is the active one (preferredTokenSigningKeyThumbprint), so Entra may sign with another.",
        "Run `federation activate-certificate`.",
      ),
    );
    return outcomes;
  }
  const there = declared.filter(({ same }) => same.length > 0);
  if (there.length > 0 && !there.some(({ same }) => same.includes(active))) {
    outcomes.push(
      finding(
        `The active certificate ${active.thumbprint} is of no slot of the settings: Entra signs with it, and AWS refuses every sign-in unless somebody gave it this one, too.`,
        `Run \`federation activate-certificate --slot ${there[0]!.slot}\`${there.length === 1 ? "" : `, or with another slot (${listed(there.slice(1).map(({ slot }) => slot))}) if AWS has that one's certificate`}; then find out who made the other (docs/certificates.md).`,
      ),
    );
    return outcomes;
  }
  const days = Math.floor((active.ends.getTime() - now.getTime()) / 86_400_000);
  if (days < 0) {
    outcomes.push(
      finding(
        `The active certificate ${active.thumbprint} ended ${-days} days ago.`,
        "Run `federation rotate certificate`, which walks through the rotation.",
      ),
    );
  } else if (days < warnDays) {
    outcomes.push(
      finding(
        `The active certificate ${active.thumbprint} ends in ${days} days.`,
        "Run `federation rotate certificate`, which walks through the rotation.",
      ),
    );
  }
  if (outcomes.length === 0)
    outcomes.push(ok(`${active.thumbprint} is active and ends ${day(active.ends.toISOString())}, in ${days} days.`));
  return outcomes;
}

function day(time: string): string {
  return time.slice(0, 10);
}
