/** What a request's body may hold: declared properties of a Graph type, checked as Graph checks them. */
import * as z from "zod";
import { badRequest, type GraphError } from "./graph-error";

/** A JSON object as it came over the wire. */
export type Json = Record<string, unknown>;

/** Text of 1 to `max` characters. */
export const text = (max: number): z.ZodString => z.string().min(1).max(max);

/** Text or null; an empty text counts as a value. */
export const optionalText = (max: number): z.ZodNullable<z.ZodString> => z.string().max(max).nullable();

/** A bare GUID. */
export const guid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);

/**
 * The declared properties of a Graph type. All are optional: which of them a create needs is said with {@link
 * required}.
 *
 * @param typed properties whose values are checked
 * @param declared names of further properties, separated by blanks, which are taken as they are
 */
export function graphType(typed: Readonly<Record<string, z.ZodType>>, declared = ""): z.ZodType<Json> {
  const names = declared.split(" ").filter((name) => name !== "");
  const optional = Object.fromEntries(Object.entries(typed).map(([name, type]) => [name, type.optional()]));
  return z.strictObject({ ...Object.fromEntries(names.map((name) => [name, z.unknown().optional()])), ...optional }) as z.ZodType<Json>;
}

/**
 * Checks a body and gives it back without OData annotations.
 *
 * @param resource the type's name in messages, such as `Application`
 * @param refuse makes the error; the directory's `Request_BadRequest` by default
 */
export function checked(
  type: z.ZodType<Json>,
  body: unknown,
  resource: string,
  refuse: (message: string) => GraphError = badRequest,
): Json {
  const result = type.safeParse(withoutAnnotations(jsonObject(body)));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue?.code === "unrecognized_keys") {
    const path = [...issue.path, issue.keys[0]].join(".");
    throw refuse(`Property '${path}' does not exist as a declared property or extension property of resource '${resource}'.`);
  }
  throw refuse(`Invalid value specified for property '${issue?.path.join(".") ?? ""}' of resource '${resource}'.`);
}

/** Refuses a create that leaves out or empties a property. */
export function required(
  body: Json,
  names: readonly string[],
  resource: string,
  refuse: (message: string) => GraphError = badRequest,
): void {
  for (const name of names) {
    if (body[name] === undefined || body[name] === null) {
      throw refuse(`A value is required for property '${name}' of resource '${resource}'.`);
    }
  }
}

/** The body as an object; 400 for anything else. */
export function jsonObject(body: unknown): Json {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw badRequest("A JSON object is required in the body of the request.");
  return body as Json;
}

/** Types that only their annotation tells apart; an answer without it would be read as something else. */
const POLYMORPHIC = /^#microsoft\.graph\.conditionalAccess\w+ExternalTenants$/;

/**
 * The body with `@odata.*` removed at every depth; `owners@odata.bind` and its like stay, and the type of what has
 * several.
 */
export function withoutAnnotations(value: Json): Json {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => !name.includes("@odata.") || name.endsWith("@odata.bind") || POLYMORPHIC.test(String(inner)))
      .map(([name, inner]) => [name, cleaned(inner)]),
  );
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  return typeof value === "object" && value !== null ? withoutAnnotations(value as Json) : value;
}

/**
 * The id at the end of a reference such as `https://graph/v1.0/directoryObjects/<id>`.
 *
 * @see https://learn.microsoft.com/graph/api/group-post-members
 */
export function referencedId(reference: unknown): string {
  const id = typeof reference === "string" ? /([^/()']+)'?\)?\/?$/.exec(reference)?.[1] : undefined;
  if (id === undefined) throw badRequest("Invalid URL format specified in payload: '@odata.id' must end with an object id.");
  return id;
}

/** Ids in `<name>@odata.bind` of a create. */
export function bound(body: Json, name: string): string[] {
  const references = body[`${name}@odata.bind`] ?? [];
  if (!Array.isArray(references)) throw badRequest(`Invalid value specified for property '${name}@odata.bind'.`);
  const ids = references.map(referencedId);
  if (new Set(ids.map((id) => id.toLowerCase())).size < ids.length) throw badRequest("Request contains a property with duplicate values.");
  return ids;
}
