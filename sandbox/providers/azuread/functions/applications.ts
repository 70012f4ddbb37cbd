import { during, isNotFound } from "../errors";
import { quoted, type Entity, type Graph } from "../graph";
import { ownersOf } from "../owners";
import { applicationFromGraph } from "../types/application-model";
import { servicePrincipalFromGraph, servicePrincipalId } from "../types/service-principal";
import { applicationId } from "../types/application";
import { flag, object, text, texts, type Props } from "../values";
import { hashId, type Invoke } from "./invoke";

async function found(graph: Graph, collection: string, filter: string, what: string): Promise<Entity> {
  const [hit, another] = await during(
    `Listing ${collection} for filter "${filter}"`,
    graph.list("v1.0", collection, { query: { $filter: filter } }),
  );
  if (hit === undefined) throw new Error(`No ${what} found matching filter: "${filter}"`);
  if (another !== undefined) throw new Error(`Found multiple ${what}s matching filter: "${filter}"`);
  return hit;
}

async function byId(graph: Graph, path: string, missing: string): Promise<Entity> {
  try {
    return await graph.get("v1.0", path);
  } catch (error) {
    throw isNotFound(error) ? new Error(missing) : error;
  }
}

/** `azuread:index/getApplicationTemplate:getApplicationTemplate`. */
export const getApplicationTemplate: Invoke = async ({ graph }, args) => {
  const templateId = text(args["templateId"]);
  const displayName = text(args["displayName"]);
  if (templateId === "" && displayName === "") throw new Error(`"templateId": one of displayName,templateId must be specified`);
  const template =
    templateId === ""
      ? await found(graph, "applicationTemplates", `displayName eq ${quoted(displayName)}`, "application template")
      : await byId(graph, `applicationTemplates/${templateId}`, `Application template with ID "${templateId}" was not found`);
  return {
    categories: texts(template["categories"]),
    displayName: text(template["displayName"]),
    homepageUrl: text(template["homePageUrl"]),
    id: text(template["id"]),
    logoUrl: text(template["logoUrl"]),
    publisher: text(template["publisher"]),
    supportedProvisioningTypes: texts(template["supportedProvisioningTypes"]),
    supportedSingleSignOnModes: texts(template["supportedSingleSignOnModes"]),
    templateId: text(template["id"]),
  };
};

/** The official look-ups answer single blocks as lists. */
function listed(value: unknown): unknown[] {
  return value === undefined ? [] : [value];
}

/** `azuread:index/getApplication:getApplication`. */
export const getApplication: Invoke = async ({ graph }, args) => {
  const objectId = text(args["objectId"]);
  const uri = text(args["identifierUri"]);
  let app: Entity;
  if (objectId !== "") app = await byId(graph, `applications/${objectId}`, `Application with object ID "${objectId}" was not found`);
  else if (text(args["clientId"]) !== "")
    app = await found(graph, "applications", `appId eq ${quoted(text(args["clientId"]))}`, "application");
  else if (text(args["displayName"]) !== "")
    app = await found(graph, "applications", `displayName eq ${quoted(text(args["displayName"]))}`, "application");
  else if (uri !== "") app = await found(graph, "applications", `identifierUris/any(uri:uri eq ${quoted(uri)})`, "application");
  else throw new Error(`"clientId": one of clientId,displayName,identifierUri,objectId must be specified`);
  const path = `applications/${text(app["id"])}`;
  const beta = await graph.get("beta", path, { query: { $select: "oauth2RequirePostResponse" } });
  const { api, optionalClaims, publicClient, singlePageApplication, templateId, web, ...rest } = applicationFromGraph(
    app,
    beta,
    await ownersOf(graph, "v1.0", path),
  );
  const { implicitGrant, ...webRest } = object(web) ?? {};
  return {
    ...rest,
    apis: listed(api),
    id: applicationId(text(app["id"])),
    identifierUri: uri,
    optionalClaims: listed(optionalClaims),
    publicClients: listed(publicClient),
    singlePageApplications: listed(singlePageApplication),
    templateId,
    webs: web === undefined ? [] : [{ ...webRest, implicitGrants: listed(implicitGrant) }],
  };
};

/** `azuread:index/getServicePrincipal:getServicePrincipal`. */
export const getServicePrincipal: Invoke = async ({ graph }, args) => {
  const objectId = text(args["objectId"]);
  let principal: Entity;
  if (objectId !== "")
    principal = await byId(graph, `servicePrincipals/${objectId}`, `Service principal with object ID "${objectId}" was not found`);
  else if (text(args["clientId"]) !== "") {
    principal = await found(graph, "servicePrincipals", `appId eq ${quoted(text(args["clientId"]))}`, "service principal");
  } else if (text(args["displayName"]) !== "") {
    principal = await found(graph, "servicePrincipals", `displayName eq ${quoted(text(args["displayName"]))}`, "service principal");
  } else throw new Error(`"clientId": one of clientId,displayName,objectId must be specified`);
  const beta = await graph.get("beta", `servicePrincipals/${text(principal["id"])}`, { query: { $select: "samlMetadataUrl" } });
  const { samlSingleSignOn, ...rest } = servicePrincipalFromGraph(principal, beta);
  return { ...rest, id: servicePrincipalId(text(principal["id"])), samlSingleSignOns: listed(samlSingleSignOn) };
};

/** `azuread:index/getClientConfig:getClientConfig`: answered from the token, without a request. */
export const getClientConfig: Invoke = ({ session }) => {
  const { clientId, tenantId } = session.settings;
  const objectId = session.callerObjectId;
  const id = Buffer.from(`${tenantId}-${clientId}-${objectId}`).toString("base64");
  return Promise.resolve({ clientId, id, objectId, tenantId });
};

function domainFromGraph(domain: Entity): Props {
  return {
    adminManaged: flag(domain["isAdminManaged"]),
    authenticationType: text(domain["authenticationType"]),
    default: flag(domain["isDefault"]),
    domainName: text(domain["id"]),
    initial: flag(domain["isInitial"]),
    root: flag(domain["isRoot"]),
    supportedServices: texts(domain["supportedServices"]),
    verified: flag(domain["isVerified"]),
  };
}

/** `azuread:index/getDomains:getDomains`: one request, filtered here; no match is an error. */
export const getDomains: Invoke = async ({ graph }, args) => {
  const wanted = texts(args["supportsServices"]);
  const domains = (await during("Could not list domains", graph.list("v1.0", "domains")))
    .map(domainFromGraph)
    .filter(
      (domain) =>
        (!flag(args["adminManaged"]) || flag(domain["adminManaged"])) &&
        (flag(args["includeUnverified"]) || flag(domain["verified"])) &&
        (!flag(args["onlyDefault"]) || flag(domain["default"])) &&
        (!flag(args["onlyInitial"]) || flag(domain["initial"])) &&
        (!flag(args["onlyRoot"]) || flag(domain["root"])) &&
        wanted.every((service) => texts(domain["supportedServices"]).includes(service)),
    );
  if (domains.length === 0) throw new Error("No domains found for the provided filters");
  return {
    ...Object.fromEntries(
      ["adminManaged", "includeUnverified", "onlyDefault", "onlyInitial", "onlyRoot"].map((key) => [key, flag(args[key])]),
    ),
    domains,
    id: hashId(
      "domains",
      domains.map((domain) => text(domain["domainName"])),
    ),
    supportsServices: wanted,
  };
};
