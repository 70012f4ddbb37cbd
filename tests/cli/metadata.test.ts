import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { isOfTenant, parseMetadata } from "../../cli/saml/metadata";
import { federationMetadataUrl, MICROSOFT_CLOUDS } from "../../access/microsoft-cloud";
import { atLoginEndpoint } from "../../cli/saml/download";
import { signingCertificates } from "../../cli/saml/certificates";

const der = Buffer.from("certificate one").toString("base64");
const other = Buffer.from("certificate two").toString("base64");
const key = (use: string, text: string) =>
  `<KeyDescriptor use="${use}"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${text}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`;
const metadata = (keys: string) =>
  `<?xml version="1.0"?><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://sts.windows.net/t/">
   <RoleDescriptor xmlns:fed="http://docs.oasis-open.org/wsfed/federation/200706">${key("signing", other)}</RoleDescriptor>
   <IDPSSODescriptor>${keys}<SingleSignOnService Location="https://login.example/t/saml2"/></IDPSSODescriptor></EntityDescriptor>`;
const sha1 = (text: string) => createHash("sha1").update(Buffer.from(text, "base64")).digest("hex").toUpperCase();

describe("Federation Metadata", () => {
  it("gives the SAML provider's signing certificates, line breaks and repetitions removed", () => {
    const broken = `${der.slice(0, 5)}\n  ${der.slice(5)}`;
    assert.deepEqual(parseMetadata(metadata(key("signing", broken) + key("signing", der) + key("encryption", other))), {
      entityId: "https://sts.windows.net/t/",
      signInUrl: "https://login.example/t/saml2",
      certificates: [{ der, thumbprint: sha1(der) }],
    });
  });

  for (const [what, text] of [
    ["HTML of a sign-in page", "<html><body>Sign in</body></html>"],
    ["no XML at all", "not found"],
  ] as const) {
    it(`is refused where it is ${what}`, () => assert.throws(() => parseMetadata(text), /it is no Federation Metadata\.$/));
  }

  it("is of a tenant by the end of its entity id, in every cloud of Microsoft's", () => {
    for (const [entityId, expected] of [
      ["https://sts.windows.net/t/", true],
      ["https://sts.chinacloudapi.cn/t/", true],
      ["https://sts.windows.net/t2/", false],
      ["https://sts.windows.net/other/t/", false],
      ["https://login.example.com/t/", false],
    ] as const)
      assert.equal(isOfTenant(entityId, "t"), expected, entityId);
  });

  it("has the application's id in its URL, and moves to another login endpoint with it", () => {
    const url = federationMetadataUrl(MICROSOFT_CLOUDS.global.loginEndpoint, "t", "app");
    assert.equal(url, "https://login.microsoftonline.com/t/federationmetadata/2007-06/federationmetadata.xml?appid=app");
    assert.equal(
      atLoginEndpoint(url, "https://localhost:8443"),
      "https://localhost:8443/t/federationmetadata/2007-06/federationmetadata.xml?appid=app",
    );
  });
});

describe("signing certificates of a service principal", () => {
  it("are told by their key, else by the custom key identifier in hex or base64; the active one first", () => {
    const hex = sha1(other);
    const credential = (keyId: string, more: object) => ({ keyId, usage: "Verify" as const, endDateTime: "2029-09-30T00:00:00Z", ...more });
    const found = signingCertificates({
      id: "sp",
      appId: "app",
      preferredTokenSigningKeyThumbprint: hex.toLowerCase(),
      keyCredentials: [
        credential("1", { key: der }),
        { ...credential("2", { key: der }), usage: "Sign" },
        credential("3", { customKeyIdentifier: Buffer.from(hex, "hex").toString("base64") }),
        credential("4", { customKeyIdentifier: sha1(der) }),
      ],
    });
    assert.deepEqual(
      found.map(({ keyId, thumbprint, active }) => [keyId, thumbprint, active]),
      [
        ["3", hex, true],
        ["1", sha1(der), false],
        ["4", sha1(der), false],
      ],
    );
  });
});
