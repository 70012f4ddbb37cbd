import { during, isNotFound, mustImport } from "../errors";
import { type Entity } from "../graph";
import { identity, output, required } from "../schema";
import { lastSegment, text, texts } from "../values";
import { applicationId, exists } from "./application";
import { applicationType } from "./applicationModel";
import { servicePrincipalId } from "./servicePrincipal";
import { type ResourceType } from "./type";

function parseTemplated(id: string): { readonly template: string; readonly app: string; readonly principal: string } {
  const [, , template = "", , app = "", principal = ""] = id.split("/");
  return { template, app, principal };
}

/**
 * `azuread:index/applicationFromTemplate:ApplicationFromTemplate`: makes the application and manages nothing of it but
 * the name.
 */
export const applicationFromTemplate: ResourceType = {
  schema: {
    displayName: required,
    templateId: identity,
    applicationId: output,
    applicationObjectId: output,
    servicePrincipalId: output,
    servicePrincipalObjectId: output,
  },
  minutes: { create: 10, update: 10, delete: 5 },
  importId: {
    form: "/applicationTemplates/<uuid>/instantiate/<application uuid>/<service principal uuid>",
    pattern: /^\/applicationTemplates\/[0-9a-f-]{36}\/instantiate\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/i,
  },

  async create({ graph }, { planned }, made) {
    const template = text(planned["templateId"]);
    const answer = await during(
      `Instantiating application from template ${template}`,
      graph.post("v1.0", `applicationTemplates/${template}/instantiate`, { body: { displayName: text(planned["displayName"]) } }),
    );
    const app = text((answer["application"] as Entity | undefined)?.["id"]);
    const principal = text((answer["servicePrincipal"] as Entity | undefined)?.["id"]);
    if (app === "" || principal === "")
      throw new Error("instantiating application from template: Bad API response: nil or empty object ID");
    const id = `/applicationTemplates/${template}/instantiate/${app}/${principal}`;
    made(id);
    await graph.operation.untilSteady(`Waiting for creation of ${applicationId(app)}`, () => exists(graph, `applications/${app}`));
    return id;
  },

  async read({ graph }, id) {
    const { template, app, principal } = parseTemplated(id);
    try {
      const found = await graph.get("v1.0", `applications/${app}`);
      return {
        applicationId: applicationId(app),
        applicationObjectId: app,
        displayName: text(found["displayName"]),
        servicePrincipalId: servicePrincipalId(principal),
        servicePrincipalObjectId: principal,
        templateId: template,
      };
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  },

  async update({ graph }, id, { planned }) {
    const { app } = parseTemplated(id);
    await during(
      `Updating ${applicationId(app)}`,
      graph.patch("v1.0", `applications/${app}`, { "@odata.type": applicationType, displayName: text(planned["displayName"]) }),
    );
  },

  async delete({ graph }, id) {
    const { app } = parseTemplated(id);
    await during(`Deleting ${applicationId(app)}`, graph.delete("v1.0", `applications/${app}`));
  },
};

function parseUri(id: string): { readonly app: string; readonly uri: string } {
  const [, , app = "", , ...encoded] = id.split("/");
  // Standard base64 may hold slashes itself.
  return { app, uri: Buffer.from(encoded.join("/"), "base64").toString() };
}

/** `azuread:index/applicationIdentifierUri:ApplicationIdentifierUri`: one identifier beside those that are there. */
export const applicationIdentifierUri: ResourceType = {
  schema: { applicationId: identity, identifierUri: identity },
  minutes: { create: 10, delete: 5 },
  importId: {
    form: "/applications/<uuid>/identifierUris/<base64 of the URI>",
    pattern: /^\/applications\/[0-9a-f-]{36}\/identifierUris\/.+$/i,
  },

  async create({ graph }, { planned }) {
    const app = lastSegment(text(planned["applicationId"]));
    const uri = text(planned["identifierUri"]);
    const id = `${applicationId(app)}/identifierUris/${Buffer.from(uri).toString("base64")}`;
    const existing = texts((await during(`retrieving ${applicationId(app)}`, graph.get("v1.0", `applications/${app}`)))["identifierUris"]);
    if (existing.some((known) => known.toLowerCase() === uri.toLowerCase())) throw mustImport("azuread_application_identifier_uri", id);
    await during(
      `creating ${id}`,
      graph.patch("v1.0", `applications/${app}`, { "@odata.type": applicationType, identifierUris: [...existing, uri] }),
    );
    return id;
  },

  async read({ graph }, id) {
    const { app, uri } = parseUri(id);
    try {
      const found = texts((await graph.get("v1.0", `applications/${app}`))["identifierUris"]);
      return found.includes(uri) ? { applicationId: applicationId(app), identifierUri: uri } : undefined;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  },

  async delete({ graph }, id) {
    const { app, uri } = parseUri(id);
    const existing = texts((await during(`retrieving ${applicationId(app)}`, graph.get("v1.0", `applications/${app}`)))["identifierUris"]);
    const identifierUris = existing.filter((known) => known !== uri);
    await during(`deleting ${id}`, graph.patch("v1.0", `applications/${app}`, { "@odata.type": applicationType, identifierUris }));
  },
};
