/**
 * A world: the AWS organization and the Entra directory that a sandbox starts with. Read from YAML, validated,
 * completed.
 */
import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import Ajv, { type ErrorObject } from "ajv";
import { parseDocument } from "yaml";
import schema from "../worlds/world.schema.json";
import { SandboxError } from "./failure";
import { readIfThere } from "./files";
import { repository } from "./paths";

/** An account of the organization. */
export interface WorldAccount {
  id: string;
  name: string;
  email: string;
  ou: string;
  state: string;
  tags: Record<string, string>;
}

/** A user of the directory; attributes beyond these are kept. */
export interface WorldUser {
  id: string;
  upn: string;
  /** Null: the user has none. */
  givenName: string | null;
  surname: string | null;
  displayName: string;
  mail: string;
  accountEnabled: boolean;
  [attribute: string]: unknown;
}

/** A group of the directory. */
export interface WorldGroup {
  id: string;
  displayName: string;
  /** User principal names, or display names of other groups. */
  members: string[];
  [attribute: string]: unknown;
}

/** A whole world with every default filled in: what the local clouds read as `world.json`. */
export interface World {
  homeRegion: string;
  organization: { managementAccount: string; featureSet: string };
  identityCenter: { enabled: boolean; instanceId: string; identityStoreId: string; acsId: string };
  ous: string[];
  accounts: WorldAccount[];
  entra: { tenantId: string; users: WorldUser[]; groups: WorldGroup[] };
}

/** The world that belongs to a stack when none is named. */
export function defaultWorldFile(stack: string): string {
  return join(repository, "sandbox", "worlds", `${stack}.yaml`);
}

/** Reads, validates and completes a world; every mistake in it is told at once. */
export function loadWorld(file: string): World {
  const text = readIfThere(file);
  if (text === undefined) {
    throw new SandboxError(`There is no world at ${file}.`, [
      `Write one like ${join("sandbox", "worlds", "dev.yaml")}; its schema is ${join("sandbox", "worlds", "world.schema.json")}.`,
      "Or name another with --world FILE.",
    ]);
  }
  return parseWorld(text, basename(file));
}

/** Like {@link loadWorld}, from the text itself. */
export function parseWorld(text: string, name: string): World {
  const document = parseDocument(text);
  const problems = document.errors.map((error) => error.message.split("\n")[0] ?? error.message);
  const world = problems.length === 0 ? ((document.toJS() as World | null) ?? ({} as World)) : ({} as World);
  if (problems.length === 0) {
    const ajv = new Ajv({ allErrors: true, useDefaults: true, verbose: true, formats: { email: /^[^@\s]+@[^@\s]+$/ } });
    const validate = ajv.compile(schema);
    if (!validate(world)) problems.push(...sentences(validate.errors ?? []));
    else problems.push(...complete(world));
  }
  if (problems.length > 0) throw new SandboxError(`The world ${name} is not valid:`, problems);
  return world;
}

function sentences(errors: readonly ErrorObject[]): string[] {
  return errors
    .filter(({ keyword, schemaPath }) => keyword !== "anyOf" && !schemaPath.endsWith("/const"))
    .map(({ instancePath, message, params, parentSchema, data }) => {
      const path = instancePath
        .slice(1)
        .replace(/\/(\d+)/g, "[$1]")
        .replaceAll("/", ".");
      const allowed = "allowedValues" in params ? `: ${(params["allowedValues"] as string[]).join(", ")}` : "";
      const extra = "additionalProperty" in params ? ` (${String(params["additionalProperty"])})` : "";
      const hint = (parentSchema as { description?: string } | undefined)?.description;
      const value = typeof data === "string" || typeof data === "number" ? ` It is ${JSON.stringify(data)}.` : "";
      return `${path || "the file"} ${message ?? "is wrong"}${allowed}${extra}.${value}${hint && value ? ` ${hint}` : ""}`;
    });
}

/** Fills in what follows from the rest; returns what contradicts itself. */
function complete(world: World): string[] {
  const problems: string[] = [];
  world.ous = [...new Set(world.ous.flatMap(withAncestors))];
  const { managementAccount } = world.organization;
  if (!world.accounts.some(({ id }) => id === managementAccount)) {
    world.accounts.unshift({ id: managementAccount, name: "management", ou: "", state: "ACTIVE", tags: {} } as unknown as WorldAccount);
  }
  const ids = new Map<string, string>();
  for (const account of world.accounts) {
    account.email ??= `aws+${account.id}@example.com`;
    const other = ids.get(account.id);
    if (other !== undefined) problems.push(`Accounts ${other} and ${account.name} have the same id, ${account.id}.`);
    ids.set(account.id, account.name);
    if (account.ou !== "" && !world.ous.includes(account.ou)) {
      problems.push(`Account ${account.name} is in ou ${account.ou}, which is not listed under ous.`);
    }
  }
  completeDirectory(world, problems);
  return problems;
}

function completeDirectory({ entra: { users, groups } }: World, problems: string[]): void {
  const upns = new Set<string>();
  for (const user of users) {
    if (upns.has(user.upn.toLowerCase())) problems.push(`The user ${user.upn} is listed twice.`);
    upns.add(user.upn.toLowerCase());
    const local = user.upn.split("@")[0] ?? user.upn;
    user.id ??= stableUuid("user", user.upn);
    user.displayName ??= [user.givenName, user.surname].filter(Boolean).join(" ") || local;
    if (user.givenName === undefined) user.givenName = user.displayName.split(" ")[0] ?? local;
    if (user.surname === undefined) user.surname = user.displayName.split(" ").slice(1).join(" ") || local;
    user.mail ??= user.upn;
  }
  const names = new Map<string, number>();
  for (const { displayName } of groups) names.set(displayName, (names.get(displayName) ?? 0) + 1);
  const ids = new Map<string, string>();
  for (const group of groups) {
    group.id ??= stableUuid("group", group.displayName);
    const other = ids.get(group.id);
    if (other !== undefined) problems.push(`Groups ${other} and ${group.displayName} have the same id; two of one name need an id each.`);
    ids.set(group.id, group.displayName);
    for (const member of group.members) {
      if (upns.has(member.toLowerCase())) continue;
      const meant = names.get(member) ?? 0;
      if (meant === 0) problems.push(`Member ${member} of group ${group.displayName} is neither a user nor a group of this world.`);
      if (meant > 1) problems.push(`Member ${member} of group ${group.displayName} could be any of ${meant} groups of that name.`);
    }
  }
}

function withAncestors(path: string): string[] {
  const names = path.split("/");
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}

/** The same id for the same name in every run, so that a seeded directory does not change under a program's feet. */
function stableUuid(kind: string, name: string): string {
  const hex = createHash("sha256").update(`${kind}:${name.toLowerCase()}`).digest("hex");
  const variant = ((parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16).padStart(2, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}
