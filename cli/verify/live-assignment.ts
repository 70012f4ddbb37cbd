import { isObjectId } from "../../access/settings/group";
import type { AssignmentSubject } from "../../access/unmanaged";
import type { LiveAssignment } from "../clouds/identity-center";
import type { Outcome } from "./check";
import type { VerifyContext } from "./context";
import { unreadItem } from "./items";

/** A live account assignment in people's names; an id stands where nothing has a name for it. */
export interface NamedAssignment {
  readonly permissionSet: string;
  readonly accountName: string;
  /** Display name of the group, or user name. */
  readonly principal: string;
  /** Whether Identity Center has no such group or user any more. */
  readonly gone: boolean;
  /**
   * Object id of the Entra group that provisioning made it from; undefined for users, and for groups of another origin.
   */
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

/** Sets, and sets in accounts, whose assignments could not be read. */
export interface UnreadPlaces {
  /** Whether nothing is known of a set in an account. */
  readonly has: (permissionSet: string, accountId: string) => boolean;
  /** One a place, by name. */
  readonly outcomes: readonly Outcome[];
}

/** Names what could not be read of the assignments. */
export async function unreadPlaces(context: VerifyContext): Promise<UnreadPlaces> {
  const [{ unread }, sets, { organization }] = await Promise.all([
    context.assignmentReading(),
    context.permissionSets(),
    context.organization(),
  ]);
  const nameOf = new Map(sets.map(({ arn, name }) => [arn, name]));
  const places = new Set(unread.map(({ permissionSetArn, accountId = "" }) => `${nameOf.get(permissionSetArn)} ${accountId}`));
  return {
    has: (permissionSet, accountId) => places.has(`${permissionSet} `) || places.has(`${permissionSet} ${accountId}`),
    outcomes: unread.map(({ permissionSetArn, accountId, error }) => {
      const account = organization.accounts.find(({ id }) => id === accountId);
      const where = accountId === undefined ? "" : ` in ${account?.name ?? "unknown account"} (${accountId})`;
      return unreadItem(`Who has ${nameOf.get(permissionSetArn) ?? permissionSetArn}${where}`, error);
    }),
  };
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
    gone: name === undefined,
    objectId: group?.externalIds.find(isObjectId),
    what: `The ${isUser ? "user" : "group"} "${principal}" has ${permissionSet} in ${accountName} (${accountId})`,
  };
}
