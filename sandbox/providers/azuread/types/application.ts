import { randomUUID } from "node:crypto";
import { during, isNotFound } from "../errors";
import { type Entity, type Graph } from "../graph";
import { firstOwners, addReference, ownersOf, updateOwners } from "../owners";
import { type AlsoRetry } from "../retry";
import { flag, lastSegment, object, objects, text } from "../values";
import { disableRemoved } from "./application-permissions";
import { applicationFromGraph, applicationSchema, applicationToGraph, applicationType } from "./application-model";
import { tagsToSend } from "./feature-tags";
import { untilGone } from "./gone";
import { type Cloud, type Plan, type ResourceType } from "./type";

/** Resource id of an application. */
export function applicationId(objectId: string): string {
  return `/applications/${objectId}`;
}

/** An application that is not replicated yet, or in the middle of another change. */
const notSettled: AlsoRetry = (status, _code, message) =>
  status === 404 ||
  status === 409 ||
  (status === 400 && message.includes("Permission (scope or role) cannot be deleted or updated unless disabled first"));

/**
 * Makes an application from the gallery. Until the update that follows it is called TERRAFORM_INSTANTIATE_<uuid>, and
 * that is what a process that dies here leaves behind: neither Graph's answer nor its errors are trusted to tell
 * whether the application was made.
 */
async function instantiate(graph: Graph, templateId: string): Promise<string> {
  await during(`Retrieving application template ${templateId}`, graph.get("v1.0", `applicationTemplates/${templateId}`));
  const temporary = `TERRAFORM_INSTANTIATE_${randomUUID()}`;
  await during(
    "Could not instantiate application from template",
    graph.post("v1.0", `applicationTemplates/${templateId}/instantiate`, { body: { displayName: temporary } }).catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
    }),
  );
  let app: Entity | undefined;
  await graph.operation.untilSteady(
    `Waiting for application from template ${templateId}`,
    async () => {
      const $filter = `applicationTemplateId eq '${templateId}' and displayName eq '${temporary}'`;
      const hits = await graph.list("v1.0", "applications", { query: { $filter } });
      app = hits.find(
        (hit) => text(hit["appId"]) !== "" && hit["applicationTemplateId"] === templateId && hit["displayName"] === temporary,
      );
      return app !== undefined;
    },
    { times: 1 },
  );
  const objectId = text(app?.["id"]);
  await graph.operation.untilSteady(`Waiting for creation of ${applicationId(objectId)}`, () => exists(graph, `applications/${objectId}`));
  await graph.operation.untilSteady(
    `Waiting for the service principal of ${applicationId(objectId)}`,
    async () => {
      const hits = await graph.list("v1.0", "servicePrincipals", { query: { $filter: `appId eq '${text(app?.["appId"])}'` } });
      return hits.some((hit) => hit["appId"] === app?.["appId"] && hit["applicationTemplateId"] === templateId);
    },
    { times: 1 },
  );
  return objectId;
}

