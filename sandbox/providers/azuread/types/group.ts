import { randomBytes, randomUUID } from "node:crypto";
import { during, isNotFound, mustImport } from "../errors";
import { quoted, type Entity } from "../graph";
import { addReference, ownersOf, updateOwners } from "../owners";
import { type AlsoRetry } from "../retry";
import { block, identity, optional, output, outputList, required, set, type Schema } from "../schema";
import { flag, lastSegment, object, orNull, text, texts, type Props } from "../values";
import { untilGone } from "./gone";
import { type ResourceType } from "./type";

const entityType = "#microsoft.graph.group";
const alsoText = { computed: "also" } as const;

const schema: Schema = {
  administrativeUnitIds: set,
  assignableToRole: { replaces: true },
  autoSubscribeNewMembers: alsoText,
  behaviors: { kind: "set", replaces: true },
  description: optional,
  displayName: required,
  dynamicMembership: block({ enabled: required, rule: required }),
  externalSendersAllowed: alsoText,
  hideFromAddressLists: alsoText,
  hideFromOutlookClients: alsoText,
  mailEnabled: optional,
  mailNickname: { computed: "also", replaces: true },
  members: { kind: "set", computed: "also" },
  onpremisesGroupType: alsoText,
  owners: { kind: "set", computed: "also" },
  preventDuplicateNames: { default: false },
  provisioningOptions: { kind: "set", replaces: true },
  securityEnabled: optional,
  theme: optional,
  types: { kind: "set", replaces: true },
  visibility: alsoText,
  writebackEnabled: optional,
  mail: output,
  objectId: output,
  onpremisesDomainName: output,
  onpremisesNetbiosName: output,
  onpremisesSamAccountName: output,
  onpremisesSecurityIdentifier: output,
  onpremisesSyncEnabled: output,
  preferredLanguage: output,
  proxyAddresses: outputList,
};

/** Owners and the like that Graph does not know everywhere yet. */
const notReplicated: AlsoRetry = (status, _code, message) =>
  status === 404 ||
  (status === 400 &&
    (message.includes("One or more property values specified are invalid") ||
      message.includes("does not exist or one of its queried reference-property objects are not present")));

function toGraph(planned: Props): Entity {
  return {
    "@odata.type": entityType,
    description: orNull(planned["description"]),
    displayName: text(planned["displayName"]),
    mailEnabled: flag(planned["mailEnabled"]),
    membershipRule: orNull(object(planned["dynamicMembership"])?.["rule"]),
    securityEnabled: flag(planned["securityEnabled"]),
  };
}

/** A group in Pulumi's names, without its owners and members. */
export function groupFromGraph(group: Entity): Props {
  return {
    assignableToRole: flag(group["isAssignableToRole"]),
    autoSubscribeNewMembers: flag(group["autoSubscribeNewMembers"]),
    behaviors: texts(group["resourceBehaviorOptions"]),
    description: text(group["description"]),
    displayName: text(group["displayName"]),
    externalSendersAllowed: flag(group["allowExternalSenders"]),
    hideFromAddressLists: flag(group["hideFromAddressLists"]),
    hideFromOutlookClients: flag(group["hideFromOutlookClients"]),
    mail: text(group["mail"]),
    mailEnabled: flag(group["mailEnabled"]),
    mailNickname: text(group["mailNickname"]),
    objectId: text(group["id"]),
    onpremisesDomainName: text(group["onPremisesDomainName"]),
    onpremisesGroupType: text(object(group["writebackConfiguration"])?.["onPremisesGroupType"]),
    onpremisesNetbiosName: text(group["onPremisesNetBiosName"]),
    onpremisesSamAccountName: text(group["onPremisesSamAccountName"]),
    onpremisesSecurityIdentifier: text(group["onPremisesSecurityIdentifier"]),
    onpremisesSyncEnabled: flag(group["onPremisesSyncEnabled"]),
    preferredLanguage: text(group["preferredLanguage"]),
    provisioningOptions: texts(group["resourceProvisioningOptions"]),
    proxyAddresses: texts(group["proxyAddresses"]),
    securityEnabled: flag(group["securityEnabled"]),
    theme: text(group["theme"]),
    types: texts(group["groupTypes"]),
    visibility: text(group["visibility"]),
    writebackEnabled: flag(object(group["writebackConfiguration"])?.["isEnabled"]),
  };
}

