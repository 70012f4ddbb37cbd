import type { FastifyRequest } from "fastify";
import * as z from "zod";
import { bound, checked, graphType, optionalText, required, text, type Json } from "../body";
import { listed, param, type Routes } from "../context";
import type { Group } from "../entities";
import type { ObjectKind } from "../directory";
import { recordMembership } from "../directory-audit";
import { badRequest } from "../graph-error";
import { without } from "../object";
import { entity } from "../query";
import { addReference, references } from "./references";

const groupType = graphType(
  {
    displayName: text(256),
    description: optionalText(1024),
    groupTypes: z.array(z.enum(["Unified", "DynamicMembership"])),
    mailEnabled: z.boolean(),
    mailNickname: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[^@()\\[\]";:<>, ]+$/),
    membershipRule: z.string().nullable(),
    securityEnabled: z.boolean(),
    "owners@odata.bind": z.array(z.string()),
    "members@odata.bind": z.array(z.string()).max(20),
  },
  "accessType assignedLabels isAssignableToRole isManagementRestricted membershipRuleProcessingState preferredDataLocation preferredLanguage resourceBehaviorOptions resourceProvisioningOptions theme " +
    "visibility writebackConfiguration classification allowExternalSenders autoSubscribeNewMembers hideFromAddressLists hideFromOutlookClients uniqueName",
);
const OWNERS: readonly ObjectKind[] = ["user", "servicePrincipal"];
const MEMBERS: readonly ObjectKind[] = ["user", "group", "servicePrincipal"];

/** `/groups` with members, owners and memberships. The official provider uses the beta version of them. */
export const groups: Routes = (app, context) => {
  const { directory } = context;
  const table = directory.groups;
  const addMember = (request: FastifyRequest, groupId: string, id: string): void => {
    addReference(context, groupId, "members", MEMBERS, id);
    recordMembership(directory, request, "Add member to group", groupId, id);
  };

  app.get("/groups", (request) => listed(context, request, table.list()));
  app.get("/groups/:id", (request) => entity(request, table.get(param(request, "id"))));

  app.post("/groups", (request, reply) => {
    const body = checked(groupType, request.body, "Group");
    required(body, ["displayName", "mailEnabled", "mailNickname", "securityEnabled"], "Group");
    const properties = without(body, "owners@odata.bind", "members@odata.bind") as Partial<Group> & { displayName: string };
    const [owners, members] = [bound(body, "owners"), bound(body, "members")];
    for (const id of [...owners, ...members]) {
      // Not Entra's words: the official provider would take those for a delay of replication and try for half an hour.
      if (directory.find(id) === undefined) throw badRequest(`The owner or member '${id}' of the new group is unknown.`);
    }
    if (body["mailEnabled"] === false && body["securityEnabled"] === false)
      throw badRequest("A group must be mail-enabled or security-enabled.");
    const group = directory.newGroup(properties);
    for (const id of owners) addReference(context, group.id, "owners", OWNERS, id);
    for (const id of members) addMember(request, group.id, id);
    return reply.code(201).send(entity(request, group));
  });

  app.patch("/groups/:id", (request, reply) => {
    const group = table.get(param(request, "id"));
    const changes = without(checked(groupType, request.body, "Group"), "members@odata.bind");
    for (const id of bound(request.body as Json, "members")) addMember(request, group.id, id);
    Object.assign(group, changes);
    return reply.code(204).send();
  });

  app.delete("/groups/:id", (request, reply) => {
    directory.delete({ kind: "group", object: table.get(param(request, "id")) });
    return reply.code(204).send();
  });

  references(app, context, {
    path: "/groups",
    table,
    name: "members",
    kinds: MEMBERS,
    changed: (request, change, groupId, id) =>
      recordMembership(directory, request, change === "added" ? "Add member to group" : "Remove member from group", groupId, id),
  });
  references(app, context, { path: "/groups", table, name: "owners", kinds: OWNERS });

  app.get("/groups/:id/transitiveMembers", (request) => {
    const seen = new Map<string, object>();
    const walk = (id: string): void => {
      for (const member of directory.referenced(id, "members")) {
        if (seen.has(member.id)) continue;
        seen.set(member.id, member);
        walk(member.id);
      }
    };
    walk(table.get(param(request, "id")).id);
    return listed(context, request, [...seen.values()]);
  });

  app.get("/groups/:id/memberOf", (request) => {
    const found = directory.groupsOf(table.get(param(request, "id")).id, false);
    return listed(
      context,
      request,
      found.map((group) => ({ "@odata.type": "#microsoft.graph.group", ...group })),
    );
  });
};
