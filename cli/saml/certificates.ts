import { createHash } from "node:crypto";
import { certificateName } from "../../contract/gallery-app";
import type { KeyCredential, ServicePrincipal } from "../clouds/entra-types";

/** A token signing certificate of the enterprise application. */
export interface SigningCertificate {
  readonly keyId: string;
  /** Such as `CN=AWS IAM Identity Center 2026`. */
  readonly name: string;
  /** SHA-1 in upper-case hex, as Entra's portal shows it. */
  readonly thumbprint: string;
  readonly ends: Date;
  /** When it was made. */
  readonly begins?: Date;
  /** Base64 DER, where Graph sent it. */
  readonly der: string | undefined;
  readonly active: boolean;
}

/** Certificates of a service principal that was read with its keys, the active one first, then by end. */
export function signingCertificates(principal: ServicePrincipal): SigningCertificate[] {
  const active = principal.preferredTokenSigningKeyThumbprint?.toUpperCase();
  return (principal.keyCredentials ?? [])
    .filter(({ usage }) => usage === "Verify")
    .map((credential): SigningCertificate => {
      const thumbprint = thumbprintOf(credential);
      return {
        keyId: credential.keyId,
        name: credential.displayName ?? "(no name)",
        thumbprint,
        ends: new Date(credential.endDateTime ?? 0),
        ...(credential.startDateTime === undefined ? {} : { begins: new Date(credential.startDateTime) }),
        der: credential.key ?? undefined,
        active: thumbprint !== "" && thumbprint === active,
      };
    })
    .sort((left, right) => Number(right.active) - Number(left.active) || right.ends.getTime() - left.ends.getTime());
}

/**
 * The certificates that a slot of the settings made: those of its end, and of its name where several end then. Normally
 * one.
 */
export function certificatesOf(
  { slot, endDate }: { readonly slot: string; readonly endDate: string },
  certificates: readonly SigningCertificate[],
): SigningCertificate[] {
  const same = certificates.filter(({ ends }) => ends.getTime() === Date.parse(endDate));
  const named = same.filter(({ name }) => name === certificateName(slot));
  return same.length > 1 && named.length > 0 ? named : same;
}

/** A certificate in the form that consoles import: base64 in lines of 64 characters between its marks. */
export function pem(der: string): string {
  return ["-----BEGIN CERTIFICATE-----", ...(der.match(/.{1,64}/g) ?? []), "-----END CERTIFICATE-----", ""].join("\n");
}

/** SHA-1 of a certificate given as base64 DER, in upper-case hex. */
export function thumbprint(der: string): string {
  return createHash("sha1").update(Buffer.from(der, "base64")).digest("hex").toUpperCase();
}

/**
 * Graph's custom key identifier is the thumbprint, in base64 or in hex; with the key at hand nothing has to be
 * believed.
 */
function thumbprintOf({ key, customKeyIdentifier }: KeyCredential): string {
  if (key !== undefined && key !== null) return thumbprint(key);
  if (customKeyIdentifier === undefined || customKeyIdentifier === null) return "";
  return /^[0-9a-f]{40}$/i.test(customKeyIdentifier)
    ? customKeyIdentifier.toUpperCase()
    : Buffer.from(customKeyIdentifier, "base64").toString("hex").toUpperCase();
}
