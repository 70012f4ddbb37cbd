/**
 * The directory's audit log: who changed what, and when; and of which membership.
 *
 * @see https://learn.microsoft.com/graph/api/resources/directoryaudit
 */
import { randomUUID } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Directory } from "./directory";

/** Names of the activities that are logged. @see https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities */
export type MembershipActivity = "Add member to group" | "Remove member from group";

/** What an entry says of one change. */
export interface AuditedChange {
  readonly category: string;
  readonly activityDisplayName: string;
  readonly loggedByService: string;
  readonly operationType: string;
  readonly targetResources: readonly object[];
}

/** Entries that are kept. */
const LENGTH = 5000;

/** Appends a change that the caller of a request made. */
export function recordChange(directory: Directory, request: FastifyRequest, change: AuditedChange): void {
  directory.directoryAudits.push({
    id: `Directory_${randomUUID()}`,
    correlationId: randomUUID(),
    result: "success",
    resultReason: "",
    activityDateTime: directory.clock.now().toISOString(),
    initiatedBy: initiator(directory, request),
    additionalDetails: [],
    ...change,
  } as { id: string });
  if (directory.directoryAudits.length > LENGTH) directory.directoryAudits.shift();
}

/** Appends a change of a group's direct members, as the caller of a request made it. */
export function recordMembership(
  directory: Directory,
  request: FastifyRequest,
  activityDisplayName: MembershipActivity,
  groupId: string,
  memberId: string,
): void {
  const group = directory.groups.find(groupId);
  const member = directory.find(memberId);
  const added = activityDisplayName === "Add member to group";
  // Entra writes values as JSON: a text in quotes.
  const changed = (displayName: string, value: string | undefined): object => {
    const text = value === undefined ? null : JSON.stringify(value);
    return { displayName, oldValue: added ? null : text, newValue: added ? text : null };
  };
  recordChange(directory, request, {
    category: "GroupManagement",
    activityDisplayName,
    loggedByService: "Core Directory",
    operationType: added ? "Assign" : "Unassign",
    targetResources: [
      {
        id: member?.object.id ?? memberId,
        displayName: null,
        type: TYPES[member?.kind ?? "user"],
        userPrincipalName: (member?.object as { userPrincipalName?: string } | undefined)?.userPrincipalName ?? null,
        groupType: null,
        modifiedProperties: [changed("Group.ObjectID", group?.id ?? groupId), changed("Group.DisplayName", group?.displayName)],
      },
      { id: group?.id ?? groupId, displayName: null, type: "Group", userPrincipalName: null, groupType: "azureAD", modifiedProperties: [] },
    ],
  });
}

const TYPES = { user: "User", group: "Group", servicePrincipal: "ServicePrincipal", application: "Application" } as const;

/** Who the request's token is of: an application, as all callers here are, or a user. */
function initiator(directory: Directory, request: FastifyRequest): object {
  const payload = /^Bearer\s+[^.]*\.([^.]*)\./i.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const {
    oid = "",
    appid,
    idtyp,
    upn,
  } = JSON.parse(Buffer.from(payload, "base64url").toString("utf8") || "{}") as Record<string, string | undefined>;
  const principal = directory.find(oid)?.object;
  const displayName = typeof principal?.displayName === "string" ? principal.displayName : null;
  return idtyp === "app" || upn === undefined
    ? { user: null, app: { appId: appid ?? null, displayName, servicePrincipalId: oid, servicePrincipalName: null } }
    : { app: null, user: { id: oid, displayName, userPrincipalName: upn, ipAddress: request.ip, userType: null } };
}
