import { accessPortal, entityId } from "../access/identity-center-urls";
import { federationMetadataUrl, MICROSOFT_CLOUDS } from "../access/microsoft-cloud";
import type { Settings } from "../access/settings";
import type { IdentityCenterInstance } from "./aws/identity-center";

/** Addresses that both sides agree on. */
export interface FederationUrls {
  /** SAML audience of Identity Center. */
  readonly entityId: string;
  /** Where people sign in. */
  readonly accessPortal: string;
  /**
   * Federation Metadata XML of the app, which AWS takes. Without `appid` it would carry the tenant's certificates, not
   * the app's.
   */
  readonly federationMetadata: (clientId: string) => string;
}

/**
 * Derives the addresses from settings and instance.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/multi-region-workforce-access.html
 * @see https://learn.microsoft.com/graph/application-saml-sso-configure-api
 */
export function urlsOf(
  { homeRegion, tenantId, microsoftCloud, identityCenter }: Settings,
  { identityStoreId }: IdentityCenterInstance,
): FederationUrls {
  return {
    entityId: entityId(homeRegion, identityStoreId),
    accessPortal: identityCenter.accessPortalUrl ?? accessPortal(homeRegion, identityStoreId),
    federationMetadata: (clientId) => federationMetadataUrl(MICROSOFT_CLOUDS[microsoftCloud].loginEndpoint, tenantId, clientId),
  };
}