/** True when a GET of `path` succeeds, false when it is not there. */
export async function exists(graph: Graph, path: string): Promise<boolean> {
  try {
    await graph.get("v1.0", path);
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

async function update(graph: Graph, objectId: string, plan: Plan): Promise<void> {
  const { planned, changed } = plan;
  const path = `applications/${objectId}`;
  if (changed("appRoles")) await disableRemoved(graph, objectId, "appRoles", planned["appRoles"]);
  if (changed("api.oauth2PermissionScopes")) {
    await disableRemoved(graph, objectId, "oauth2PermissionScopes", object(planned["api"])?.["oauth2PermissionScopes"]);
  }
  const body = applicationToGraph(planned, tagsToSend(planned, changed("featureTags")), changed);
  await during(`Could not update application with object ID: "${objectId}"`, graph.patch("v1.0", path, body));
  if (changed("oauth2PostResponseRequired")) {
    await graph.patch("beta", path, {
      "@odata.type": applicationType,
      oauth2RequirePostResponse: flag(planned["oauth2PostResponseRequired"]),
    });
  }
  await updateOwners(graph, "v1.0", path, plan);
}

async function createPlain({ graph, session }: Cloud, plan: Plan, made: (id: string) => void): Promise<string> {
  const { planned } = plan;
  const { first, rest, callerStays } = firstOwners(planned, session.callerObjectId);
  const body = applicationToGraph(planned, tagsToSend(planned, true), () => true);
  const temporary = `TERRAFORM_UPDATE_${randomUUID()}`;
  const app = await during(
    "Could not create application",
    graph.post("v1.0", "applications", {
      body: {
        ...body,
        displayName: text(planned["displayName"]),
        "owners@odata.bind": first.map((id) => graph.objectReference("v1.0", id)),
      },
    }),
  );
  const objectId = text(app["id"]);
  made(applicationId(objectId));
  const path = `applications/${objectId}`;
  for (const displayName of [temporary, text(planned["displayName"])]) {
    await during(
      "Failed to patch application after creating",
      graph.patch("v1.0", path, { "@odata.type": applicationType, displayName }, { alsoRetry: notSettled }),
    );
  }
  for (const owner of rest) await addReference(graph, "v1.0", `${path}/owners`, owner);
  if (!callerStays) {
    await during(
      `Could not remove initial owner from application with object ID: "${objectId}"`,
      graph.delete("v1.0", `${path}/owners/${session.callerObjectId}/$ref`),
    );
  }
  return applicationId(objectId);
}

/** `azuread:index/application:Application`, plain or from the gallery. */
export const application: ResourceType = {
  schema: applicationSchema,
  minutes: { create: 10, update: 10, delete: 5 },
  importId: { form: "/applications/<uuid>", pattern: /^\/applications\/[0-9a-f-]{36}$/i },

  async create(cloud, plan, made) {
    const templateId = text(plan.planned["templateId"]);
    if (templateId === "") return createPlain(cloud, plan, made);
    const objectId = await instantiate(cloud.graph, templateId);
    made(applicationId(objectId));
    await update(cloud.graph, objectId, plan);
    return applicationId(objectId);
  },

  async read({ graph }, id) {
    const objectId = lastSegment(id);
    let app: Entity;
    try {
      app = await graph.get("v1.0", `applications/${objectId}`);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
    const beta = await graph.get("beta", `applications/${objectId}`, { query: { $select: "oauth2RequirePostResponse" } });
    const owners = await ownersOf(graph, "v1.0", `applications/${objectId}`);
    return applicationFromGraph(app, beta, owners);
  },

  update: ({ graph }, id, plan) => update(graph, lastSegment(id), plan),

  async delete({ graph }, id) {
    const path = `applications/${lastSegment(id)}`;
    await during(`Deleting application with object ID "${lastSegment(id)}"`, graph.delete("v1.0", path));
    await untilGone(graph, `Waiting for deletion of application with object ID "${lastSegment(id)}"`, "v1.0", path);
  },

  // Roles and scopes drag their id maps along, and no ignoreChanges holds those still: the trap of gallery
  // applications.
  consequences: (changed) => [
    ...(changed("appRoles") ? ["appRoleIds"] : []),
    ...(changed("api.oauth2PermissionScopes") ? ["oauth2PermissionScopeIds"] : []),
  ],

  refuse(planned) {
    if (planned["featureTags"] !== undefined && planned["tags"] !== undefined) return `"featureTags": conflicts with tags`;
    const ids = [...objects(planned["appRoles"]), ...objects(object(planned["api"])?.["oauth2PermissionScopes"])].map(({ id }) => text(id));
    const twice = ids.find((id, index) => id !== "" && ids.indexOf(id) !== index);
    return twice === undefined
      ? undefined
      : `checking for duplicate app roles / OAuth2.0 permission scopes: validation failed: duplicate ID found: "${twice}"`;
  },
};
