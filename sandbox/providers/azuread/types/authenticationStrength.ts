import { during, isNotFound } from "../errors";
import { optional, required, set } from "../schema";
import { orNull, text, texts } from "../values";
import { exists } from "./application";
import { untilGone } from "./gone";
import { type ResourceType } from "./type";

const policies = "policies/authenticationStrengthPolicies";
const entityType = "#microsoft.graph.authenticationStrengthPolicy";

/** `azuread:index/authenticationStrengthPolicy:AuthenticationStrengthPolicy`. */
export const authenticationStrengthPolicy: ResourceType = {
  schema: { allowedCombinations: { ...set, required: true }, description: optional, displayName: required },
  minutes: { create: 5, update: 5, delete: 5 },
  importId: {
    form: "/policies/authenticationStrengthPolicies/<uuid>",
    pattern: /^\/policies\/authenticationStrengthPolicies\/[0-9a-f-]{36}$/i,
  },

  async create({ graph }, { planned }, made) {
    const body = {
      "@odata.type": entityType,
      allowedCombinations: texts(planned["allowedCombinations"]),
      description: orNull(planned["description"]),
      displayName: text(planned["displayName"]),
    };
    const policy = await during("Could not create authentication strength policy", graph.post("v1.0", policies, { body }));
    const id = `/${policies}/${text(policy["id"])}`;
    made(id);
    await graph.operation.untilSteady(`Waiting for creation of ${id}`, () => exists(graph, id.slice(1)));
    return id;
  },

  async read({ graph }, id) {
    try {
      const policy = await graph.get("v1.0", id.slice(1));
      return {
        allowedCombinations: texts(policy["allowedCombinations"]),
        description: text(policy["description"]),
        displayName: text(policy["displayName"]),
      };
    } catch (error) {
      if (isNotFound(error)) return undefined;
      // The official plugin swallows every other error here and reports only this.
      throw new Error(`retrieving ${id}: model was nil`, { cause: error });
    }
  },

  async update({ graph }, id, { planned, changed }) {
    const body = { "@odata.type": entityType, description: orNull(planned["description"]), displayName: text(planned["displayName"]) };
    await during(`Could not update authentication strength policy with ID: "${id}"`, graph.patch("v1.0", id.slice(1), body));
    if (!changed("allowedCombinations")) return;
    await during(
      `Could not update authentication strength policy allowed combinations with ID: "${id}"`,
      graph.post("v1.0", `${id.slice(1)}/updateAllowedCombinations`, {
        body: { allowedCombinations: texts(planned["allowedCombinations"]) },
      }),
    );
  },

  async delete({ graph }, id) {
    await during(`Deleting authentication strength policy with ID "${id}"`, graph.delete("v1.0", id.slice(1)));
    await untilGone(graph, `Waiting for deletion of ${id}`, "v1.0", id.slice(1));
  },
};
