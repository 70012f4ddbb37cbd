import { during, isNotFound } from "../errors";
import { type Entity } from "../graph";
import { type AlsoRetry } from "../retry";
import { identity, output } from "../schema";
import { lastSegment, text } from "../values";
import { type ResourceType } from "./type";

/** The principal or the service principal is not known everywhere yet. */
const notReplicated: AlsoRetry = (status, code, message) =>
  status === 404 || (status === 400 && `${code} ${message}`.includes("Not a valid reference update"));

function path(id: string): string {
  return id.replace(/^\//, "");
}

/** `azuread:index/appRoleAssignment:AppRoleAssignment`. Every change replaces. */
export const appRoleAssignment: ResourceType = {
  schema: {
    appRoleId: identity,
    principalObjectId: identity,
    resourceObjectId: identity,
    principalDisplayName: output,
    principalType: output,
    resourceDisplayName: output,
  },
  minutes: { create: 5, delete: 5 },
  importId: {
    form: "/servicePrincipals/<uuid>/appRoleAssignedTo/<id>",
    pattern: /^\/servicePrincipals\/[0-9a-f-]{36}\/appRoleAssignedTo\/[^/]+$/i,
  },

  async create({ graph }, { planned }) {
    const resourceId = text(planned["resourceObjectId"]);
    const assigned = `servicePrincipals/${resourceId}/appRoleAssignedTo`;
    await during(
      `Service principal not found for resource (Object ID: "${resourceId}")`,
      graph.get("v1.0", `servicePrincipals/${resourceId}`),
    );
    const body = {
      "@odata.type": "#microsoft.graph.appRoleAssignment",
      appRoleId: text(planned["appRoleId"]),
      principalId: text(planned["principalObjectId"]),
      resourceId,
    };
    const made = await during("Could not create app role assignment", graph.post("v1.0", assigned, { body, alsoRetry: notReplicated }));
    return `/${assigned}/${text(made["id"])}`;
  },

  async read({ graph }, id) {
    let found: Entity;
    try {
      found = await graph.get("v1.0", path(id));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
    return {
      appRoleId: text(found["appRoleId"]),
      principalDisplayName: text(found["principalDisplayName"]),
      principalObjectId: text(found["principalId"]),
      principalType: text(found["principalType"]),
      resourceDisplayName: text(found["resourceDisplayName"]),
      resourceObjectId: text(found["resourceId"]),
    };
  },

  async delete({ graph }, id) {
    await during(`Could not remove app role assignment ${lastSegment(id)}`, graph.delete("v1.0", path(id)));
  },
};
