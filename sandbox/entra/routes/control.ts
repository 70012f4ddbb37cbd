import type { FastifyInstance } from "fastify";
import { jsonObject } from "../body";
import type { Context } from "../context";
import { invalid } from "../graph-error";
import { masked } from "../provisioning/secrets";
import { settingsPatch } from "../settings";
import { attemptSchema, signIn } from "../sign-in";

/** A request as the log keeps it: no query, no body, no header. */
export interface LoggedRequest {
  readonly time: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** `/_sandbox`: what no cloud has. Health, settings, cycles on demand, played sign-ins, a look inside. */
export function control(app: FastifyInstance, context: Context, log: readonly LoggedRequest[]): void {
  const { directory, provisioning, settings } = context;

  app.get("/_sandbox/health", () => ({ status: "ok", tenantId: directory.tenantId, pid: process.pid }));

  app.get("/_sandbox/settings", () => settings);
  app.patch("/_sandbox/settings", (request) => {
    const patch = settingsPatch.safeParse(jsonObject(request.body));
    if (!patch.success) throw invalid(patch.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
    Object.assign(settings, patch.data);
    provisioning.replan();
    return settings;
  });

  // Runs a cycle of every job that is not paused, and answers when they have ended.
  app.post("/_sandbox/cycle", async () => {
    const jobs = provisioning.jobs().filter(({ schedule }) => schedule === "Active");
    await Promise.all(jobs.map((job) => provisioning.cycle(job)));
    return { jobs: jobs.map((job) => job.toGraph(provisioning.isConfigured(job.servicePrincipalId))) };
  });

  app.post("/_sandbox/sign-in", (request, reply) => {
    const attempt = attemptSchema.safeParse(jsonObject(request.body));
    if (!attempt.success) throw invalid(attempt.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
    return reply.code(201).send(signIn(directory, attempt.data));
  });

  app.get("/_sandbox/requests", () => ({ requests: log }));

  app.get("/_sandbox/state", () => ({
    tenantId: directory.tenantId,
    applications: directory.applications.everything(),
    servicePrincipals: directory.servicePrincipals.everything(),
    users: directory.users.everything(),
    groups: directory.groups.everything().map((group) => ({ ...group, members: directory.relations.list(group.id, "members") })),
    appRoleAssignments: directory.appRoleAssignments.everything(),
    claimsMappingPolicies: directory.claimsMappingPolicies.everything(),
    namedLocations: directory.namedLocations.everything(),
    authenticationStrengths: directory.authenticationStrengths.everything().filter(({ policyType }) => policyType === "custom"),
    conditionalAccessPolicies: directory.conditionalAccessPolicies.everything(),
    deletedItems: [...directory.deleted.values()].map(({ kind, object, deletedDateTime }) => ({
      kind,
      id: object.id,
      displayName: object.displayName,
      deletedDateTime,
    })),
    provisioning: provisioning.jobs().map((job) => ({
      ...job.toGraph(provisioning.isConfigured(job.servicePrincipalId)),
      secrets: masked(provisioning.secretsOf(job.servicePrincipalId)),
      links: [...job.users, ...job.groups].map(([sourceId, { targetId, members }]) => ({ sourceId, targetId, members: [...members] })),
    })),
  }));
}
