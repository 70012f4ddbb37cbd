/** From Entra's users and groups to SCIM, as a job's schema says. */
import type { Group, User } from "../entities";
import type { ScimOperation, ScimResource } from "./scim-client";
import type { AttributeMapping, Schema } from "./schema";

/** Target values by SCIM path; what has no value is absent, because Entra never sends null. */
export type Mapped = Readonly<Record<string, unknown>>;

const CORE = { User: "urn:ietf:params:scim:schemas:core:2.0:User", Group: "urn:ietf:params:scim:schemas:core:2.0:Group" };
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/** What Identity Center refuses to be without. */
const REQUIRED = ["userName", "name.givenName", "name.familyName", "displayName"];

/** Attribute mappings of a kind of objects. */
export function mappingsOf(schema: Schema, kind: "User" | "Group"): readonly AttributeMapping[] {
  const mappings = schema.synchronizationRules.flatMap((rule) => rule.objectMappings);
  return mappings.find((mapping) => mapping.sourceObjectName === kind && mapping.enabled !== false)?.attributeMappings ?? [];
}

/** A user or group in SCIM's terms. */
export function mapped(schema: Schema, kind: "User" | "Group", object: User | Group): Mapped {
  const entries = mappingsOf(schema, kind)
    .filter(({ targetAttributeName }) => targetAttributeName !== "members")
    .map(({ targetAttributeName, source }) => [targetAttributeName, evaluated(source.expression, object)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null && value !== ""));
}

/** Required paths that have no value: an object without them is skipped. */
export function missing(kind: "User" | "Group", values: Mapped): string[] {
  return (kind === "User" ? REQUIRED : ["displayName"]).filter((path) => values[path] === undefined);
}

/** The body of a create. */
export function resourceOf(kind: "User" | "Group", values: Mapped): object {
  const resource: Record<string, unknown> = { schemas: [CORE[kind]] };
  for (const [path, value] of Object.entries(values)) {
    const multiple = /^(\w+)\[type eq "(\w+)"\]\.(\w+)$/.exec(path);
    if (multiple !== null) {
      const [, list = "", type = "", name = ""] = multiple;
      const [entry] = (resource[list] as Record<string, unknown>[] | undefined) ?? [{}];
      resource[list] = [{ ...entry, [name]: value, type, primary: true }];
    } else if (path.startsWith(`${ENTERPRISE}:`)) {
      resource[ENTERPRISE] = { ...(resource[ENTERPRISE] as object | undefined), [path.slice(ENTERPRISE.length + 1)]: value };
      resource["schemas"] = [CORE[kind], ENTERPRISE];
    } else if (path.includes(".")) {
      const [outer = "", inner = ""] = path.split(".");
      resource[outer] = { ...(resource[outer] as object | undefined), [inner]: value };
    } else {
      resource[path] = value;
    }
  }
  return resource;
}

/** The values that a resource of the target has now, by the same paths. */
export function valuesIn(resource: ScimResource, paths: readonly string[]): Mapped {
  const read = (path: string): unknown => {
    const multiple = /^(\w+)\[type eq "(\w+)"\]\.(\w+)$/.exec(path);
    if (multiple !== null) {
      const [, list = "", type, name = ""] = multiple;
      const entries = resource[list];
      return Array.isArray(entries) ? (entries as Record<string, unknown>[]).find((entry) => entry["type"] === type)?.[name] : undefined;
    }
    if (path.startsWith(`${ENTERPRISE}:`))
      return (resource[ENTERPRISE] as Record<string, unknown> | undefined)?.[path.slice(ENTERPRISE.length + 1)];
    return path.split(".").reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], resource);
  };
  return Object.fromEntries(paths.map((path) => [path, read(path)]).filter(([, value]) => value !== undefined && value !== null));
}

/** What a PATCH must change; attributes that lost their value are left as they are. */
export function changes(before: Mapped, after: Mapped): ScimOperation[] {
  return Object.entries(after)
    .filter(([path, value]) => before[path] !== value)
    .map(([path, value]) => ({ op: before[path] === undefined ? "add" : "replace", path, value }));
}

function evaluated(expression: string, object: User | Group): unknown {
  const attribute = /^\[(\w+)\]$/.exec(expression)?.[1];
  if (attribute !== undefined) return attributeOf(object, attribute);
  // A disabled account counts as soft-deleted.
  if (/^Switch\(\[IsSoftDeleted\]/i.test(expression)) return (object as User).accountEnabled;
  const join = /^Join\("([^"]*)",\s*(.+)\)$/i.exec(expression);
  if (join === null) return undefined;
  const parts = [...(join[2] ?? "").matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => attributeOf(object, name));
  return parts.filter((part) => typeof part === "string" && part !== "").join(join[1]);
}

/** Provisioning has its own names for some of Graph's properties. */
function attributeOf(object: User | Group, name: string): unknown {
  if (name === "objectId") return object.id;
  if (name === "mobile") return object["mobilePhone"];
  if (name === "telephoneNumber") return (object["businessPhones"] as string[] | undefined)?.[0];
  if (name === "physicalDeliveryOfficeName") return object["officeLocation"];
  return object[name];
}
