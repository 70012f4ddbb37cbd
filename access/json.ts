/**
 * JSON that is the same text for the same content, so that a plan shows only what changed.
 */

/** The value with the keys of every object sorted; lists keep their order. */
export function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, item]) => [key, sortedKeys(item)]),
  );
}

/** Minified JSON with sorted keys: white space counts against the quota of an inline policy. */
export function stableJson(value: unknown): string {
  return JSON.stringify(sortedKeys(value));
}

/** Whether it is an object with named parts, and no list. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
