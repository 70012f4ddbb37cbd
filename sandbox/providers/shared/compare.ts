import { unknown, type Props } from "./values";

/**
 * What makes two values of a type the same although they are written differently. Paths have no indexes:
 * `attributes.values.sources`.
 */
export interface Equivalences {
  /** Lists in which neither order nor repetition means anything. */
  readonly sets?: readonly string[];
  /** Texts that hold JSON. */
  readonly json?: readonly string[];
  /**
   * Texts that hold an IAM policy document: one value and a list of that one value are the same, and lists are sets.
   */
  readonly policies?: readonly string[];
}

/**
 * Canonical form of a value; undefined for what clouds do not tell from absent: null, "", 0, false, an empty list or
 * object.
 */
export function canonical(value: unknown, path: string, rules: Equivalences): unknown {
  if (value === undefined || value === null || value === "" || value === false || value === 0) return undefined;
  if (Array.isArray(value)) {
    if (value.length === 0) return undefined;
    const items = value.map((item: unknown) => canonical(item, path, rules) ?? "");
    return rules.sets?.includes(path) ? [...new Set(items.map((item) => JSON.stringify(item)))].sort() : items;
  }
  if (typeof value === "object") {
    const fields = Object.entries(value)
      .filter(([key]) => !key.startsWith("__"))
      .map(([key, item]) => [key, canonical(item, path === "" ? key : `${path}.${key}`, rules)] as const)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return fields.length === 0 ? undefined : Object.fromEntries(fields);
  }
  if (typeof value === "string") {
    if (rules.policies?.includes(path)) return JSON.stringify(canonicalPolicy(parsed(value))) ?? value;
    if (rules.json?.includes(path)) return JSON.stringify(sorted(parsed(value)));
  }
  return String(value);
}

/** True when both mean the same. */
export function same(one: unknown, other: unknown, path: string, rules: Equivalences): boolean {
  return JSON.stringify(canonical(one, path, rules)) === JSON.stringify(canonical(other, path, rules));
}

/**
 * `actual`, but in the words of `wanted` wherever both mean the same, so that a refresh shows only what really differs.
 */
export function inWordsOf(wanted: unknown, actual: unknown, path: string, rules: Equivalences): unknown {
  if (wanted === undefined) return actual;
  if (same(wanted, actual, path, rules)) return wanted;
  if (!isObject(wanted) || !isObject(actual)) return actual;
  return Object.fromEntries(
    Object.entries(actual).map(([key, value]) => [key, inWordsOf(wanted[key], value, path === "" ? key : `${path}.${key}`, rules)]),
  );
}

/** True for an object that is no list. */
export function isObject(value: unknown): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  if (text === unknown) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

function canonicalPolicy(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(canonicalPolicy);
    return items.length === 1 ? items[0] : items.map((item) => JSON.stringify(item)).sort();
  }
  if (!isObject(value)) return String(value);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, canonicalPolicy(value[key])]),
  );
}
