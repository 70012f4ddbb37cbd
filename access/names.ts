/**
 * Names of resources and derived things: made of names that people gave, so that adding one grant changes one resource.
 */
import type { Grant } from "./model";

/** What the management account's double of a permission set is called after: `Platform-Admin-Mgmt`. */
export const MANAGEMENT_SUFFIX = "-Mgmt";

/** Most characters in the name of a permission set. */
export const PERMISSION_SET_NAME_LIMIT = 32;

/** Name of the permission set that doubles another for the management account. */
export function managementTwinName(permissionSet: string): string {
  return `${permissionSet}${MANAGEMENT_SUFFIX}`;
}

/** Resource name of an account assignment: `Data-Analyst-RO/aws-analysts/123456789012`. */
export function assignmentName(grant: Pick<Grant, "group" | "permissionSet" | "accountId">): string {
  return `${grant.permissionSet}/${grant.group}/${grant.accountId}`;
}
