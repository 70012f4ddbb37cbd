import * as z from "zod";
import { checked, graphType, jsonObject, optionalText, referencedId, required, text } from "../body";
import { listed, param, type Context, type Routes } from "../context";
import type { User } from "../entities";
import { GraphError, notFound } from "../graph-error";
import { GUID } from "../identifier";
import { without } from "../object";
import { entity } from "../query";

const userType = graphType(
  {
    userPrincipalName: z
      .string()
      .max(113)
      .regex(/^[^\s@]+@[^\s@]+$/),
    displayName: text(256),
    givenName: optionalText(64),
    surname: optionalText(64),
    mail: z
      .string()
      .regex(/^[^\s@]+@[^\s@]+$/)
      .nullable(),
    mailNickname: text(64),
    accountEnabled: z.boolean(),
  },
  "passwordProfile ageGroup businessPhones city companyName consentProvidedForMinor country department employeeId employeeType employeeHireDate " +
    "employeeOrgData faxNumber jobTitle mobilePhone officeLocation onPremisesExtensionAttributes onPremisesImmutableId otherMails passwordPolicies " +
    "postalCode preferredLanguage showInAddressList state streetAddress usageLocation userType",
);

/** `/users` with manager. */
export const users: Routes = (app, context) => {
  const { directory } = context;
  const table = directory.users;
  const resolve = (id: string): User => userOf(context, id);

  app.get("/users", (request) => listed(context, request, table.list()));
  app.get("/users/:id", (request) => entity(request, resolve(param(request, "id"))));

  app.post("/users", (request, reply) => {
    const body = checked(userType, request.body, "User");
    required(body, ["accountEnabled", "displayName", "mailNickname", "passwordProfile", "userPrincipalName"], "User");
    const attributes = without(body, "passwordProfile") as Partial<User> & { userPrincipalName: string };
    refuseTaken(table.everything(), attributes.userPrincipalName);
    return reply.code(201).send(entity(request, directory.newUser(attributes)));
  });

  app.patch("/users/:id", (request, reply) => {
    const user = resolve(param(request, "id"));
    const changes = without(checked(userType, request.body, "User"), "passwordProfile");
    const upn = changes["userPrincipalName"];
    if (typeof upn === "string")
      refuseTaken(
        table.everything().filter((other) => other !== user),
        upn,
      );
    Object.assign(user, changes);
    return reply.code(204).send();
  });

  app.delete("/users/:id", (request, reply) => {
    directory.delete({ kind: "user", object: resolve(param(request, "id")) });
    return reply.code(204).send();
  });

  app.get("/users/:id/manager", (request) => {
    const [manager] = directory.referenced(resolve(param(request, "id")).id, "manager");
    if (manager === undefined) throw notFound("manager");
    return entity(request, manager);
  });

  app.put("/users/:id/manager/$ref", (request, reply) => {
    const { id } = resolve(param(request, "id"));
    const manager = resolve(referencedId(jsonObject(request.body)["@odata.id"]));
    for (const old of directory.relations.list(id, "manager")) directory.relations.remove(id, "manager", old);
    directory.relations.add(id, "manager", manager.id);
    return reply.code(204).send();
  });
};

/** The user with this object id or user principal name. */
export function userOf({ directory }: Context, id: string): User {
  if (GUID.test(id)) return directory.users.get(id);
  const user = directory.users.list().find(({ userPrincipalName }) => userPrincipalName.toLowerCase() === id.toLowerCase());
  if (user === undefined) throw notFound(id);
  return user;
}

function refuseTaken(others: readonly User[], upn: string): void {
  if (others.some((other) => other.userPrincipalName.toLowerCase() === upn.toLowerCase())) {
    throw new GraphError(400, "Request_BadRequest", "Another object with the same value for property userPrincipalName already exists.");
  }
}
