/** Resources with one place of their properties spoilt, also within JSON. */
import { UNKNOWN, type Wire } from "../testing";

/** In place of a value: the property is not there at all. */
export const MISSING = Symbol("missing");

/** What a rule may meet in any place, whatever a provider's schema says. */
export const BAD: readonly unknown[] = [MISSING, null, UNKNOWN, "", "{", "null", 7, true, [], [null], {}];

/** One place: the child to take at each level. */
export interface Place {
  readonly path: readonly number[];
  /** Names on the way; elements of a list have none of their own. */
  readonly name: string;
}

/** Every place of properties, those within JSON too. */
export function places(given: unknown, path: readonly number[] = [], name = ""): readonly Place[] {
  const inside = opened(given);
  if (inside === undefined) return [];
  return Object.entries(inside.value).flatMap(([key, child], index) => {
    const place = { path: [...path, index], name: Array.isArray(inside.value) ? `${name}[]` : `${name}.${key}` };
    return [place, ...places(child, place.path, place.name)];
  });
}

/** A resource with one place replaced. */
export function withReplaced({ props, ...rest }: Wire, path: readonly number[], by: unknown): Wire {
  const spoilt = replaced(props, path, by);
  return { ...rest, props: typeof spoilt === "object" && spoilt !== null ? (spoilt as Record<string, unknown>) : {} };
}

/** The object or list that a value is, or is the JSON of. */
function opened(given: unknown): { readonly value: object; readonly json: boolean } | undefined {
  if (typeof given === "object" && given !== null) return { value: given, json: false };
  if (typeof given !== "string" || !/^[[{]/.test(given)) return undefined;
  try {
    return { value: JSON.parse(given) as object, json: true };
  } catch {
    return undefined;
  }
}

/** A copy with one place replaced; `path` chooses a child at each level, and how deep to go by its length. */
function replaced(given: unknown, [first, ...rest]: readonly number[], by: unknown): unknown {
  if (first === undefined) return by;
  const inside = opened(given);
  if (inside === undefined) return by;
  const { value, json } = inside;
  const keys = Object.keys(value);
  const key = keys[first % keys.length];
  if (key === undefined) return json ? "" : by;
  const child = replaced((value as Record<string, unknown>)[key], rest, by);
  const entries = Object.entries(value).flatMap(([name, field]) =>
    name !== key ? [[name, field as unknown]] : child === MISSING ? [] : [[name, child]],
  );
  const copy: unknown = Array.isArray(value) ? entries.map(([, field]) => field) : Object.fromEntries(entries);
  return json ? JSON.stringify(copy) : copy;
}
