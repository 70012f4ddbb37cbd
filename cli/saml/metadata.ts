import { XMLParser, XMLValidator } from "fast-xml-parser";
import { Failure } from "../failure";
import { thumbprint } from "./certificates";

/** A signing certificate of a Federation Metadata document. */
export interface MetadataCertificate {
  /** SHA-1 in upper-case hex. */
  readonly thumbprint: string;
  /** Base64 DER. */
  readonly der: string;
}

/** What matters of a Federation Metadata document. */
export interface FederationMetadata {
  /** `https://sts.windows.net/<tenant>/`, with another host in national clouds. */
  readonly entityId: string;
  readonly signInUrl: string | undefined;
  /** Signing certificates of the SAML identity provider role, without repetitions. */
  readonly certificates: readonly MetadataCertificate[];
}

/** Whether an entity id is a tenant's: each of Microsoft's clouds has a host of its own before the tenant's id. */
export function isOfTenant(entityId: string, tenantId: string): boolean {
  return /^https:\/\/sts\.[a-z.]+\/[^/]+\/$/.test(entityId) && entityId.endsWith(`/${tenantId}/`);
}

interface KeyDescriptor {
  readonly "@use"?: string;
  readonly KeyInfo?: { readonly X509Data?: { readonly X509Certificate?: string } };
}

/**
 * Reads the SAML 2.0 identity provider's part of a Federation Metadata document.
 *
 * @throws Failure where the text is no such document.
 * @see https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf
 */
export function parseMetadata(xml: string): FederationMetadata {
  if (XMLValidator.validate(xml) !== true) throw new Failure("The answer is not XML, so it is no Federation Metadata.");
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    removeNSPrefix: true,
    parseTagValue: false,
    processEntities: false,
    isArray: (name) => ["KeyDescriptor", "SingleSignOnService"].includes(name),
  });
  const { EntityDescriptor: entity } = parser.parse(xml) as {
    EntityDescriptor?: {
      "@entityID"?: string;
      IDPSSODescriptor?: { KeyDescriptor?: KeyDescriptor[]; SingleSignOnService?: { "@Location"?: string }[] };
    };
  };
  const provider = entity?.IDPSSODescriptor;
  if (entity?.["@entityID"] === undefined || provider === undefined) {
    throw new Failure("The answer holds no SAML identity provider (IDPSSODescriptor), so it is no Federation Metadata.");
  }
  const certificates = (provider.KeyDescriptor ?? [])
    .filter((key) => key["@use"] === undefined || key["@use"] === "signing")
    .map((key) => key.KeyInfo?.X509Data?.X509Certificate?.replace(/\s+/g, ""))
    .filter((der): der is string => der !== undefined && der !== "");
  return {
    entityId: entity["@entityID"],
    signInUrl: provider.SingleSignOnService?.[0]?.["@Location"],
    certificates: [...new Set(certificates)].map((der) => ({ der, thumbprint: thumbprint(der) })),
  };
}
