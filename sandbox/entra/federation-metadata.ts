import { XMLBuilder } from "fast-xml-parser";

const PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
const BINDINGS = "urn:oasis:names:tc:SAML:2.0:bindings";

/**
 * The IdP's SAML metadata of one application, as Entra publishes it at `federationmetadata.xml?appid=…`.
 *
 * @param certificates base64 DER of the certificates that may sign assertions, the active one first
 * @see https://learn.microsoft.com/entra/identity-platform/federation-metadata
 */
export function federationMetadata(tenantId: string, certificates: readonly string[]): string {
  const endpoint = `https://login.microsoftonline.com/${tenantId}/saml2`;
  const service = (binding: string): object => ({ "@Binding": `${BINDINGS}:${binding}`, "@Location": endpoint });
  const document = {
    "?xml": { "@version": "1.0", "@encoding": "utf-8" },
    EntityDescriptor: {
      "@ID": `_${tenantId}`,
      "@entityID": `https://sts.windows.net/${tenantId}/`,
      "@xmlns": "urn:oasis:names:tc:SAML:2.0:metadata",
      IDPSSODescriptor: {
        "@protocolSupportEnumeration": PROTOCOL,
        KeyDescriptor: certificates.map((certificate) => ({
          "@use": "signing",
          KeyInfo: { "@xmlns": "http://www.w3.org/2000/09/xmldsig#", X509Data: { X509Certificate: certificate } },
        })),
        SingleLogoutService: [service("HTTP-Redirect")],
        NameIDFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
        SingleSignOnService: [service("HTTP-Redirect"), service("HTTP-POST")],
      },
    },
  };
  return new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: "@", suppressEmptyNode: true }).build(document);
}