/**
 * The rule block; an absent membershipRule counts as an empty rule, only null means none (the official SDK's habit).
 */
export function membershipRuleOf(group: Entity): Props | undefined {
  if (group["membershipRule"] === null) return undefined;
  return { enabled: text(group["membershipRuleProcessingState"]) !== "Paused", rule: text(group["membershipRule"]) };
}

/** `azuread:index/group:Group`. Through the beta API, as officially. */
export const group: ResourceType = {
  schema,
  minutes: { create: 30, update: 30, delete: 5 },
  importId: { form: "/groups/<uuid>", pattern: /^\/groups\/[0-9a-f-]{36}$/i },

  async create({ graph, session }, { planned }, made) {
    const displayName = text(planned["displayName"]);
    if (flag(planned["preventDuplicateNames"])) {
      const [existing] = await graph.list("beta", "groups", { query: { $filter: `displayName eq ${quoted(displayName)}` } });
      if (existing !== undefined)
        throw new Error(`an existing group with the display name "${displayName}" was found with object ID "${text(existing["id"])}".`);
    }
    const declared = texts(planned["owners"]);
    const dynamic = object(planned["dynamicMembership"]);
    const body: Entity = {
      ...toGraph(planned),
      groupTypes: texts(planned["types"]),
      isAssignableToRole: flag(planned["assignableToRole"]),
      // What Graph's portal makes up for a security group: eight hex digits, a dash and one more.
      mailNickname: text(planned["mailNickname"]) || `${randomBytes(4).toString("hex")}-${randomBytes(1).toString("hex").slice(1)}`,
      "owners@odata.bind": (declared.length === 0 ? [session.callerObjectId] : declared.slice(0, 20)).map((id) =>
        graph.objectReference("beta", id),
      ),
      resourceBehaviorOptions: texts(planned["behaviors"]),
      resourceProvisioningOptions: texts(planned["provisioningOptions"]),
      ...(dynamic === undefined ? {} : { membershipRuleProcessingState: flag(dynamic["enabled"]) ? "On" : "Paused" }),
    };
    const answer = await during("Creating group", graph.post("beta", "groups", { body, alsoRetry: notReplicated }));
    const objectId = text(answer["id"]);
    const path = `groups/${objectId}`;
    made(`/${path}`);
    const patched = (name: string): Promise<Entity> =>
      during(
        "Failed to patch group after creating",
        graph.patch("beta", path, { "@odata.type": entityType, displayName: name }, { alsoRetry: (status) => status === 404 }),
      );
    await patched(`TERRAFORM_UPDATE_${randomUUID()}`);
    await patched(displayName);
    await graph.operation.untilSteady(
      `Waiting for update of group with object ID "${objectId}"`,
      async () => (await graph.get("beta", path))["displayName"] === displayName,
    );
    for (const owner of declared.slice(20)) await addReference(graph, "beta", `${path}/owners`, owner);
    for (const member of texts(planned["members"])) await addReference(graph, "beta", `${path}/members`, member);
    return `/${path}`;
  },

  async read({ graph }, id, prior) {
    const path = `groups/${lastSegment(id)}`;
    let found: Entity;
    try {
      found = await graph.get("beta", path);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
    const owners = await ownersOf(graph, "beta", path);
    const members = (await graph.list("beta", `${path}/members`)).map((member) => text(member["id"]));
    const units = (await graph.list("beta", `${path}/memberOf`)).filter(
      (parent) => parent["@odata.type"] === "#microsoft.graph.administrativeUnit",
    );
    return {
      ...groupFromGraph(found),
      administrativeUnitIds: units.map((unit) => text(unit["id"])),
      dynamicMembership: membershipRuleOf(found),
      members,
      owners,
      preventDuplicateNames: flag(prior["preventDuplicateNames"]),
    };
  },

  async update({ graph }, id, plan) {
    const path = `groups/${lastSegment(id)}`;
    await during(`Updating group with object ID: "${lastSegment(id)}"`, graph.patch("beta", path, toGraph(plan.planned)));
    await updateOwners(graph, "beta", path, plan);
    if (!plan.changed("members")) return;
    const wanted = texts(plan.planned["members"]);
    const existing = (await graph.list("beta", `${path}/members`)).map((member) => text(member["id"]));
    for (const member of existing.filter((one) => !wanted.includes(one))) await graph.delete("beta", `${path}/members/${member}/$ref`);
    for (const member of wanted.filter((one) => !existing.includes(one))) await addReference(graph, "beta", `${path}/members`, member);
  },

  async delete({ graph }, id) {
    const path = `groups/${lastSegment(id)}`;
    await during(`Retrieving group with object ID: "${lastSegment(id)}"`, graph.get("beta", path));
    await during(`Deleting group with object ID: "${lastSegment(id)}"`, graph.delete("beta", path));
    await untilGone(graph, `Waiting for deletion of group with object ID "${lastSegment(id)}"`, "beta", path);
  },

  refuse: (planned) =>
    planned["mailEnabled"] === undefined && planned["securityEnabled"] === undefined
      ? `"mailEnabled": one of mailEnabled,securityEnabled must be specified`
      : undefined,
};

function parseMember(id: string): { readonly groupId: string; readonly memberId: string } {
  const [groupId = "", , memberId = ""] = id.split("/");
  return { groupId, memberId };
}

/** `azuread:index/groupMember:GroupMember`. */
export const groupMember: ResourceType = {
  schema: { groupObjectId: identity, memberObjectId: identity },
  minutes: { create: 5, delete: 5 },
  importId: { form: "<group uuid>/member/<member uuid>", pattern: /^[0-9a-f-]{36}\/member\/[0-9a-f-]{36}$/i },

  async create({ graph }, { planned }) {
    const groupId = text(planned["groupObjectId"]);
    const memberId = text(planned["memberObjectId"]);
    const id = `${groupId}/member/${memberId}`;
    await during(`Retrieving group with object ID: "${groupId}"`, graph.get("beta", `groups/${groupId}`));
    const members = `groups/${groupId}/members`;
    if ((await graph.list("beta", members)).some((member) => member["id"] === memberId)) {
      throw mustImport("azuread_group_member", id);
    }
    await during(`Adding member "${memberId}" to group "${groupId}"`, addReference(graph, "beta", members, memberId));
    return id;
  },

  async read({ graph }, id) {
    const { groupId, memberId } = parseMember(id);
    try {
      const found = await graph.list("beta", `groups/${groupId}/members`, { query: { $filter: `id eq '${memberId}'` } });
      if (!found.some((member) => member["id"] === memberId)) return undefined;
      return { groupObjectId: groupId, memberObjectId: memberId };
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  },

  async delete({ graph }, id) {
    const { groupId, memberId } = parseMember(id);
    const members = `groups/${groupId}/members`;
    await during(
      `Removing member "${memberId}" from group with object ID: "${groupId}"`,
      graph.delete("beta", `${members}/${memberId}/$ref`),
    );
    await graph.operation.untilSteady(
      `Waiting for removal of member "${memberId}" from group with object ID "${groupId}"`,
      async () => (await graph.list("beta", members, { query: { $filter: `id eq '${memberId}'` } })).length === 0,
    );
  },
};
