import { randomUUID } from "node:crypto";
import { jsonObject, required, withoutAnnotations } from "../body";
import { conditionalAccessPolicy, refuseUnknownReferences } from "../conditional-access";
import { listed, param, type Context, type Routes } from "../context";
import type { ConditionalAccessPolicy } from "../entities";
import { invalid } from "../graph-error";
import { entity } from "../query";
import { paced } from "../rate-limit";

const PATH = "/identity/conditionalAccess/policies";

/** Conditional Access policies: what a request names is replaced whole, never merged. */
export const conditionalAccess: Routes = (app, context) => {
  const { directory } = context;
  const table = directory.conditionalAccessPolicies;
  const limited = { preHandler: paced(context.settings) };

  app.get(PATH, (request) =>
    listed(
      context,
      request,
      table.list().map((policy) => expanded(context, policy)),
    ),
  );
  app.get(`${PATH}/:id`, (request) => entity(request, expanded(context, table.get(param(request, "id")))));

  app.post(PATH, limited, (request, reply) => {
    const body = withoutAnnotations(jsonObject(request.body));
    required(body, ["displayName", "state", "conditions"], "ConditionalAccessPolicy", invalid);
    const sent = conditionalAccessPolicy(body);
    const policy: ConditionalAccessPolicy = {
      id: randomUUID(),
      templateId: null,
      createdDateTime: directory.now(),
      modifiedDateTime: null,
      grantControls: null,
      sessionControls: null,
      ...(sent as Pick<ConditionalAccessPolicy, "displayName" | "state" | "conditions">),
    };
    refuse(context, policy);
    return reply.code(201).send(entity(request, expanded(context, table.add(policy))));
  });

  app.patch(`${PATH}/:id`, limited, (request, reply) => {
    const policy = table.get(param(request, "id"));
    const next = { ...policy, ...conditionalAccessPolicy(withoutAnnotations(jsonObject(request.body))), modifiedDateTime: directory.now() };
    refuse(context, next);
    Object.assign(policy, next);
    return reply.code(204).send();
  });

  app.delete(`${PATH}/:id`, limited, (request, reply) => {
    table.delete(table.get(param(request, "id")).id);
    return reply.code(204).send();
  });
};

function refuse({ directory }: Context, policy: ConditionalAccessPolicy): void {
  if (policy.grantControls === null && policy.sessionControls === null) {
    throw invalid("A Conditional Access policy needs grantControls or sessionControls.");
  }
  if (policy.state === "enabled" && directory.securityDefaultsEnabled) {
    throw invalid(
      "Security Defaults is enabled in the tenant. You must disable Security defaults before enabling a Conditional Access policy.",
    );
  }
  refuseUnknownReferences(directory, policy);
}

/** The policy with its authentication strength written out, as Graph answers it. */
function expanded({ directory }: Context, policy: ConditionalAccessPolicy): object {
  const id = policy.grantControls?.authenticationStrength?.id;
  if (id === undefined) return policy;
  return {
    ...policy,
    grantControls: { ...policy.grantControls, authenticationStrength: directory.authenticationStrengths.find(id) ?? { id } },
  };
}
