/**
 * The certificate of the local Entra: the official provider speaks HTTPS only. One per clone, trusted by what runs
 * inside `exec` and by nothing else on the machine.
 */
import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { generate } from "selfsigned";
import { readIfThere, writeAtomically, writeIfDifferent } from "./files";
import { withLock } from "./lock";
import { sandboxDirectory } from "./paths";

/** Go and Node refuse longer ones as they would a public authority's. */
const lifeDays = 397;
/** Renewed when less than this is left, at the start of a set. */
const renewDays = 30;
const day = 86_400_000;

/** Files in PEM form. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
  /** What a Go program gets as SSL_CERT_FILE: all that the system trusts, and this one. */
  readonly bundle: string;
}

/** Where Go looks for the system's authorities. @see https://go.dev/src/crypto/x509/root_linux.go */
const systemBundles = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/tls/cacert.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/** The paths, whether the files are there or not. */
export function certificatePaths(): Certificate {
  const folder = join(sandboxDirectory(), "certificate");
  return { certificate: join(folder, "certificate.pem"), key: join(folder, "key.pem"), bundle: join(folder, "bundle.pem") };
}

/**
 * Makes the certificate when there is none or it ends soon. The one before stays trusted, because a running set may
 * show it.
 */
export async function ensureCertificate(now = new Date()): Promise<Certificate> {
  const paths = certificatePaths();
  await withLock(`${paths.certificate}.lock`, async () => {
    const before = readIfThere(paths.certificate);
    if (before === undefined || readIfThere(paths.key) === undefined || daysLeft(before, now) < renewDays) {
      const { cert, private: key } = await generate([{ name: "commonName", value: "localhost" }], {
        algorithm: "sha256",
        keySize: 2048,
        notBeforeDate: new Date(now.getTime() - day),
        notAfterDate: new Date(now.getTime() + lifeDays * day),
        extensions: [
          { name: "basicConstraints", cA: true, critical: true },
          { name: "keyUsage", digitalSignature: true, keyEncipherment: true, keyCertSign: true, critical: true },
          { name: "extKeyUsage", serverAuth: true },
          {
            name: "subjectAltName",
            altNames: [
              { type: 2, value: "localhost" },
              { type: 7, ip: "127.0.0.1" },
            ],
          },
        ],
      });
      if (before !== undefined && daysLeft(before, now) > 0) writeAtomically(join(paths.certificate, "..", "previous.pem"), before);
      writeAtomically(paths.key, key, 0o600);
      writeAtomically(paths.certificate, cert);
    }
    const previous = readIfThere(join(paths.certificate, "..", "previous.pem")) ?? "";
    const parts = [systemAuthorities(), readIfThere(paths.certificate) ?? "", previous];
    writeIfDifferent(
      paths.bundle,
      parts
        .filter(Boolean)
        .map((part) => part.trim())
        .join("\n") + "\n",
    );
  });
  return paths;
}

function daysLeft(pem: string, now: Date): number {
  return (new Date(new X509Certificate(pem).validTo).getTime() - now.getTime()) / day;
}

function systemAuthorities(): string {
  const own = process.env["SSL_CERT_FILE"];
  // Inside `exec` the variable names our own bundle, which already holds the system's.
  const candidates =
    own !== undefined && !own.includes(".sandbox") && own !== certificatePaths().bundle ? [own, ...systemBundles] : systemBundles;
  for (const path of candidates) {
    const text = readIfThere(path);
    if (text !== undefined) return text;
  }
  return rootCertificates.join("\n");
}
