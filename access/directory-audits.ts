/**
 * One entry of Entra's directory audit log; only the fields that say who changed what, and when.
 *
 * @see https://learn.microsoft.com/graph/api/resources/directoryaudit
 */
export interface DirectoryAudit {
  /** ISO 8601, UTC. */
  readonly activityDateTime?: string;
  readonly activityDisplayName?: string;
  /** `success`, `failure` or `timeout`. */
  readonly result?: string;
  readonly initiatedBy?: {
    readonly user?: { readonly userPrincipalName?: string | null; readonly displayName?: string | null } | null;
    readonly app?: { readonly displayName?: string | null } | null;
  };
  readonly targetResources?: readonly {
    readonly id?: string | null;
    readonly displayName?: string | null;
    readonly type?: string | null;
  }[];
}

/** The activity by which somebody becomes a direct member of a group, dynamic groups included. */
export const ADD_MEMBER = "Add member to group";

/**
 * When each member was put into a group last: ISO 8601 by object id in lower case. Who is missing became a member
 * before the log's beginning, or minutes ago, as the log is late.
 */
export function membersSince(audits: readonly DirectoryAudit[], groupId: string): ReadonlyMap<string, string> {
  const since = new Map<string, string>();
  const group = groupId.toLowerCase();
  for (const { activityDateTime, activityDisplayName, result, targetResources = [] } of audits) {
    const targets = targetResources.map(({ id }) => (id ?? "").toLowerCase());
    if (activityDateTime === undefined || activityDisplayName !== ADD_MEMBER || result !== "success" || !targets.includes(group)) continue;
    for (const id of targets.filter((target) => target !== "" && target !== group)) {
      const before = since.get(id);
      if (before === undefined || Date.parse(before) < Date.parse(activityDateTime)) since.set(id, activityDateTime);
    }
  }
  return since;
}
