import { randomUUID } from "node:crypto";
import { during, isNotFound, mustImport } from "../errors";
import { type Entity, type Graph } from "../graph";
import { addReference, firstOwners, ownersOf, updateOwners } from "../owners";
import { type AlsoRetry } from "../retry";
import { optional, output, outputList, outputMap, quietBlock, set, type Schema } from "../schema";
import { flag, idsByValue, lastSegment, object, objects, orNull, text, texts, type Props } from "../values";
import { rolesFromGraph, scopesFromGraph } from "./application-model";
import { featureTagSchema, featureTagsOf, tagsToSend } from "./feature-tags";
import { untilGone } from "./gone";
import { type Plan, type ResourceType } from "./type";

/** Official time that useExisting waits for the service principal to appear, in milliseconds. */
const findExistingMs = 300_000;

const entityType = "#microsoft.graph.servicePrincipal";
const schema: Schema = {
  accountEnabled: { default: true },
  alternativeNames: set,
  appRoleAssignmentRequired: optional,
  clientId: { required: true, replaces: true },
  description: optional,
  featureTags: { kind: "list", of: featureTagSchema, computed: "also" },
  features: { kind: "list", computed: "also" },
  loginUrl: optional,
  notes: optional,
  notificationEmailAddresses: set,
  owners: set,
  preferredSingleSignOnMode: optional,
  samlSingleSignOn: quietBlock({ relayState: optional }),
  tags: { kind: "set", computed: "also" },
  useExisting: optional,
  appRoleIds: outputMap,
  appRoles: outputList,
  applicationTenantId: output,
  displayName: output,
  homepageUrl: output,
  logoutUrl: output,
  oauth2PermissionScopeIds: outputMap,
  oauth2PermissionScopes: outputList,
  objectId: output,
  redirectUris: outputList,
  samlMetadataUrl: output,
  servicePrincipalNames: outputList,
  signInAudience: output,
  type: output,
};

/** Resource id of a service principal. */
export function servicePrincipalId(objectId: string): string {
  return `/servicePrincipals/${objectId}`;
}

/** An application that Graph does not know everywhere yet. */
const applicationNotReplicated: AlsoRetry = (status, _code, message) =>
  (status === 400 && /The appId '.*' of the service principal does not reference a valid application object/.test(message)) ||
  (status === 403 && message.includes("the backing application of the service principal being created must in the local tenant"));

/** The service principal of an application, or undefined. */
export async function servicePrincipalOf(graph: Graph, appId: string): Promise<Entity | undefined> {
  const found = await graph.list("v1.0", "servicePrincipals", { query: { $filter: `appId eq '${appId}'` } });
  return found.find((principal) => principal["appId"] === appId);
}

function toGraph(planned: Props, tags: readonly string[], creating: boolean): Entity {
  const relayState = text(object(planned["samlSingleSignOn"])?.["relayState"]);
  return {
    "@odata.type": entityType,
    accountEnabled: flag(planned["accountEnabled"]),
    alternativeNames: texts(planned["alternativeNames"]),
    appRoleAssignmentRequired: flag(planned["appRoleAssignmentRequired"]),
    description: orNull(planned["description"]),
    loginUrl: orNull(planned["loginUrl"]),
    notes: orNull(planned["notes"]),
    notificationEmailAddresses: texts(planned["notificationEmailAddresses"]),
    preferredSingleSignOnMode: orNull(planned["preferredSingleSignOnMode"]),
    // The official plugin first sends an empty object and, once the state has the block, an empty relay state.
    samlSingleSignOnSettings: creating && relayState === "" ? {} : { relayState },
    tags,
  };
}

async function update(graph: Graph, objectId: string, plan: Plan, creating: boolean): Promise<void> {
  const body = toGraph(plan.planned, tagsToSend(plan.planned, plan.changed("featureTags")), creating);
  await during(`Updating service principal with object ID: "${objectId}"`, graph.patch("v1.0", `servicePrincipals/${objectId}`, body));
  await updateOwners(graph, "v1.0", `servicePrincipals/${objectId}`, plan);
}

async function findExisting(graph: Graph, appId: string): Promise<Entity | undefined> {
  const until = Date.now() + graph.operation.pace.of(findExistingMs);
  for (;;) {
    const found = await servicePrincipalOf(graph, appId);
    if (found !== undefined || Date.now() >= until) return found;
    await graph.operation.pause(5_000, `Waiting for the service principal of ${appId}`);
  }
}

