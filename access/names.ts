/**
 * Names of resources and derived things: made of what nobody else can rename, so that adding one grant changes one
 * resource, and renaming a group changes none.
 */

/** What the management account's double of a permission set is called after: `Platform-Admin-Mgmt`. */
export const MANAGEMENT_SUFFIX = "-Mgmt";

/** Most characters in the name of a permission set. */
export const PERMISSION_SET_NAME_LIMIT = 32;

/** Name of the permission set that doubles another for the management account. */
export function managementCopyName(permissionSet: string): string {
  return `${permissionSet}${MANAGEMENT_SUFFIX}`;
}

/** What an account assignment is, whatever its group is called. */
export interface AssignmentIdentity {
  readonly permissionSet: string;
  /** Entra object id of the group. */
  readonly groupId: string;
  readonly accountId: string;
}

/** Resource name of an account assignment: `Data-Analyst-RO/3f0c…/123456789012`. */
export function assignmentName({ permissionSet, groupId, accountId }: AssignmentIdentity): string {
  return `${permissionSet}/${groupId.toLowerCase()}/${accountId}`;
}
