import { setTimeout as sleep } from "node:timers/promises";
import { checked, graphType, required, text } from "../body";
import { listed, param, type Routes } from "../context";
import { notFound } from "../graph-error";
import { entity } from "../query";
import { ENTERPRISE_TAG, instanceOf, newServicePrincipal, templateOf, templates } from "../template";

const instantiation = graphType({ displayName: text(256) }, "serviceManagementReference");

/** `/applicationTemplates`: the gallery, and instances of its entries. */
export const applicationTemplates: Routes = (app, context) => {
  const { directory, settings } = context;

  app.get("/applicationTemplates", (request) => listed(context, request, templates()));

  app.get("/applicationTemplates/:id", (request) => {
    const id = templateOf(param(request, "id")).id;
    const template = templates().find((candidate) => (candidate as { id: string }).id === id);
    if (template === undefined) throw notFound(id);
    return entity(request, template);
  });

  app.post("/applicationTemplates/:id/instantiate", async (request, reply) => {
    const template = templateOf(param(request, "id"));
    const body = checked(instantiation, request.body, "ApplicationServicePrincipal");
    required(body, ["displayName"], "ApplicationServicePrincipal");
    const application = directory.applications.add(instanceOf(template, body["displayName"] as string, directory.now()));
    const servicePrincipal = directory.servicePrincipals.add(
      newServicePrincipal(application, directory.tenantId, { appRoleAssignmentRequired: true, tags: [ENTERPRISE_TAG] }),
    );
    const answer = structuredClone({ application, servicePrincipal });
    await sleep(settings.instantiateDelayMs);
    return reply.code(201).send(answer);
  });
};
