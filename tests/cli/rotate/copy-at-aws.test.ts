import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { generate } from "selfsigned";
import { copyAtAws } from "../../../cli/rotate/copy-at-aws";
import type { HistoryEvent } from "../../../cli/rotate/history";
import { pem, thumbprint, type SigningCertificate } from "../../../cli/saml/certificates";

/**
 * What the console's events say of a certificate is not documented: every likely form of it is understood, and none at
 * all is said.
 */
describe("AWS's copy of a certificate, by CloudTrail", () => {
  const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 23, 8, minute));
  let certificate: SigningCertificate;
  let another: string;
  before(async () => {
    const [one, two] = await Promise.all([1, 2].map(() => generate([{ name: "commonName", value: "x" }], { keySize: 2048 })));
    const der = plain(one!.cert);
    another = plain(two!.cert);
    certificate = { keyId: "k", name: "CN=x", thumbprint: thumbprint(der), ends: at(59), begins: at(0), der, active: false };
  });
  const plain = (cert: string): string => cert.replace(/-----[A-Z ]+-----|\s/g, "");
  const event = (minute: number, requestParameters: unknown = { directoryId: "d-9367abcdef" }): HistoryEvent => ({
    name: "ImportExternalIdPCertificate",
    time: at(minute),
    user: "operator",
    said: JSON.stringify({ requestParameters, responseElements: null }),
    failed: false,
  });
  const known = (imports: HistoryEvent[], deletions: HistoryEvent[] = []): boolean =>
    copyAtAws(certificate, imports, deletions, undefined).known;

  it("is known by the certificate's text, its SHA-1, SHA-256 or serial number, in any spelling", () => {
    const sha256 = createHash("sha256").update(Buffer.from(certificate.der!, "base64")).digest("hex");
    for (const value of [
      certificate.der!,
      pem(certificate.der!),
      certificate.thumbprint.toLowerCase(),
      certificate.thumbprint.replace(/(..)(?=.)/g, "$1:"),
      sha256,
      new X509Certificate(Buffer.from(certificate.der!, "base64")).serialNumber,
    ])
      assert.equal(known([event(5, { certificate: value })]), true, value);
  });

  it("is not the copy of another, in whatever form that one is named", () => {
    for (const value of [another, pem(another), thumbprint(another), createHash("sha256").update(another).digest("hex")]) {
      assert.equal(known([event(5, { certificate: value })]), false, value);
      assert.equal(known([event(6, { certificate: value }), event(5, { certificate: certificate.der })]), true);
    }
  });

  it("is taken from an import that names none and came after the certificate was made; never from an earlier one", () => {
    assert.equal(known([event(5)]), true);
    assert.match(copyAtAws(certificate, [event(5)], [], undefined).evidence, /by operator; CloudTrail does not say which certificate$/);
    assert.equal(known([event(-5)]), false);
    assert.equal(known([]), false);
  });

  it("is doubted once something was deleted after the import, unless that was another", () => {
    assert.equal(known([event(5)], [event(6)]), false);
    assert.equal(known([event(7), event(5)], [event(6)]), true);
    assert.equal(known([event(5)], [event(6, { certificate: another })]), true);
    assert.equal(known([event(5)], [event(6, { certificate: certificate.der })]), false);
  });

  it("may be a person's word", () => {
    assert.deepEqual(copyAtAws(certificate, [], [], certificate.thumbprint), {
      known: true,
      evidence: `you say that AWS has ${certificate.thumbprint}`,
    });
    assert.equal(copyAtAws(undefined, [event(5)], [], undefined).known, false);
  });
});
