import { during, failed, isNotFound } from "../errors";
import { quoted, type Entity, type Graph } from "../graph";
import { ownersOf } from "../owners";
import { flag, text, texts, type Props } from "../values";
import { groupFromGraph, membershipRuleOf } from "./group";
import { hashId, type Invoke } from "./invoke";

/** `securityEnabled eq true` and the like, for the arguments that are given. */
function kinds(args: Props): string[] {
  return ["mailEnabled", "securityEnabled"].filter((key) => typeof args[key] === "boolean").map((key) => `${key} eq ${String(args[key])}`);
}

async function exactlyOne(graph: Graph, filter: string, what: string): Promise<Entity> {
  const [group, another] = await during(what, graph.list("beta", "groups", { query: { $filter: filter } }));
  if (group === undefined) throw new Error(`No group found matching filter: "${filter}"`);
  if (another !== undefined) throw new Error(`More than one group found matching filter: "${filter}"`);
  return group;
}

async function groupById(graph: Graph, objectId: string): Promise<Entity | undefined> {
  try {
    return await graph.get("beta", `groups/${objectId}`);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw failed(`Retrieving group with object ID: "${objectId}"`, error);
  }
}

/** `azuread:index/getGroup:getGroup`. */
export const getGroup: Invoke = async ({ graph }, args) => {
  const { objectId, displayName, mailNickname } = args;
  let group: Entity | undefined;
  if (text(objectId) !== "") {
    group = await groupById(graph, text(objectId));
    if (group === undefined) throw new Error(`No group found with object ID: "${text(objectId)}"`);
  } else if (text(displayName) !== "") {
    // The official plugin does not double quotes in this one filter, so a name with an apostrophe fails here as there.
    group = await exactlyOne(graph, [`displayName eq '${text(displayName)}'`, ...kinds(args)].join(" and "), "Listing groups");
  } else if (text(mailNickname) !== "") {
    group = await exactlyOne(graph, [`mailNickname eq '${text(mailNickname)}'`, ...kinds(args)].join(" and "), "Listing groups");
  } else {
    throw new Error(`"displayName": one of displayName,mailNickname,objectId must be specified`);
  }
  const path = `groups/${text(group["id"])}`;
  const members = await graph.list("beta", `${path}/${flag(args["includeTransitiveMembers"]) ? "transitiveMembers" : "members"}`);
  const rule = membershipRuleOf(group);
  return {
    ...groupFromGraph(group),
    dynamicMemberships: rule === undefined ? [] : [rule],
    id: text(group["id"]),
    includeTransitiveMembers: flag(args["includeTransitiveMembers"]),
    members: members.map((member) => text(member["id"])),
    owners: await ownersOf(graph, "beta", path),
  };
};

async function groupsNamed(graph: Graph, args: Props): Promise<Entity[]> {
  const groups: Entity[] = [];
  for (const name of texts(args["displayNames"])) {
    const $filter = [`displayName eq ${quoted(name)}`, ...kinds(args)].join(" and ");
    const found = await during(`No group found with display name: "${name}"`, graph.list("beta", "groups", { query: { $filter } }));
    if (found.length > 1) throw new Error(`More than one group found with display name: "${name}"`);
    if (found.length === 0 && !flag(args["ignoreMissing"])) throw new Error(`No group found with display name: "${name}"`);
    groups.push(...found);
  }
  return groups;
}

async function groupsById(graph: Graph, args: Props): Promise<Entity[]> {
  const groups: Entity[] = [];
  for (const objectId of texts(args["objectIds"])) {
    const group = await groupById(graph, objectId);
    if (group !== undefined) groups.push(group);
    else if (!flag(args["ignoreMissing"])) throw new Error(`No group found with object ID: "${objectId}"`);
  }
  return groups;
}

