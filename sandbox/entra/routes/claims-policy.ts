import { randomUUID } from "node:crypto";
import type { FastifyRequest } from "fastify";
import * as z from "zod";
import { jsonObject } from "../body";
import { param, type Routes } from "../context";
import type { CustomClaimsPolicy } from "../entities";
import { badRequest, notFound } from "../graph-error";
import { without } from "../object";
import { entity } from "../query";
import { servicePrincipalOf } from "./service-principals";

const configuration = z.looseObject({
  condition: z.looseObject({}).nullable().optional(),
  attribute: z.looseObject({}).nullable().optional(),
  transformations: z.array(z.looseObject({})).optional(),
});
const claim = z.looseObject({
  "@odata.type": z.enum(["#microsoft.graph.customClaim", "#microsoft.graph.samlNameIdClaim"]),
  configurations: z.array(configuration).optional(),
});
const policyType = z.strictObject({
  "@odata.type": z.literal("#microsoft.graph.customClaimsPolicy").optional(),
  includeBasicClaimSet: z.boolean().optional(),
  includeApplicationIdInIssuer: z.boolean().optional(),
  audienceOverride: z.string().nullable().optional(),
  groupFilter: z.looseObject({}).nullable().optional(),
  claims: z.array(claim).optional(),
});

/**
 * `/beta/servicePrincipals/{id}/claimsPolicy`: claims as the portal's Attributes & Claims edits them. That the portal
 * writes there, and that a service principal nobody edited answers 404, is unverified.
 *
 * @see https://learn.microsoft.com/graph/api/resources/customclaimspolicy?view=graph-rest-beta
 */
export const claimsPolicy: Routes = (app, context) => {
  const path = "/servicePrincipals/:id/claimsPolicy";
  const { customClaimsPolicies } = context.directory;

  app.get(path, (request) => {
    const id = principalOf(request);
    const policy = customClaimsPolicies.get(id);
    if (policy === undefined) throw notFound(id);
    return entity(request, policy);
  });

  app.put(path, (request, reply) => {
    const id = principalOf(request);
    const made = customClaimsPolicies.get(id);
    const policy = { ...EMPTY, id: made?.id ?? randomUUID(), ...bodyOf(request) };
    customClaimsPolicies.set(id, policy);
    return reply.code(201).send(entity(request, policy));
  });

  app.patch(path, (request, reply) => {
    const id = principalOf(request);
    const policy = customClaimsPolicies.get(id);
    if (policy === undefined) throw notFound(id);
    Object.assign(policy, bodyOf(request));
    return reply.code(204).send();
  });

  /** Graph's v1.0 has no such property. */
  function principalOf(request: FastifyRequest): string {
    if (!/^\/+beta\//i.test(request.originalUrl)) throw badRequest("Resource not found for the segment 'claimsPolicy'.");
    return servicePrincipalOf(context, param(request, "id")).id;
  }
};

const EMPTY = { includeBasicClaimSet: false, includeApplicationIdInIssuer: false, audienceOverride: null, groupFilter: null, claims: [] };

function bodyOf(request: FastifyRequest): Partial<CustomClaimsPolicy> {
  const parsed = policyType.safeParse(jsonObject(request.body));
  if (!parsed.success)
    throw badRequest(
      `Invalid value specified for property '${parsed.error.issues[0]?.path.join(".") ?? ""}' of resource 'customClaimsPolicy'.`,
    );
  return without(parsed.data, "@odata.type") as Partial<CustomClaimsPolicy>;
}
