/**
 * "AWS IAM Identity Center" in Entra's gallery: the ids and names that Microsoft and AWS fixed, once for the program
 * and for `verify`.
 */

/** Application template; looked up by id, because its display name has changed before. */
export const IDENTITY_CENTER_TEMPLATE = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";

/** Synchronization template of the gallery app; `aws` would be the one for a single account. */
export const SYNCHRONIZATION_TEMPLATE = "aWSSingleSignon";

/** App role that a group is assigned to. `msiam_access` beside it is Entra's own and must not be changed. */
export const USER_APP_ROLE = "8774f594-1d59-4279-b9d9-59ef09a23530";

/** Display name of a slot's token signing certificate, which is how Entra tells it from another of the same end. */
export function certificateName(slot: string): string {
  return `CN=AWS IAM Identity Center ${slot}`;
}

/** Namespace of the claims that Entra sends by default. */
export const CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";

/**
 * NameID format that Identity Center takes. @see
 * https://repost.aws/knowledge-center/iam-troubleshoot-identity-center-sso
 */
export const NAME_ID_FORMAT = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";

/**
 * Claim of a session tag, its key after it. @see
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/attributesforaccesscontrol.html
 */
export const SESSION_TAG_CLAIM = "https://aws.amazon.com/SAML/Attributes/AccessControl:";
