import { randomUUID } from "node:crypto";
import * as z from "zod";
import { COMBINATIONS, CUSTOM_STRENGTH_LIMIT, isMultifactor } from "../authentication-strength";
import { checked, graphType, required, text } from "../body";
import { listed, param, type Context, type Routes } from "../context";
import type { AuthenticationStrength } from "../entities";
import { GraphError, invalid } from "../graph-error";
import { entity } from "../query";

const combinations = z.array(z.enum(COMBINATIONS as [string, ...string[]])).min(1);
const creation = graphType(
  { displayName: text(256), description: z.string().max(1024).nullable(), allowedCombinations: combinations },
  "policyType requirementsSatisfied combinationConfigurations",
);
const update = graphType({ displayName: text(256), description: z.string().max(1024).nullable() });
const combinationUpdate = graphType({ allowedCombinations: combinations });
const RESOURCE = "AuthenticationStrengthPolicy";
const PATHS = ["/policies/authenticationStrengthPolicies", "/identity/conditionalAccess/authenticationStrength/policies"];

/** Authentication strength policies, under both of their paths. */
export const authenticationStrengths: Routes = (app, context) => {
  const { directory } = context;
  const table = directory.authenticationStrengths;

  for (const path of PATHS) {
    app.get(path, (request) => listed(context, request, table.list()));
    app.get(`${path}/:id`, (request) => entity(request, table.get(param(request, "id"))));

    app.post(path, (request, reply) => {
      const body = checked(creation, request.body, RESOURCE, invalid);
      required(body, ["displayName", "allowedCombinations"], RESOURCE, invalid);
      if (table.everything().filter(({ policyType }) => policyType === "custom").length >= CUSTOM_STRENGTH_LIMIT) {
        throw invalid(`A tenant can have at most ${CUSTOM_STRENGTH_LIMIT} custom authentication strength policies.`);
      }
      const allowed = body["allowedCombinations"] as string[];
      const now = directory.now();
      const strength: AuthenticationStrength = {
        id: randomUUID(),
        displayName: String(body["displayName"]),
        description: String(body["description"] ?? ""),
        policyType: "custom",
        requirementsSatisfied: satisfied(allowed),
        allowedCombinations: allowed,
        createdDateTime: now,
        modifiedDateTime: now,
      };
      return reply.code(201).send(entity(request, table.add(strength)));
    });

    app.patch(`${path}/:id`, (request, reply) => {
      const strength = customStrength(context, param(request, "id"));
      Object.assign(strength, checked(update, request.body, RESOURCE, invalid), { modifiedDateTime: directory.now() });
      return reply.code(204).send();
    });

    app.post(`${path}/:id/updateAllowedCombinations`, (request) => {
      const strength = customStrength(context, param(request, "id"));
      const body = checked(combinationUpdate, request.body, RESOURCE, invalid);
      required(body, ["allowedCombinations"], RESOURCE, invalid);
      const previousCombinations = strength.allowedCombinations;
      strength.allowedCombinations = body["allowedCombinations"] as string[];
      strength.requirementsSatisfied = satisfied(strength.allowedCombinations);
      strength.modifiedDateTime = directory.now();
      return {
        previousCombinations,
        currentCombinations: strength.allowedCombinations,
        additionalInformation: "",
        conditionalAccessReferences: users(context, strength.id),
      };
    });

    app.delete(`${path}/:id`, (request, reply) => {
      const strength = customStrength(context, param(request, "id"));
      if (users(context, strength.id).length > 0)
        throw invalid("The authentication strength policy is used by a Conditional Access policy and cannot be deleted.");
      table.delete(strength.id);
      return reply.code(204).send();
    });
  }
};

const satisfied = (allowed: readonly string[]): "mfa" | "none" => (allowed.every(isMultifactor) ? "mfa" : "none");

/** Ids of the Conditional Access policies that ask for a strength. */
function users({ directory }: Context, id: string): string[] {
  return directory.conditionalAccessPolicies
    .everything()
    .filter(({ grantControls }) => grantControls?.authenticationStrength?.id === id)
    .map((policy) => policy.id);
}

function customStrength({ directory }: Context, id: string): AuthenticationStrength {
  const strength = directory.authenticationStrengths.get(id);
  if (strength.policyType === "builtIn")
    throw new GraphError(403, "Forbidden", "A built-in authentication strength policy cannot be changed or deleted.");
  return strength;
}
