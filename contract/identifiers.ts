/** Forms of identifiers that the clouds give. */

/** An AWS account's id: twelve digits, leading zeros kept. */
export const ACCOUNT_ID = /^\d{12}$/;

/** A directory, tenant, object or workspace id of Microsoft's in the form of a UUID, whatever its version. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
