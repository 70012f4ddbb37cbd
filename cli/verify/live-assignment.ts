import { isObjectId } from "../../access/settings/group";
import type { AssignmentSubject } from "../../access/unmanaged";
import type { LiveAssignment } from "../clouds/identity-center";
import type { VerifyContext } from "./context";

/** A live account assignment in people's names; an id stands where nothing has a name for it. */
export interface NamedAssignment {
  readonly permissionSet: string;
  readonly accountName: string;
  /** Display name of the group, or user name. */
  readonly principal: string;
  /** Object id of the Entra group that provisioning made it from; undefined for users, and for groups of another origin. */
  readonly objectId: string | undefined;
  /** Who has what where, as the beginning of a sentence. */
  readonly what: string;
}

/** A live assignment as `federation:unmanaged` sees it. */
export function unmanagedSubject(
  { permissionSet, principal, objectId }: NamedAssignment,
  { accountId, principalType, principalId }: LiveAssignment,
): AssignmentSubject {
  const names = [principal, principalId, ...(objectId === undefined ? [] : [objectId])];
  return { permissionSet, accountId, principal: { type: principalType === "USER" ? "USER" : "GROUP", names } };
}

/** Names an assignment from what is read already; asks one call more for a user. */
export async function nameAssignment(
  context: VerifyContext,
  { permissionSetArn, accountId, principalType, principalId }: LiveAssignment,
): Promise<NamedAssignment> {
  const [sets, groups, { organization }] = await Promise.all([context.permissionSets(), context.storeGroups(), context.organization()]);
  const permissionSet = sets.find(({ arn }) => arn === permissionSetArn)?.name ?? permissionSetArn;
  const accountName = organization.accounts.find(({ id }) => id === accountId)?.name ?? "unknown account";
  const isUser = principalType === "USER";
  const group = isUser ? undefined : groups.find(({ groupId }) => groupId === principalId);
  const name = isUser ? await context.userName(principalId) : group?.displayName;
  const principal = name ?? principalId;
  return {
    permissionSet,
    accountName,
    principal,
    objectId: group?.externalIds.find(isObjectId),
    what: `The ${isUser ? "user" : "group"} "${principal}" has ${permissionSet} in ${accountName} (${accountId})`,
  };
}
