import { COMPONENT } from "../../../contract/component-types";
import { certificateName } from "../../../contract/gallery-app";
import { dayOf, yearsAfter } from "../../../contract/clock";
import { signingCertificates, type SigningCertificate } from "../../saml/certificates";
import type { ServicePrincipal } from "../../clouds/entra-types";
import { ROOT, type Decision } from "../part";
import type { Found } from "./sources";

/** A slot as the settings have it. */
export interface AdoptedSlot {
  readonly slot: string;
  readonly endDate: string;
  readonly adopted?: true;
}

const TYPE = "azuread:index/servicePrincipalTokenSigningCertificate:ServicePrincipalTokenSigningCertificate";

/** Days of a certificate that Entra makes: it takes three years and not a moment more. */
const NEW_YEARS = 3;

/**
 * The token signing certificates as slots, the one that signs last, as the commands take the last slot for the one that
 * is meant.
 */
export function adoptedCertificates(principal: ServicePrincipal, now: Date): Found<readonly AdoptedSlot[]> {
  const all = signingCertificates(principal);
  const live = all
    .filter(({ ends }) => ends > now)
    .sort((a, b) => Number(a.active) - Number(b.active) || a.ends.getTime() - b.ends.getTime());
  const ended = all.filter((certificate) => !live.includes(certificate));
  const names = new Set<string>();
  const slots = live.map((certificate) => ({ certificate, slot: slotName(certificate, names) }));
  const active = live.find((certificate) => certificate.active);
  const decisions: Decision[] = [
    ...ended.map(({ name, thumbprint, ends, active: signs }): Decision => ({
      kind: signs ? "fault" : "note",
      what: `SAML certificate ${name} (${thumbprint})`,
      text: signs
        ? `It ended on ${dayOf(ends)} and is still the one that signs: rotate at once (docs/certificates.md).`
        : `It ended on ${dayOf(ends)}, and is not adopted. Delete it in Entra's portal, never through the provider, which may delete another one.`,
    })),
    ...slots
      .filter(({ certificate: { ends, begins } }) => begins !== undefined && dayOf(ends) > yearsAfter(dayOf(begins), NEW_YEARS))
      .map(({ slot, certificate: { name, begins, ends } }): Decision => ({
        kind: "note",
        what: `SAML certificate ${name} (slot ${slot})`,
        text: `It lives from ${dayOf(begins!)} to ${dayOf(ends)}: somebody uploaded it, as Entra makes none of more than ${NEW_YEARS} years. It stays until you rotate; who else has its private key only the uploader knows.`,
      })),
    ...(live.length > 0 && active === undefined
      ? [
          fault(
            "No certificate is the active one (preferredTokenSigningKeyThumbprint), so that Entra may sign with another: `federation activate-certificate`.",
          ),
        ]
      : []),
  ];
  if (live.length === 0) {
    const slot = String(now.getUTCFullYear());
    const made: Decision = fault(
      `The application has no certificate that is valid. The first \`pulumi up\` makes the one of slot ${slot}: that is its only creation, and nobody signs in by it until AWS has it and \`federation activate-certificate\` was run.`,
    );
    return {
      settings: [{ slot, endDate: `${yearsAfter(dayOf(now), NEW_YEARS)}T00:00:00Z` }],
      resources: [],
      decisions: [...decisions, made],
    };
  }
  return {
    settings: slots.map(({ slot, certificate }) => ({ slot, endDate: endOf(principal, certificate), adopted: true as const })),
    resources: slots.map(({ slot, certificate }) => ({
      type: TYPE,
      name: `enterprise-app/${slot}`,
      id: `${principal.id}/tokenSigningCertificate/${certificate.keyId}`,
      parents: [ROOT, { type: COMPONENT.enterpriseApp, name: "enterprise-app" }],
    })),
    decisions,
  };
}

function fault(text: string): Decision {
  return { kind: "fault", what: "SAML certificates", text };
}

/** The slot by whose name a stack made it; else the year of its end, with a number where several end in one. */
function slotName({ name, ends }: SigningCertificate, taken: Set<string>): string {
  const made = name.slice(certificateName("").length);
  const base = name.startsWith(certificateName("")) && /^[\w.-]{1,32}$/.test(made) ? made : `ends-${ends.getUTCFullYear()}`;
  let slot = base;
  for (let n = 2; taken.has(slot); n++) slot = `${base.slice(0, 28)}-${n}`;
  taken.add(slot);
  return slot;
}

/** As Graph writes it: the provider compares the text. */
function endOf({ keyCredentials = [] }: ServicePrincipal, { keyId, ends }: SigningCertificate): string {
  const written = keyCredentials.find((credential) => credential.keyId === keyId)?.endDateTime ?? "";
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$/.test(written) ? written : ends.toISOString();
}
