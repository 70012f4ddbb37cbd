import { stableJson } from "../../access/json";

/**
 * True for policy documents that say the same: the order of lists and a list of one are no difference, nor is whether
 * everybody is `*` or `{AWS: *}`.
 */
export function sameDocument(live: unknown, wanted: unknown): boolean {
  const document = typeof wanted === "string" ? (JSON.parse(wanted) as unknown) : wanted;
  return stableJson(normal(live)) === stableJson(normal(document));
}

function normal(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(normal);
    if (items.length === 1) return items[0];
    return items.sort((a, b) => (stableJson(a) < stableJson(b) ? -1 : 1));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, part]): [string, unknown] => [key, normal(part)]);
  const [only, ...others] = entries;
  return only?.[0] === "AWS" && only[1] === "*" && others.length === 0 ? "*" : Object.fromEntries(entries);
}
