import { checked, graphType, guid, required } from "../body";
import { listed, param, type Context, type Routes } from "../context";
import type { AppRoleAssignment, ServicePrincipal } from "../entities";
import { badRequest, notFound } from "../graph-error";
import { entity } from "../query";
import { servicePrincipalOf } from "./service-principals";

const assignmentType = graphType(
  { appRoleId: guid, principalId: guid, resourceId: guid },
  "id principalDisplayName principalType resourceDisplayName",
);
/** Role of applications that define none. */
const DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";

/** `appRoleAssignedTo` of a service principal, and `appRoleAssignments` of users, groups and service principals. */
export const appRoleAssignments: Routes = (app, context) => {
  const { directory } = context;
  const table = directory.appRoleAssignments;

  app.get("/servicePrincipals/:id/appRoleAssignedTo", (request) => {
    const { id } = servicePrincipalOf(context, param(request, "id"));
    return listed(
      context,
      request,
      table.list().filter(({ resourceId }) => resourceId === id),
    );
  });

  app.get("/servicePrincipals/:id/appRoleAssignedTo/:assignment", (request) => {
    const { id } = servicePrincipalOf(context, param(request, "id"));
    const assignment = table.get(param(request, "assignment"));
    if (assignment.resourceId !== id) throw notFound(assignment.id);
    return entity(request, assignment);
  });

  app.post("/servicePrincipals/:id/appRoleAssignedTo", (request, reply) => {
    const { id } = servicePrincipalOf(context, param(request, "id"));
    const assignment = assigned(context, request.body);
    if (assignment.resourceId !== id) throw badRequest("The resourceId of the assignment is not the service principal's id.");
    return reply.code(201).send(entity(request, directory.assign(assignment)));
  });

  app.delete("/servicePrincipals/:id/appRoleAssignedTo/:assignment", (request, reply) => {
    servicePrincipalOf(context, param(request, "id"));
    const assignment = param(request, "assignment");
    if (!directory.unassign(assignment)) throw notFound(assignment);
    return reply.code(204).send();
  });

  for (const [path, principals] of [
    ["/users", directory.users],
    ["/groups", directory.groups],
    ["/servicePrincipals", directory.servicePrincipals],
  ] as const) {
    app.get(`${path}/:id/appRoleAssignments`, (request) => {
      const { id } = principals.get(param(request, "id"));
      return listed(
        context,
        request,
        table.list().filter(({ principalId }) => principalId === id),
      );
    });

    app.post(`${path}/:id/appRoleAssignments`, (request, reply) => {
      const { id } = principals.get(param(request, "id"));
      const assignment = assigned(context, request.body);
      if (assignment.principalId !== id) throw badRequest("The principalId of the assignment is not the id of the object in the path.");
      return reply.code(201).send(entity(request, directory.assign(assignment)));
    });

    app.delete(`${path}/:id/appRoleAssignments/:assignment`, (request, reply) => {
      principals.get(param(request, "id"));
      const assignment = param(request, "assignment");
      if (!directory.unassign(assignment)) throw notFound(assignment);
      return reply.code(204).send();
    });
  }
};

/** Checks an assignment as Entra does: principal, resource and role exist, fit together, and are not assigned yet. */
function assigned({ directory }: Context, sent: unknown): Omit<AppRoleAssignment, "id" | "createdDateTime"> {
  const body = checked(assignmentType, sent, "AppRoleAssignment");
  required(body, ["appRoleId", "principalId", "resourceId"], "AppRoleAssignment");
  const [appRoleId, principalId, resourceId] = ["appRoleId", "principalId", "resourceId"].map((name) =>
    String(body[name]).toLowerCase(),
  ) as [string, string, string];
  const principal = directory.find(principalId);
  const resource = directory.servicePrincipals.find(resourceId);
  // Entra's words for an object that is unknown or not replicated yet; the official provider repeats the request on
  // them.
  if (principal === undefined || principal.kind === "application" || resource === undefined)
    throw badRequest("Not a valid reference update.");
  refuseRole(resource, appRoleId, principal.kind === "servicePrincipal" ? "Application" : "User");
  if (principal.kind === "group" && !directory.groups.get(principalId).securityEnabled)
    throw badRequest("Only security-enabled groups can be assigned to an app role.");
  const taken = directory.appRoleAssignments
    .everything()
    .some((other) => other.appRoleId === appRoleId && other.principalId === principalId && other.resourceId === resourceId);
  if (taken) throw badRequest("Permission being assigned already exists on the object");
  return {
    appRoleId,
    principalDisplayName: (principal.object.displayName as string | null | undefined) ?? null,
    principalId,
    principalType: ({ user: "User", group: "Group", servicePrincipal: "ServicePrincipal" } as const)[principal.kind],
    resourceDisplayName: resource.displayName,
    resourceId,
  };
}

function refuseRole(resource: ServicePrincipal, appRoleId: string, memberType: "User" | "Application"): void {
  if (appRoleId === DEFAULT_ACCESS && !resource.appRoles.some((role) => role.allowedMemberTypes.includes(memberType))) return;
  const role = resource.appRoles.find(({ id }) => id === appRoleId);
  if (role === undefined || !role.isEnabled || !role.allowedMemberTypes.includes(memberType)) {
    throw badRequest(`Permission being assigned was not found on application '${resource.appId}'.`);
  }
}
