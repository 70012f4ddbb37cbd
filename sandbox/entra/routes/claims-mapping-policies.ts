import { randomUUID } from "node:crypto";
import * as z from "zod";
import { checked, graphType, jsonObject, referencedId, required, text } from "../body";
import { listed, param, type Routes } from "../context";
import type { ClaimsMappingPolicy } from "../entities";
import { badRequest, notFound } from "../graph-error";
import { entity } from "../query";
import { servicePrincipalOf } from "./service-principals";

const policyType = graphType(
  { displayName: text(256), definition: z.array(z.string().refine(isDefinition)).length(1), isOrganizationDefault: z.boolean().nullable() },
  "description",
);
const REFERENCE = "claimsMappingPolicies";

/** `/policies/claimsMappingPolicies` and their assignment to service principals. */
export const claimsMappingPolicies: Routes = (app, context) => {
  const { directory } = context;
  const table = directory.claimsMappingPolicies;

  app.get("/policies/claimsMappingPolicies", (request) => listed(context, request, table.list()));
  app.get("/policies/claimsMappingPolicies/:id", (request) => entity(request, table.get(param(request, "id"))));

  app.post("/policies/claimsMappingPolicies", (request, reply) => {
    const body = checked(policyType, request.body, "ClaimsMappingPolicy");
    required(body, ["displayName", "definition"], "ClaimsMappingPolicy");
    const policy = { isOrganizationDefault: false, ...body, id: randomUUID(), deletedDateTime: null } as ClaimsMappingPolicy;
    return reply.code(201).send(entity(request, table.add(policy)));
  });

  app.patch("/policies/claimsMappingPolicies/:id", (request, reply) => {
    Object.assign(table.get(param(request, "id")), checked(policyType, request.body, "ClaimsMappingPolicy"));
    return reply.code(204).send();
  });

  app.delete("/policies/claimsMappingPolicies/:id", (request, reply) => {
    const { id } = table.get(param(request, "id"));
    table.delete(id);
    directory.relations.forget(id);
    return reply.code(204).send();
  });

  app.get("/servicePrincipals/:id/claimsMappingPolicies", (request) => {
    const { id } = servicePrincipalOf(context, param(request, "id"));
    return listed(
      context,
      request,
      directory.relations.list(id, REFERENCE).flatMap((policy) => table.find(policy) ?? []),
    );
  });

  app.post("/servicePrincipals/:id/claimsMappingPolicies/$ref", (request, reply) => {
    const { id } = servicePrincipalOf(context, param(request, "id"));
    const policy = table.get(referencedId(jsonObject(request.body)["@odata.id"]));
    const assigned = directory.relations.list(id, REFERENCE);
    if (assigned.includes(policy.id))
      throw badRequest("One or more added object references already exist for the following modified properties: 'policies'.");
    // How many Entra takes is unverified; its documents speak of one.
    if (assigned.length > 0) throw badRequest("A service principal can have only one claimsMappingPolicy assigned to it.");
    directory.relations.add(id, REFERENCE, policy.id);
    return reply.code(204).send();
  });

  app.delete("/servicePrincipals/:id/claimsMappingPolicies/:policy/$ref", (request, reply) => {
    const { id } = servicePrincipalOf(context, param(request, "id"));
    const policy = param(request, "policy");
    if (!directory.relations.remove(id, REFERENCE, policy)) throw notFound(policy);
    return reply.code(204).send();
  });
};

/**
 * Keys are case-sensitive; `Version` must be 1. @see
 * https://learn.microsoft.com/entra/identity-platform/reference-claims-customization
 */
function isDefinition(definition: string): boolean {
  try {
    const policy = (JSON.parse(definition) as Record<string, Record<string, unknown> | undefined>)["ClaimsMappingPolicy"];
    return policy?.["Version"] === 1 && (policy["ClaimsSchema"] === undefined || Array.isArray(policy["ClaimsSchema"]));
  } catch {
    return false;
  }
}
