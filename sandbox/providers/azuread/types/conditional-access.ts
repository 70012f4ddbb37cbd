import { during, isNotFound } from "../errors";
import { type Entity } from "../graph";
import { object, text, type Props } from "../values";
import { exists } from "./application";
import {
  conditionalAccessSchema,
  conditionsFromGraph,
  conditionsToGraph,
  grantFromGraph,
  grantToGraph,
  sessionFromGraph,
  sessionToGraph,
} from "./conditional-access-model";
import { untilGone } from "./gone";
import { type ResourceType } from "./type";

const policies = "identity/conditionalAccess/policies";

function toGraph(planned: Props): Entity {
  return {
    "@odata.type": "#microsoft.graph.conditionalAccessPolicy",
    conditions: conditionsToGraph(planned["conditions"]),
    displayName: text(planned["displayName"]),
    grantControls: grantToGraph(planned["grantControls"]),
    sessionControls: sessionToGraph(planned["sessionControls"]),
    state: text(planned["state"]),
  };
}

/** Rules of the official plugin's plan; each breach has its sentence. */
function refuse(planned: Props): string | undefined {
  const grant = object(planned["grantControls"]);
  const session = object(planned["sessionControls"]);
  const conditions = object(planned["conditions"]) ?? {};
  const applications = object(conditions["applications"]) ?? {};
  const users = object(conditions["users"]) ?? {};
  const given = (from: Props, key: string): boolean => from[key] !== undefined && !(Array.isArray(from[key]) && from[key].length === 0);
  if (grant === undefined && session === undefined) return `"grantControls": one of grantControls,sessionControls must be specified`;
  if (given(applications, "includedApplications") === given(applications, "includedUserActions")) {
    return `"conditions.applications": exactly one of includedApplications,includedUserActions must be specified`;
  }
  if (!["includedUsers", "includedGroups", "includedRoles", "includedGuestsOrExternalUsers"].some((key) => given(users, key))) {
    return `"conditions.users": one of includedGroups,includedGuestsOrExternalUsers,includedRoles,includedUsers must be specified`;
  }
  if (grant !== undefined && !["builtInControls", "authenticationStrengthPolicyId", "termsOfUses"].some((key) => given(grant, key))) {
    return `"grantControls": one of authenticationStrengthPolicyId,builtInControls,termsOfUses must be specified`;
  }
  if (session === undefined) return undefined;
  if (given(session, "signInFrequency") !== given(session, "signInFrequencyPeriod")) {
    return `"sessionControls": all of signInFrequency,signInFrequencyPeriod must be specified`;
  }
  if (session["signInFrequencyInterval"] === "everyTime" && given(session, "signInFrequency")) {
    return "when `session_controls.sign_in_frequency_interval` is set to `everyTime`, `sign_in_frequency` and `sign_in_frequency_period` are not valid";
  }
  if (grant === undefined && sessionToGraph(session) === null) {
    return "when specifying `session_controls` but not `grant_controls`, one of the properties in the `session_controls` block must be set to an effective value in order for session controls to work";
  }
  return undefined;
}

/** `azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy`. */
export const conditionalAccessPolicy: ResourceType = {
  schema: conditionalAccessSchema,
  minutes: { create: 5, update: 15, delete: 5 },
  importId: { form: "/identity/conditionalAccess/policies/<uuid>", pattern: /^\/identity\/conditionalAccess\/policies\/[0-9a-f-]{36}$/i },

  async create({ graph }, { planned }, made) {
    const policy = await during("Could not create conditional access policy", graph.post("v1.0", policies, { body: toGraph(planned) }));
    const id = `/${policies}/${text(policy["id"])}`;
    await graph.operation.untilSteady(`Waiting for creation of ${id}`, () => exists(graph, id.slice(1)));
    made(id);
    return id;
  },

  async read({ graph }, id) {
    let policy: Entity;
    try {
      policy = await graph.get("v1.0", id.slice(1));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
    return {
      conditions: conditionsFromGraph(policy["conditions"]),
      displayName: text(policy["displayName"]),
      grantControls: grantFromGraph(policy["grantControls"]),
      objectId: text(policy["id"]),
      sessionControls: sessionFromGraph(policy["sessionControls"]),
      state: text(policy["state"]),
    };
  },

  async update({ graph }, id, { planned }) {
    await during(`Could not update conditional access policy with ID: "${id}"`, graph.patch("v1.0", id.slice(1), toGraph(planned)));
    // Only two fields are looked at, lest a field that Graph words differently be waited for.
    await graph.operation.untilSteady(`waiting for update of conditional access policy with ID "${id}"`, async () => {
      const policy = await graph.get("v1.0", id.slice(1));
      return policy["displayName"] === planned["displayName"] && policy["state"] === planned["state"];
    });
  },
  updateReadsNothing: true,

  async delete({ graph }, id) {
    if (!(await during(`retrieving ${id}`, exists(graph, id.slice(1))))) return;
    await during(`Deleting ${id}`, graph.delete("v1.0", id.slice(1)));
    await untilGone(graph, `Waiting for deletion of ${id}`, "v1.0", id.slice(1));
  },

  refuse,
};
