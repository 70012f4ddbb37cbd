import assert from "node:assert/strict";
import { certificateEndings } from "../../../cli/expiry/live";
import type { SigningCertificate } from "../../../cli/saml/certificates";
import { parsed } from "../../access/fixtures";

const certificate = (thumbprint: string, ends: string, active: boolean): SigningCertificate => ({
  keyId: thumbprint,
  name: `CN=${thumbprint}`,
  thumbprint: thumbprint.repeat(4),
  ends: new Date(ends),
  der: undefined,
  active,
});

describe("certificates in the calendar", () => {
  it("say which signs now, and tell those of no slot", () => {
    const { enterpriseApp } = parsed();
    const found = certificateEndings(
      [
        certificate("AAAAAAAA", "2027-01-05T08:00:00Z", true),
        certificate("BBBBBBBB", "2029-09-30T00:00:00Z", false),
        certificate("CCCCCCCC", "2028-01-01T00:00:00Z", false),
      ],
      enterpriseApp,
    );
    assert.deepEqual(
      found.map(({ what, ends }) => [what, ends]),
      [
        ["SAML certificate CN=AAAAAAAA (AAAAAAAA…) in Entra, of no slot, which signs now", "2027-01-05"],
        ["SAML certificate CN=CCCCCCCC (CCCCCCCC…) in Entra, of no slot", "2028-01-01"],
      ],
    );
  });

  it("take the place of the slot's own entry where it signs", () => {
    const [only, ...others] = certificateEndings([certificate("AAAAAAAA", "2029-09-30T00:00:00Z", true)], parsed().enterpriseApp);
    assert.deepEqual(others, []);
    assert.equal(only?.id, "saml-certificate-2026");
    assert.equal(only.what, "SAML signing certificate of slot 2026 in Entra, which signs now");
  });
});
