import type { Directory } from "../directory";
import type { AppRoleAssignment, Group, User } from "../entities";

/** Who is to be in the target. */
export interface Scope {
  readonly users: ReadonlyMap<string, User>;
  /** Groups with their direct user members; nested groups are not expanded. */
  readonly groups: ReadonlyMap<string, { readonly group: Group; readonly members: readonly User[] }>;
}

/**
 * The scope of a job.
 *
 * @param syncAll true: everybody. False: assigned users, assigned groups and the direct members of these, in so far as
 *   provisioning can see the assignment already
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works
 */
export function scopeOf(directory: Directory, servicePrincipalId: string, syncAll: boolean): Scope {
  const users = new Map<string, User>();
  const groups = new Map<string, { group: Group; members: User[] }>();
  const add = (group: Group): void => {
    const members = directory.relations.list(group.id, "members").flatMap((id) => directory.users.find(id) ?? []);
    groups.set(group.id, { group, members });
    for (const member of members) users.set(member.id, member);
  };
  if (syncAll) {
    for (const user of directory.users.list()) users.set(user.id, user);
    for (const group of directory.groups.list()) add(group);
    return { users, groups };
  }
  for (const { principalId, principalType } of visibleAssignments(directory, servicePrincipalId)) {
    const user = principalType === "User" ? directory.users.find(principalId) : undefined;
    const group = principalType === "Group" ? directory.groups.find(principalId) : undefined;
    if (user !== undefined) users.set(user.id, user);
    if (group !== undefined) add(group);
  }
  return { users, groups };
}

/** Assignments to the application that are old enough for provisioning to see them. */
function visibleAssignments(directory: Directory, servicePrincipalId: string): AppRoleAssignment[] {
  return directory.appRoleAssignments.list().filter(({ id, resourceId }) => resourceId === servicePrincipalId && directory.isSeen(id));
}
