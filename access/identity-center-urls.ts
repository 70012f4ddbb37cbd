import { partitionOf, signInDomain } from "../contract/partition";

/**
 * SAML audience of Identity Center. @see
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/multi-region-workforce-access.html
 */
export function entityId(homeRegion: string, identityStoreId: string): string {
  return `https://${homeRegion}.${signInDomain(partitionOf(homeRegion))}/platform/saml/${identityStoreId}`;
}

/** AWS access portal under the address that every instance has. */
export function accessPortal(region: string, identityStoreId: string): string {
  switch (partitionOf(region)) {
    case "aws":
      return `https://${identityStoreId}.awsapps.com/start`;
    case "aws-us-gov":
      return `https://start.us-gov-home.awsapps.com/directory/${identityStoreId}`;
    case "aws-cn":
      return `https://start.home.awsapps.cn/directory/${identityStoreId}`;
  }
}
