/** Token signing certificates: real self-signed X.509, kept as Entra keeps them on a service principal. */
import { createHash, randomUUID, X509Certificate } from "node:crypto";
import type { Json } from "./body";
import { graphTime } from "./clock";
import type { Directory } from "./directory";
import type { KeyCredential, ServicePrincipal } from "./entities";
import { badRequest } from "./graph-error";

/** Display name that Entra gives a certificate without one. */
export const DEFAULT_SUBJECT = "CN=Microsoft Azure Federated SSO Certificate";

/** A certificate with its private key, both PEM. */
export interface SelfSigned {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Makes an RSA-2048 certificate that is valid from one moment to another. */
export async function selfSigned(subject: string, from: Date, to: Date): Promise<SelfSigned> {
  // Loaded on demand: it would double the server's start.
  const { generate } = await import("selfsigned");
  const made = await generate([{ name: "commonName", value: subject.replace(/^CN=/i, "") }], {
    keySize: 2048,
    algorithm: "sha256",
    notBeforeDate: from,
    notAfterDate: to,
  });
  return { certificate: made.cert, privateKey: made.private };
}

/**
 * Adds a certificate to a service principal: two key credentials (Sign, Verify) and a password credential, which share
 * one customKeyIdentifier. It does not become the active one by itself (unverified in reality; the careful choice).
 *
 * @param subject starts with `CN=`
 * @param end RFC 3339, at most three years from now; three years when absent; answered as it was written
 * @returns Graph's selfSignedCertificate; its keyId is the Sign key's
 * @see https://learn.microsoft.com/graph/api/serviceprincipal-addtokensigningcertificate
 */
export async function addSigningCertificate(
  directory: Directory,
  principal: ServicePrincipal,
  subject: string,
  end?: string,
): Promise<Json> {
  const start = directory.clock.now();
  const latest = new Date(start);
  latest.setUTCFullYear(latest.getUTCFullYear() + 3);
  const endDateTime = end ?? graphTime(latest);
  const endTime = new Date(endDateTime);
  if (!/^CN=./i.test(subject))
    throw badRequest("Invalid value specified for property 'displayName' of resource 'SelfSignedCertificate': it must start with 'CN='.");
  if (Number.isNaN(endTime.getTime()) || endTime <= start)
    throw badRequest("The endDateTime of the certificate must be a time in the future.");
  // A day of grace: the caller's three years began before the request.
  if (endTime.getTime() > latest.getTime() + 86_400_000)
    throw badRequest("The lifetime of the certificate cannot be longer than three years.");
  const { certificate, privateKey } = await selfSigned(subject, start, endTime);
  const der = new X509Certificate(certificate).raw;
  const thumbprint = createHash("sha1").update(der).digest();
  const shared = {
    customKeyIdentifier: thumbprint.toString("base64"),
    displayName: subject,
    startDateTime: graphTime(start),
    endDateTime,
  };
  const sign: KeyCredential = { ...shared, keyId: randomUUID(), type: "X509CertAndPassword", usage: "Sign" };
  const verify: KeyCredential = { ...shared, keyId: randomUUID(), type: "AsymmetricX509Cert", usage: "Verify" };
  directory.certificateKeys.set(sign.keyId, privateKey);
  directory.certificateKeys.set(verify.keyId, der.toString("base64"));
  principal.keyCredentials = [...principal.keyCredentials, sign, verify];
  principal.passwordCredentials = [...principal.passwordCredentials, { ...shared, keyId: sign.keyId, hint: null, secretText: null }];
  return {
    ...shared,
    keyId: sign.keyId,
    key: der.toString("base64"),
    thumbprint: thumbprint.toString("hex").toUpperCase(),
    type: verify.type,
    usage: verify.usage,
  };
}

/** The service principal as answered. Key bytes are there only when asked for, and a private key never is. */
export function presentedCredentials({ certificateKeys }: Directory, principal: ServicePrincipal, withKeys: boolean): object {
  const keyCredentials = principal.keyCredentials.map((credential) => {
    if (!withKeys) return { ...credential, key: null };
    // An explicit null would be an error for the official provider on this read: a Sign key has no `key` at all.
    return credential.usage === "Verify" ? { ...credential, key: certificateKeys.get(credential.keyId) } : credential;
  });
  return { ...principal, keyCredentials };
}

/**
 * The credentials that a PATCH leaves. Survivors come back with `key: null`, copied from a read without keys:
 * the stored bytes stay. What is left out is removed.
 */
export function replacedKeyCredentials(
  { certificateKeys }: Directory,
  principal: ServicePrincipal,
  sent: readonly Json[],
): KeyCredential[] {
  const kept = sent.map((credential) => {
    const stored = principal.keyCredentials.find(({ keyId }) => keyId === credential["keyId"]);
    if (stored !== undefined) return stored;
    const key = credential["key"];
    if (typeof key !== "string") throw badRequest("New key credentials need their key: use addTokenSigningCertificate to have one made.");
    return uploaded(certificateKeys, credential, key);
  });
  for (const { keyId } of principal.keyCredentials) {
    if (!kept.some((credential) => credential.keyId === keyId)) certificateKeys.delete(keyId);
  }
  return kept;
}

/**
 * A certificate that somebody brings: of any length of life, and from any authority. Its private key stays closed here,
 * so that this server does not sign with it.
 *
 * @see
 * https://learn.microsoft.com/graph/application-saml-sso-configure-api#option-2-create-a-custom-signing-certificate
 */
function uploaded(certificateKeys: Directory["certificateKeys"], credential: Json, key: string): KeyCredential {
  const { keyId, usage, type, customKeyIdentifier, displayName, startDateTime, endDateTime } = credential as Record<string, string>;
  const isVerify = usage === "Verify";
  if (!isVerify && usage !== "Sign") throw badRequest("Invalid value specified for property 'usage' of resource 'KeyCredential'.");
  const kind = isVerify ? "AsymmetricX509Cert" : "X509CertAndPassword";
  if (type !== kind || customKeyIdentifier === undefined || endDateTime === undefined)
    throw badRequest(`A key of usage ${usage} needs the type ${kind}, customKeyIdentifier and endDateTime.`);
  if (isVerify) certificateKeys.set(keyId!, key);
  const named = { displayName: displayName ?? DEFAULT_SUBJECT, startDateTime: startDateTime ?? graphTime(new Date()), endDateTime };
  return { ...named, customKeyIdentifier, keyId: keyId!, type: kind, usage: isVerify ? "Verify" : "Sign" };
}

/** Base64 DER of a service principal's unexpired certificates, the active one first. */
export function signingCertificates(directory: Directory, principal: ServicePrincipal): string[] {
  const now = directory.clock.now().getTime();
  const active = principal.preferredTokenSigningKeyThumbprint;
  const isActive = ({ customKeyIdentifier }: KeyCredential): boolean =>
    Buffer.from(customKeyIdentifier, "base64").toString("hex").toUpperCase() === active;
  return principal.keyCredentials
    .filter(({ usage, endDateTime }) => usage === "Verify" && Date.parse(endDateTime) > now)
    .sort((a, b) => Number(isActive(b)) - Number(isActive(a)))
    .flatMap(({ keyId }) => directory.certificateKeys.get(keyId) ?? []);
}
