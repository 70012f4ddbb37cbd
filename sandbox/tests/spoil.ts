/** JSON values with one place spoilt. */

/** Keys and indexes that lead to a place; none lead to the whole. */
export type Path = readonly (string | number)[];

/** Every place of a JSON value, the whole first. */
export function paths(value: unknown, at: Path = []): Path[] {
  if (value === null || typeof value !== "object") return [at];
  return [at, ...Object.entries(value).flatMap(([key, item]) => paths(item, [...at, Array.isArray(value) ? Number(key) : key]))];
}

/** A copy with another value in one place. */
export function spoiled(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = spoiled(copy[key], rest, by);
  return copy;
}
