import type { DirectoryAudit } from "../access/directory-audits";
import { odataLiteral, type GraphClient } from "./client";

/** Days that Entra keeps its audit log with P1 or P2; 7 without. */
export const AUDIT_DAYS = 30;

/** What is looked for. */
export interface AuditQuestion {
  /** Name of the activity, such as `Add member to group`; absent: whatever was done. */
  readonly activity?: string;
  /** Object id of something that the activity was about. */
  readonly targetId: string;
  readonly since: Date;
}

/**
 * Entries of the tenant's directory audit log about one object, a call a page; needs AuditLog.Read.All (UNVERIFIED
 * whether Directory.Read.All beside it, as Microsoft's page says, where Group.Read.All is there). An entry comes
 * minutes after what it tells.
 *
 * @see https://learn.microsoft.com/graph/api/directoryaudit-list
 * @throws GraphError 403 without the permission
 */
export function directoryAudits(graph: Pick<GraphClient, "list">, question: AuditQuestion): Promise<DirectoryAudit[]> {
  return graph.list(`${pathOf(question)}&$top=999`);
}

/** The latest entries, in one call; see {@link directoryAudits}. */
export async function latestAudits(
  graph: Pick<GraphClient, "get">,
  question: AuditQuestion,
  most: number,
): Promise<readonly DirectoryAudit[]> {
  const path = `${pathOf(question)}&$orderby=activityDateTime%20desc&$top=${most}`;
  const { value = [] } = await graph.get<{ value?: readonly DirectoryAudit[] }>(path);
  return value;
}

function pathOf({ activity, targetId, since }: AuditQuestion): string {
  const clauses = [
    ...(activity === undefined ? [] : [`activityDisplayName eq ${odataLiteral(activity)}`]),
    `activityDateTime ge ${since.toISOString()}`,
    `targetResources/any(t:t/id eq ${odataLiteral(targetId)})`,
  ];
  return `/auditLogs/directoryAudits?$filter=${clauses.join(" and ").replaceAll(" ", "%20")}`;
}
