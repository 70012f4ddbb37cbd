import { isObject } from "../shared/compare";

/** An object as an API with PascalCase names takes it; undefined values are left out. */
export function toPascal(value: unknown): unknown {
  return renamed(value, (name) => name.charAt(0).toUpperCase() + name.slice(1));
}

/** An API's object in Pulumi's camelCase. */
export function toCamel(value: unknown): unknown {
  return renamed(value, (name) => name.charAt(0).toLowerCase() + name.slice(1));
}

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (!isObject(value) || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[rename(key), renamed(item, rename)]])),
  );
}

/** A time as the official plugin writes it: RFC 3339, UTC, seconds. */
export function timestamp(value: unknown): string | undefined {
  return value instanceof Date ? value.toISOString().replace(/\.\d+Z$/, "Z") : undefined;
}

/** What is in `wanted` but not in `present`. */
export function missingFrom<T>(present: readonly T[], wanted: readonly T[]): T[] {
  return wanted.filter((item) => !present.includes(item));
}

/** An empty text or list is absent. */
export function orAbsent<T>(value: T | undefined): T | undefined {
  return value === "" || (Array.isArray(value) && value.length === 0) ? undefined : value;
}
