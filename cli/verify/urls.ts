/** SAML audience of Identity Center. @see https://docs.aws.amazon.com/singlesignon/latest/userguide/multi-region-workforce-access.html */
export function entityId(homeRegion: string, identityStoreId: string): string {
  return `https://${homeRegion}.signin.aws.amazon.com/platform/saml/${identityStoreId}`;
}

/** AWS access portal under the address that every instance has. */
export function accessPortal(identityStoreId: string): string {
  return `https://${identityStoreId}.awsapps.com/start`;
}

/** True for URLs that differ in nothing but a trailing slash or letter case of the host. */
export function sameUrl(left: string, right: string): boolean {
  return normal(left) === normal(right);
}

function normal(url: string): string {
  try {
    return new URL(url).href.replace(/\/$/, "");
  } catch {
    return url;
  }
}