/** A service principal in Pulumi's names; also what getServicePrincipal answers with. */
export function servicePrincipalFromGraph(principal: Entity, beta: Entity): Props {
  const relayState = object(principal["samlSingleSignOnSettings"])?.["relayState"] as unknown;
  const [features = {}] = featureTagsOf(texts(principal["tags"]));
  return {
    accountEnabled: flag(principal["accountEnabled"]),
    alternativeNames: texts(principal["alternativeNames"]),
    appRoleAssignmentRequired: flag(principal["appRoleAssignmentRequired"]),
    appRoleIds: idsByValue(objects(principal["appRoles"])),
    appRoles: rolesFromGraph(principal["appRoles"]),
    applicationTenantId: text(principal["appOwnerOrganizationId"]),
    clientId: text(principal["appId"]),
    description: text(principal["description"]),
    displayName: text(principal["displayName"]),
    featureTags: [features],
    features: [
      {
        customSingleSignOnApp: features["customSingleSignOn"],
        enterpriseApplication: features["enterprise"],
        galleryApplication: features["gallery"],
        visibleToUsers: features["hide"] !== true,
      },
    ],
    homepageUrl: text(principal["homepage"]),
    loginUrl: text(principal["loginUrl"]),
    logoutUrl: text(principal["logoutUrl"]),
    notes: text(principal["notes"]),
    notificationEmailAddresses: texts(principal["notificationEmailAddresses"]),
    oauth2PermissionScopeIds: idsByValue(objects(principal["oauth2PermissionScopes"])),
    oauth2PermissionScopes: scopesFromGraph(principal["oauth2PermissionScopes"]),
    objectId: text(principal["id"]),
    preferredSingleSignOnMode: text(principal["preferredSingleSignOnMode"]),
    redirectUris: texts(principal["replyUrls"]),
    samlMetadataUrl: text(beta["samlMetadataUrl"]),
    samlSingleSignOn: { relayState: text(relayState) },
    // The client id is no name that anybody gave.
    servicePrincipalNames: texts(principal["servicePrincipalNames"]).filter((name) => name !== principal["appId"]),
    signInAudience: text(principal["signInAudience"]),
    tags: texts(principal["tags"]),
    type: text(principal["servicePrincipalType"]),
  };
}

/** `azuread:index/servicePrincipal:ServicePrincipal`, its own or one that exists already. */
export const servicePrincipal: ResourceType = {
  schema,
  minutes: { create: 10, update: 10, delete: 5 },
  importId: { form: "/servicePrincipals/<uuid>", pattern: /^\/servicePrincipals\/[0-9a-f-]{36}$/i },

  async create({ graph, session }, plan, made) {
    const { planned } = plan;
    const appId = text(planned["clientId"]);
    const useExisting = flag(planned["useExisting"]);
    const existing = await during(
      "Could not list existing service principals",
      useExisting ? findExisting(graph, appId) : servicePrincipalOf(graph, appId),
    );
    if (existing !== undefined) {
      const id = servicePrincipalId(text(existing["id"]));
      if (!useExisting) throw mustImport("azuread_service_principal", id);
      made(id);
      await update(graph, text(existing["id"]), plan, true);
      return id;
    }
    const { first, rest, callerStays } = firstOwners(planned, session.callerObjectId);
    const body = {
      ...toGraph(planned, tagsToSend(planned, true), true),
      appId,
      description: `TERRAFORM_UPDATE_${randomUUID()}`,
      "owners@odata.bind": first.map((id) => graph.objectReference("v1.0", id)),
    };
    const principal = await during(
      "Could not create service principal",
      graph.post("v1.0", "servicePrincipals", { body, alsoRetry: applicationNotReplicated }),
    );
    const objectId = text(principal["id"]);
    const path = `servicePrincipals/${objectId}`;
    made(servicePrincipalId(objectId));
    await during(
      "Failed to patch service principal after creating",
      graph.patch(
        "v1.0",
        path,
        { "@odata.type": entityType, description: orNull(planned["description"]) },
        { alsoRetry: (status) => status === 404 || status === 409 },
      ),
    );
    for (const owner of rest) await addReference(graph, "v1.0", `${path}/owners`, owner);
    if (!callerStays) {
      await during(
        `Could not remove initial owner from service principal with object ID: "${objectId}"`,
        graph.delete("v1.0", `${path}/owners/${session.callerObjectId}/$ref`),
      );
    }
    return servicePrincipalId(objectId);
  },

  async read({ graph }, id, prior) {
    const path = `servicePrincipals/${lastSegment(id)}`;
    let principal: Entity;
    try {
      principal = await graph.get("v1.0", path);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
    const beta = await graph.get("beta", path, { query: { $select: "samlMetadataUrl" } });
    const owners = await ownersOf(graph, "v1.0", path);
    return { ...servicePrincipalFromGraph(principal, beta), owners, useExisting: flag(prior["useExisting"]) };
  },

  update: ({ graph }, id, plan) => update(graph, lastSegment(id), plan, false),

  async delete({ graph }, id, prior) {
    const path = `servicePrincipals/${lastSegment(id)}`;
    const deleting = during(`Deleting service principal with object ID "${lastSegment(id)}"`, graph.delete("v1.0", path));
    // An adopted one usually goes with its application; the official plugin tries and does not look.
    if (flag(prior["useExisting"])) return deleting.then(() => undefined).catch(() => undefined);
    await deleting;
    await untilGone(graph, `Waiting for deletion of service principal with object ID "${lastSegment(id)}"`, "v1.0", path);
  },

  refuse: (planned) =>
    ["featureTags", "features", "tags"].filter((key) => planned[key] !== undefined).length > 1
      ? `"featureTags": conflicts with features and tags: declare one of the three`
      : undefined,
};
