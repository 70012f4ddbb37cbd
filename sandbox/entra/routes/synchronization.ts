import { jsonObject } from "../body";
import { listed, param, type Routes } from "../context";
import { invalid } from "../graph-error";
import { entity } from "../query";
import type { Job } from "../provisioning/job";
import type { Schema } from "../provisioning/schema";
import { masked } from "../provisioning/secrets";
import { servicePrincipalOf } from "./service-principals";

const PATH = "/servicePrincipals/:id/synchronization";
const RESTART_SCOPES = ["none", "connectordatastore", "escrows", "watermark", "quarantinestate", "full", "forcedeletes"];

/** `/servicePrincipals/{id}/synchronization`: credentials and the provisioning job. */
export const synchronization: Routes = (app, context) => {
  const { provisioning } = context;
  const principalId = (request: Parameters<typeof param>[0]): string => servicePrincipalOf(context, param(request, "id")).id;
  const jobOf = (request: Parameters<typeof param>[0]): Job => provisioning.job(principalId(request), param(request, "job"));
  const answered = (job: Job): object => job.toGraph(provisioning.isConfigured(job.servicePrincipalId));

  app.get(`${PATH}/secrets`, (request) => listed(context, request, masked(provisioning.secretsOf(principalId(request)))));
  app.put(`${PATH}/secrets`, (request, reply) => {
    const id = principalId(request);
    if (provisioning.templateOf(id) === undefined)
      throw invalid("The service principal does not support provisioning: its application was not made from a template with provisioning.");
    provisioning.putSecrets(id, jsonObject(request.body)["value"]);
    return reply.code(204).send();
  });

  app.get(`${PATH}/jobs`, (request) => listed(context, request, provisioning.jobsOf(principalId(request)).map(answered)));
  app.post(`${PATH}/jobs`, (request, reply) => {
    const job = provisioning.createJob(principalId(request), jsonObject(request.body)["templateId"]);
    return reply.code(201).send(entity(request, answered(job)));
  });
  app.get(`${PATH}/jobs/:job`, (request) => entity(request, answered(jobOf(request))));
  app.delete(`${PATH}/jobs/:job`, (request, reply) => {
    provisioning.removeJob(principalId(request), param(request, "job"));
    return reply.code(204).send();
  });

  app.post(`${PATH}/jobs/:job/start`, (request, reply) => {
    provisioning.start(jobOf(request));
    return reply.code(204).send();
  });
  app.post(`${PATH}/jobs/:job/pause`, (request, reply) => {
    provisioning.pause(jobOf(request));
    return reply.code(204).send();
  });
  app.post(`${PATH}/jobs/:job/restart`, (request, reply) => {
    const job = jobOf(request);
    const criteria = (request.body as { criteria?: { resetScope?: unknown } } | undefined)?.criteria;
    // Left empty it is what the portal's button does; without criteria everything is reset.
    const scopes = (String(criteria?.resetScope ?? "Full") || "QuarantineState,Watermark,Escrows")
      .split(",")
      .map((scope) => scope.trim().toLowerCase());
    const unknown = scopes.find((scope) => !RESTART_SCOPES.includes(scope));
    if (unknown !== undefined) throw invalid(`'${unknown}' is not a value of resetScope.`);
    provisioning.restart(job, scopes.includes("full"));
    return reply.code(204).send();
  });

  app.post(`${PATH}/jobs/:job/validateCredentials`, async (request, reply) => {
    const job = jobOf(request);
    const body = (request.body ?? {}) as { credentials?: unknown; useSavedCredentials?: unknown };
    await provisioning.validate(job.servicePrincipalId, body.credentials, body.useSavedCredentials === true);
    return reply.code(204).send();
  });

  app.post(`${PATH}/jobs/:job/provisionOnDemand`, async (request) => ({
    "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.stringKeyStringValuePair",
    key: "Microsoft.Identity.Health.CPP.Common.DataContracts.SyncFabric.StatusInfo",
    value: await provisioning.provisionOnDemand(jobOf(request), request.body),
  }));

  app.get(`${PATH}/jobs/:job/schema`, (request) => entity(request, jobOf(request).schema));
  app.put(`${PATH}/jobs/:job/schema`, (request, reply) => {
    const job = jobOf(request);
    const schema = jsonObject(request.body);
    const rules = schema["synchronizationRules"];
    if (
      !Array.isArray(rules) ||
      rules.length === 0 ||
      rules.some((rule: { objectMappings?: unknown } | null) => !Array.isArray(rule?.objectMappings))
    ) {
      throw invalid("A synchronization schema needs synchronizationRules with objectMappings: an update replaces the whole schema.");
    }
    job.schema = { ...schema, id: job.id } as unknown as Schema;
    return reply.code(204).send();
  });
};
