/**
 * The directory's audit log: an entry for each change that came through Graph, of the objects that a federation has;
 * memberships are in directory-audit.ts.
 * Names of activities as in Microsoft's reference; those of provisioning are UNVERIFIED.
 *
 * @see https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities
 * @see https://learn.microsoft.com/graph/api/resources/directoryaudit
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Directory } from "./directory";
import { recordChange } from "./directory-audit";

/** An object that was changed, as the log names it. */
interface Target {
  readonly id: string;
  readonly displayName: string | null;
  readonly type: string;
  readonly modifiedProperties: readonly [];
}

interface Kind {
  readonly method: string;
  /** Of the path below the version; its first group is the object's id. */
  readonly path: RegExp;
  readonly activity: string;
  readonly category: string;
  readonly service: string;
  readonly type: string;
}

const CORE = { service: "Core Directory" } as const;
const APPS = { ...CORE, category: "ApplicationManagement" } as const;
const POLICY = { ...CORE, category: "Policy", type: "Policy" } as const;
const ACCESS = { service: "Conditional Access", category: "Policy", type: "Policy" } as const;
const SYNC = { service: "Account Provisioning", category: "ProvisioningManagement", type: "ServicePrincipal" } as const;
const APP_ROLE = { ...APPS, type: "ServicePrincipal" } as const;
const JOB = "^/servicePrincipals/([^/]+)/synchronization/jobs/[^/]+";

const KINDS: readonly Kind[] = [
  { method: "PATCH", path: /^\/applications\/([^/]+)$/, activity: "Update application", ...APPS, type: "Application" },
  { method: "DELETE", path: /^\/applications\/([^/]+)$/, activity: "Delete application", ...APPS, type: "Application" },
  { method: "PATCH", path: /^\/servicePrincipals\/([^/]+)$/, activity: "Update service principal", ...APPS, type: "ServicePrincipal" },
  { method: "POST", path: /^\/servicePrincipals\/([^/]+)\/appRoleAssignedTo$/, activity: "Add app role assignment", ...APP_ROLE },
  { method: "DELETE", path: /^\/servicePrincipals\/([^/]+)\/appRoleAssignedTo\//, activity: "Remove app role assignment", ...APP_ROLE },
  {
    method: "POST",
    path: /^\/servicePrincipals\/([^/]+)\/claimsMappingPolicies\//,
    activity: "Add policy to service principal",
    ...APP_ROLE,
  },
  { method: "DELETE", path: /^\/servicePrincipals\/([^/]+)\/claimsMappingPolicies\//, activity: "Remove policy from service principal", ...APP_ROLE }, // prettier-ignore
  { method: "PATCH", path: /^\/policies\/claimsMappingPolicies\/([^/]+)$/, activity: "Update policy", ...POLICY },
  { method: "DELETE", path: /^\/policies\/claimsMappingPolicies\/([^/]+)$/, activity: "Delete policy", ...POLICY },
  { method: "PATCH", path: /^\/identity\/conditionalAccess\/policies\/([^/]+)$/, activity: "Update conditional access policy", ...ACCESS },
  { method: "DELETE", path: /^\/identity\/conditionalAccess\/policies\/([^/]+)$/, activity: "Delete conditional access policy", ...ACCESS },
  { method: "PATCH", path: /^\/identity\/conditionalAccess\/namedLocations\/([^/]+)$/, activity: "Update named location", ...ACCESS },
  { method: "DELETE", path: /^\/identity\/conditionalAccess\/namedLocations\/([^/]+)$/, activity: "Delete named location", ...ACCESS },
  { method: "PUT", path: /^\/servicePrincipals\/([^/]+)\/synchronization\/secrets$/, activity: "Update provisioning setting or credentials", ...SYNC }, // prettier-ignore
  { method: "PUT", path: new RegExp(`${JOB}/schema$`), activity: "Update attribute mappings or scope", ...SYNC },
  { method: "POST", path: new RegExp(`${JOB}/pause$`), activity: "Disable/pause provisioning configuration", ...SYNC },
  { method: "POST", path: new RegExp(`${JOB}/(?:start|restart)$`), activity: "Enable/start provisioning configuration", ...SYNC },
];

/** Writes down what comes through Graph from here on. */
export function auditChanges(graph: FastifyInstance, directory: Directory): void {
  const underWay = new WeakMap<FastifyRequest, { readonly kind: Kind; readonly targets: readonly Target[] }>();
  // Before the change: what is deleted has its name still.
  graph.addHook("preHandler", async (request) => {
    const path = request.url.split("?")[0]!.replace(/^\/v1\.0/i, "");
    const kind = KINDS.find((each) => each.method === request.method && each.path.test(path));
    if (kind === undefined) return;
    const id = kind.path.exec(path)![1]!;
    underWay.set(request, { kind, targets: [target(directory, kind.type, id), ...principalOf(directory, request, path)] });
  });
  graph.addHook("onResponse", async (request, reply) => {
    const change = underWay.get(request);
    if (change === undefined || reply.statusCode >= 300) return;
    const { kind, targets } = change;
    recordChange(directory, request, {
      category: kind.category,
      activityDisplayName: kind.activity,
      loggedByService: kind.service,
      operationType: { POST: "Add", DELETE: "Delete" }[kind.method] ?? "Update",
      targetResources: targets,
    });
  });
}

function target(directory: Directory, type: string, id: string): Target {
  const policies = [directory.conditionalAccessPolicies, directory.namedLocations, directory.claimsMappingPolicies];
  const object = directory.find(id)?.object ?? policies.map((table) => table.find(id)).find((found) => found !== undefined);
  return { id, displayName: (object as { displayName?: string } | undefined)?.displayName ?? null, type, modifiedProperties: [] };
}

/** Who is assigned to an application, or no longer. */
function principalOf(directory: Directory, { method, body }: FastifyRequest, path: string): Target[] {
  const removed = /\/appRoleAssignedTo\/([^/]+)$/.exec(path)?.[1];
  const assigned = method === "POST" && path.endsWith("/appRoleAssignedTo") ? (body as { principalId?: string } | undefined) : undefined;
  const id = removed === undefined ? assigned?.principalId : directory.appRoleAssignments.find(removed)?.principalId;
  if (typeof id !== "string") return [];
  return [target(directory, directory.find(id.toLowerCase())?.kind === "user" ? "User" : "Group", id.toLowerCase())];
}