/** `azuread:index/getGroups:getGroups`: one request a name or id, one in all for a prefix. */
export const getGroups: Invoke = async ({ graph }, args) => {
  const prefix = text(args["displayNamePrefix"]);
  let groups: Entity[];
  if (texts(args["displayNames"]).length > 0) groups = await groupsNamed(graph, args);
  else if (texts(args["objectIds"]).length > 0) groups = await groupsById(graph, args);
  else if (prefix !== "" || flag(args["returnAll"])) {
    const $filter = [...kinds(args), ...(prefix === "" ? [] : [`startsWith(displayName, ${quoted(prefix)})`])].join(" and ");
    groups = await during("Could not retrieve groups", graph.list("beta", "groups", $filter === "" ? {} : { query: { $filter } }));
  } else throw new Error(`"displayNames": one of displayNamePrefix,displayNames,objectIds,returnAll must be specified`);
  if (groups.length === 0 && !flag(args["returnAll"])) throw new Error("No groups found");
  const displayNames = groups.map((group) => text(group["displayName"]));
  return {
    displayNamePrefix: prefix,
    displayNames,
    id: hashId("groups", displayNames),
    ignoreMissing: flag(args["ignoreMissing"]),
    mailEnabled: flag(args["mailEnabled"]),
    objectIds: groups.map((group) => text(group["id"])),
    returnAll: flag(args["returnAll"]),
    securityEnabled: flag(args["securityEnabled"]),
  };
};

/** Pulumi's name and Graph's name where they differ, with the text fields of getUser. */
const userTexts: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...["ageGroup", "city", "companyName", "consentProvidedForMinor", "country", "creationType", "department", "displayName"],
      ...["employeeHireDate", "employeeId", "employeeType", "externalUserState", "faxNumber", "givenName", "jobTitle", "mail"],
      ...["mailNickname", "mobilePhone", "officeLocation", "postalCode", "preferredLanguage", "state", "streetAddress", "surname"],
      ...["usageLocation", "userPrincipalName", "userType"],
    ].map((name) => [name, name]),
  ),
  objectId: "id",
  onpremisesDistinguishedName: "onPremisesDistinguishedName",
  onpremisesDomainName: "onPremisesDomainName",
  onpremisesImmutableId: "onPremisesImmutableId",
  onpremisesSamAccountName: "onPremisesSamAccountName",
  onpremisesSecurityIdentifier: "onPremisesSecurityIdentifier",
  onpremisesUserPrincipalName: "onPremisesUserPrincipalName",
};

const userLists = ["businessPhones", "imAddresses", "otherMails", "proxyAddresses"] as const;
const userSelection = [
  "id",
  "accountEnabled",
  "employeeOrgData",
  "onPremisesSyncEnabled",
  "showInAddressList",
  ...userLists,
  ...Object.values(userTexts).filter((name) => name !== "id"),
].join(",");

function userTextsOf(user: Entity, names: Readonly<Record<string, string>>): Props {
  return Object.fromEntries(Object.entries(names).map(([mine, graphs]) => [mine, text(user[graphs])]));
}

/** The first of the identifying arguments that is given, as `[name, value]`. */
function givenOf(args: Props, names: readonly string[]): readonly [string, string] | undefined {
  const name = names.find((candidate) => text(args[candidate]) !== "");
  return name === undefined ? undefined : [name, text(args[name])];
}

async function managerOf(graph: Graph, id: string): Promise<string> {
  try {
    return text((await graph.get("v1.0", `users/${id}/manager`))["id"]);
  } catch (error) {
    if (isNotFound(error)) return "";
    throw failed(`Could not retrieve manager for user with object ID "${id}"`, error);
  }
}

