import { during, isNotFound } from "../errors";
import { type Entity } from "../graph";
import { addReference } from "../owners";
import { identity, list, required } from "../schema";
import { lastSegment, text, texts, type Props } from "../values";
import { type ResourceType } from "./type";

const policies = "policies/claimsMappingPolicies";

function toGraph(planned: Props): Entity {
  return {
    "@odata.type": "#microsoft.graph.claimsMappingPolicy",
    definition: texts(planned["definitions"]),
    displayName: text(planned["displayName"]),
  };
}

/** `azuread:index/claimsMappingPolicy:ClaimsMappingPolicy`. */
export const claimsMappingPolicy: ResourceType = {
  schema: { definitions: { ...list, required: true }, displayName: required },
  minutes: { create: 5, update: 5, delete: 5 },
  importId: { form: "/policies/claimsMappingPolicies/<uuid>", pattern: /^\/policies\/claimsMappingPolicies\/[0-9a-f-]{36}$/i },

  async create({ graph }, { planned }) {
    const policy = await during("Could not create Claims Mapping Policy", graph.post("v1.0", policies, { body: toGraph(planned) }));
    return `/${policies}/${text(policy["id"])}`;
  },

  async read({ graph }, id) {
    try {
      const policy = await graph.get("v1.0", `${policies}/${lastSegment(id)}`);
      return { definitions: texts(policy["definition"]), displayName: text(policy["displayName"]) };
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  },

  async update({ graph }, id, { planned }) {
    await during(
      `Could not update Claims Mapping Policy with ID "${id}"`,
      graph.patch("v1.0", `${policies}/${lastSegment(id)}`, toGraph(planned)),
    );
  },

  async delete({ graph }, id) {
    await during(`Could not delete Claims Mapping Policy with ID "${id}"`, graph.delete("v1.0", `${policies}/${lastSegment(id)}`));
  },
};

function parse(id: string): { readonly principal: string; readonly policy: string } {
  const [, , principal = "", , policy = ""] = id.split("/");
  return { principal, policy };
}

/** `azuread:index/servicePrincipalClaimsMappingPolicyAssignment:ServicePrincipalClaimsMappingPolicyAssignment`. */
export const claimsMappingPolicyAssignment: ResourceType = {
  schema: { claimsMappingPolicyId: identity, servicePrincipalId: identity },
  minutes: { create: 5, delete: 5 },
  importId: {
    form: "/servicePrincipals/<uuid>/claimsMappingPolicies/<uuid>",
    pattern: /^\/servicePrincipals\/[0-9a-f-]{36}\/claimsMappingPolicies\/[0-9a-f-]{36}$/i,
  },

  async create({ graph }, { planned }) {
    const principal = lastSegment(text(planned["servicePrincipalId"]));
    const policy = lastSegment(text(planned["claimsMappingPolicyId"]));
    await during(
      "Could not create ClaimsMappingPolicyAssignment",
      addReference(graph, "v1.0", `servicePrincipals/${principal}/claimsMappingPolicies`, policy),
    );
    return `/servicePrincipals/${principal}/claimsMappingPolicies/${policy}`;
  },

  async read({ graph }, id) {
    const { principal, policy } = parse(id);
    try {
      const assigned = await graph.list("v1.0", `servicePrincipals/${principal}/claimsMappingPolicies`);
      if (!assigned.some((candidate) => candidate["id"] === policy)) return undefined;
      return { claimsMappingPolicyId: `/${policies}/${policy}`, servicePrincipalId: `/servicePrincipals/${principal}` };
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  },

  async delete({ graph }, id) {
    const { principal, policy } = parse(id);
    const collection = `servicePrincipals/${principal}/claimsMappingPolicies`;
    await during(`Could not delete ClaimsMappingPolicyAssignment "${id}"`, graph.delete("v1.0", `${collection}/${policy}/$ref`));
    await graph.list("v1.0", collection);
  },
};
