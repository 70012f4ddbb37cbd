import { type Entity } from "./graph";

/** Properties of a resource, in Pulumi's names. */
export type Props = Record<string, unknown>;

/** Text, "" when absent. The official plugin does not tell an unset text from an empty one. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Truth, false when absent. */
export function flag(value: unknown): boolean {
  return value === true;
}

/** A list of texts, [] when absent or null. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** A list of objects, [] when absent or null. */
export function objects(value: unknown): Entity[] {
  return Array.isArray(value) ? value.filter((item): item is Entity => typeof item === "object" && item !== null) : [];
}

/** An object, or undefined when absent or null. */
export function object(value: unknown): Entity | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Entity) : undefined;
}

/** What the official SDK sends for an empty optional text: an explicit null. */
export function orNull(value: unknown): string | null {
  return text(value) === "" ? null : text(value);
}

/** The last segment of a resource id or path, e.g. the UUID of `/servicePrincipals/<uuid>`. */
export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A name-to-id map of app roles or permission scopes; entries without a value have no place in it. */
export function idsByValue(items: readonly Entity[]): Record<string, string> {
  return Object.fromEntries(items.filter((item) => text(item["value"]) !== "").map((item) => [text(item["value"]), text(item["id"])]));
}
