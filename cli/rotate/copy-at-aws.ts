import { createHash, X509Certificate } from "node:crypto";
import type { CopyAtAws } from "../../access/rotation/certificate";
import type { SigningCertificate } from "../saml/certificates";
import type { HistoryEvent } from "./history";

/** A certificate's clock and CloudTrail's may differ by this much, in milliseconds. */
const SLACK = 60_000;

/**
 * Whether AWS has a copy of a certificate. AWS has no API that shows the copies, so CloudTrail is asked for the import;
 * what its event says of the certificate is not documented, so it is believed where it names this one, refused where it
 * names another, and taken for this one where it names none and came after the certificate was made.
 *
 * @param imports events of an import, newest first.
 * @param deletions events of a deletion, newest first.
 * @param word thumbprint that a person saw to be there.
 */
export function copyAtAws(
  certificate: SigningCertificate | undefined,
  imports: readonly HistoryEvent[],
  deletions: readonly HistoryEvent[],
  word: string | undefined,
): CopyAtAws {
  if (certificate === undefined) return { known: false, evidence: "there is no new certificate yet" };
  if (word !== undefined) return { known: true, evidence: `you say that AWS has ${word}` };
  const since = (certificate.begins?.getTime() ?? Number.NEGATIVE_INFINITY) - SLACK;
  const later = imports.filter(({ time }) => time.getTime() >= since).map((event) => ({ event, names: namedIn(event.said, certificate) }));
  const found = later.find(({ names }) => names === "this") ?? later.find(({ names }) => names === "nothing");
  if (found === undefined) {
    return {
      known: false,
      evidence:
        later.length === 0
          ? "CloudTrail knows of no import since the certificate was made"
          : `CloudTrail's import of ${later[0]!.event.time.toISOString()} was of another certificate`,
    };
  }
  const { event, names } = found;
  const by = event.user === undefined ? "" : ` by ${event.user}`;
  const gone = deletions.find(({ time, said }) => time > event.time && namedIn(said, certificate) !== "another");
  if (gone !== undefined) {
    return {
      known: false,
      evidence: `a certificate was deleted at ${gone.time.toISOString()}, after the import, and CloudTrail does not say that it was another`,
    };
  }
  return {
    known: true,
    evidence: `imported at ${event.time.toISOString()}${by}${names === "this" ? "" : "; CloudTrail does not say which certificate"}`,
  };
}

/** What an event's text says of certificates, in whatever form. */
function namedIn(said: string, { der, thumbprint }: SigningCertificate): "this" | "another" | "nothing" {
  const text = said.replace(/\\[nrt]|[\s:]/g, "");
  const lower = text.toLowerCase();
  const names = [thumbprint, ...(der === undefined ? [] : identitiesOf(der))].map((name) => name.toLowerCase());
  if ((der !== undefined && text.includes(der)) || names.some((name) => name !== "" && lower.includes(name))) return "this";
  // A certificate in base64 begins with MII; SHA-1 and SHA-256 have 40 and 64 digits.
  return /MII[A-Za-z0-9+/]{200,}|(?<![0-9a-f])([0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-f])/i.test(text) ? "another" : "nothing";
}

/** SHA-256 and serial number of a certificate; none of what is no certificate. */
function identitiesOf(der: string): string[] {
  const bytes = Buffer.from(der, "base64");
  try {
    return [createHash("sha256").update(bytes).digest("hex"), new X509Certificate(bytes).serialNumber];
  } catch {
    return [];
  }
}