/** `azuread:index/getUser:getUser`. */
export const getUser: Invoke = async ({ graph }, args) => {
  let objectId = text(args["objectId"]);
  if (objectId === "") {
    const given = givenOf(args, ["userPrincipalName", "mail", "mailNickname", "employeeId"]);
    if (given === undefined)
      throw new Error(`"userPrincipalName": one of employeeId,mail,mailNickname,objectId,userPrincipalName must be specified`);
    const [name, value] = given;
    const [user, another] = await during(
      "Finding user",
      graph.list("v1.0", "users", { query: { $filter: `${name} eq ${quoted(value)}` } }),
    );
    if (user === undefined) throw new Error(`User with ${name} "${value}" was not found`);
    if (another !== undefined) throw new Error(`More than one user found with ${name}: "${value}"`);
    objectId = text(user["id"]);
  } else {
    try {
      await graph.get("v1.0", `users/${objectId}`);
    } catch (error) {
      throw isNotFound(error) ? new Error(`User not found with object ID: "${objectId}"`) : error;
    }
  }
  const user = await during("Retrieving user", graph.get("v1.0", `users/${objectId}`, { query: { $select: userSelection } }));
  const organization = (user["employeeOrgData"] ?? {}) as Entity;
  return {
    ...userTextsOf(user, userTexts),
    ...Object.fromEntries(userLists.map((name) => [name, texts(user[name])])),
    accountEnabled: flag(user["accountEnabled"]),
    costCenter: text(organization["costCenter"]),
    division: text(organization["division"]),
    id: objectId,
    managerId: await managerOf(graph, objectId),
    onpremisesSyncEnabled: flag(user["onPremisesSyncEnabled"]),
    showInAddressList: user["showInAddressList"] !== false,
  };
};

/** The argument of getUsers, and the field that it filters by. */
const userKeys = {
  userPrincipalNames: "userPrincipalName",
  mails: "mail",
  mailNicknames: "mailNickname",
  employeeIds: "employeeId",
} as const;
const usersFields: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["displayName", "employeeId", "mail", "mailNickname", "usageLocation", "userPrincipalName"].map((name) => [name, name]),
  ),
  objectId: "id",
  onpremisesImmutableId: "onPremisesImmutableId",
  onpremisesSamAccountName: "onPremisesSamAccountName",
  onpremisesUserPrincipalName: "onPremisesUserPrincipalName",
};
const usersSelection = ["accountEnabled", ...Object.values(usersFields)].join(",");

async function usersBy(graph: Graph, args: Props): Promise<Entity[]> {
  if (flag(args["returnAll"]))
    return during("Could not retrieve users", graph.list("v1.0", "users", { query: { $select: usersSelection } }));
  const users: Entity[] = [];
  const miss = (what: string): void => {
    if (!flag(args["ignoreMissing"])) throw new Error(what);
  };
  for (const [argument, field] of Object.entries(userKeys)) {
    for (const value of texts(args[argument])) {
      const query = { $filter: `${field} eq ${quoted(value)}`, $select: usersSelection };
      const found = await during(`Finding user with ${field}: "${value}"`, graph.list("v1.0", "users", { query }));
      if (found.length > 1) throw new Error(`More than one user found with ${field}: "${value}"`);
      if (found.length === 0) miss(`User with ${field} "${value}" was not found`);
      users.push(...found);
    }
  }
  for (const objectId of texts(args["objectIds"])) {
    try {
      users.push(await graph.get("v1.0", `users/${objectId}`));
    } catch (error) {
      if (!isNotFound(error)) throw error;
      miss(`User not found with object ID: "${objectId}"`);
    }
  }
  return users;
}

/** `azuread:index/getUsers:getUsers`: one request a name or id. */
export const getUsers: Invoke = async ({ graph }, args) => {
  const users = await usersBy(graph, args);
  if (users.length === 0 && !flag(args["returnAll"]) && !flag(args["ignoreMissing"])) throw new Error("No users found");
  const rows = users.map((user) => ({ ...userTextsOf(user, usersFields), accountEnabled: flag(user["accountEnabled"]) }) as Props);
  const column = (name: string): string[] => rows.map((row) => text(row[name]));
  return {
    employeeIds: column("employeeId").filter((id) => id !== ""),
    id: hashId("users", column("userPrincipalName")),
    ignoreMissing: flag(args["ignoreMissing"]),
    mailNicknames: column("mailNickname"),
    mails: column("mail").filter((mail) => mail !== ""),
    objectIds: column("objectId"),
    returnAll: flag(args["returnAll"]),
    userPrincipalNames: column("userPrincipalName"),
    users: rows,
  };
};
