import type { EnterpriseAppSettings } from "../../access/settings/enterprise-app";
import type { EntraReader } from "../clouds/entra";
import type { ServicePrincipal } from "../clouds/entra-types";
import { Failure } from "../failure";
import { certificatesOf, signingCertificates, type SigningCertificate } from "./certificates";

/** The certificate of a slot, and what it is among. */
export interface SlotCertificate {
  readonly slot: string;
  readonly certificate: SigningCertificate;
  /** Every signing certificate of the application, the active one first. */
  readonly all: readonly SigningCertificate[];
  /** Object id of the application's service principal. */
  readonly principalId: string;
}

/**
 * Finds the certificate that a slot of the settings made; the last slot's when none is named.
 *
 * @throws Failure where there is not exactly one.
 */
export async function slotCertificate(
  { name, signingCertificates: slots }: Pick<EnterpriseAppSettings, "name" | "signingCertificates">,
  asked: string | undefined,
  entra: Pick<EntraReader, "applications" | "servicePrincipal" | "certificates">,
): Promise<SlotCertificate> {
  const slot = asked === undefined ? slots.at(-1) : slots.find((candidate) => candidate.slot === asked);
  if (slot === undefined) throw new Failure(`There is no slot "${asked}"; the settings have ${slots.map((each) => each.slot).join(", ")}.`);

  const principal = await onlyPrincipal(name, entra);
  const all = signingCertificates(await entra.certificates(principal.id));
  const [certificate, ...others] = certificatesOf(slot, all);
  if (certificate === undefined)
    throw new Failure(`The application has no certificate that ends ${slot.endDate} (slot ${slot.slot}); run \`pulumi up\`.`);
  if (others.length > 0) throw new Failure(`Slot ${slot.slot} has ${others.length + 1} certificates; run \`federation recover\` first.`);
  return { slot: slot.slot, certificate, all, principalId: principal.id };
}

/**
 * The service principal of the one application of a name.
 *
 * @throws Failure where there is not exactly one.
 */
export async function onlyPrincipal(
  name: string,
  entra: Pick<EntraReader, "applications" | "servicePrincipal">,
): Promise<ServicePrincipal> {
  const [application, ...others] = (await entra.applications()).filter(({ displayName }) => displayName === name);
  if (others.length > 0)
    throw new Failure(
      `There are ${others.length + 1} enterprise applications "${name}"; run \`federation verify\`, and keep this stack's only.`,
    );
  const principal = application && (await entra.servicePrincipal(application.appId));
  if (principal === undefined) throw new Failure(`There is no enterprise application "${name}"; run \`pulumi up\` first.`);
  return principal;
}
