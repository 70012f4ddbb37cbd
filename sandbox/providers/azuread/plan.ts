import { isDeepStrictEqual } from "node:util";
import { unknown } from "../shared/values";
import { type Difference, type Kind } from "../shared/stand-in";
import { type Field, type Schema } from "./schema";
import { object, type Props } from "./values";

/** Absent, null, "", 0, false, [] and {}: all one to the official plugin. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === 0 || value === false) return true;
  return typeof value === "object" && Object.values(value).length === 0;
}

/** The declared values with the defaults of nested objects filled in; what is unknown stays unknown. */
export function filled(field: Field, value: unknown): unknown {
  if (field.of === undefined || value === unknown) return value;
  const { of } = field;
  const inner = (item: unknown): unknown => (object(item) === undefined ? item : planOf(of, object(item) ?? {}, {}));
  return Array.isArray(value) ? value.map(inner) : inner(value);
}

/**
 * What the official plugin plans: the program's values, defaults where it is silent, and the state's value where the
 * plugin computes what the program leaves out.
 */
export function planOf(schema: Schema, declared: Props, prior: Props): Props {
  const planned: Props = {};
  for (const [name, field] of Object.entries(schema)) {
    const value = declared[name];
    if (field.computed !== "only" && value !== undefined && value !== null) {
      const before = field.kind === "block" ? object(prior[name]) : undefined;
      // Inside a block, too, what the plugin computes keeps its old value.
      planned[name] =
        before !== undefined && field.of !== undefined && object(value) !== undefined
          ? planOf(field.of, object(value) ?? {}, before)
          : filled(field, value);
    } else if (field.computed !== undefined) planned[name] = prior[name];
    else if (field.default !== undefined) planned[name] = field.default;
  }
  return planned;
}

/** A form in which equal things are equal: no empties, sets sorted. */
function canonical(field: Field, value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical({ of: field.of ?? {} }, item));
    return field.kind === "set" ? items.map((item) => JSON.stringify(item)).sort() : items;
  }
  const fields = object(value);
  if (fields === undefined) return isEmpty(value) ? "" : value;
  return Object.fromEntries(
    Object.keys(fields)
      .sort()
      .map((key) => [key, canonical(field.of?.[key] ?? {}, fields[key])] as const)
      .filter(([, item]) => !isEmpty(item)),
  );
}

/** True when two values are one to the official plugin. */
export function same(field: Field, one: unknown, other: unknown): boolean {
  if (one === unknown || other === unknown) return false;
  if (isEmpty(one) && isEmpty(other)) return true;
  return isDeepStrictEqual(canonical(field, one), canonical(field, other));
}

/** True when a block says nothing but defaults. */
function isTrivial(schema: Schema, value: Props): boolean {
  return Object.entries(value).every(([name, item]) => {
    const field = schema[name] ?? {};
    if (isEmpty(item) || item === field.default) return true;
    const nested = object(item);
    return nested !== undefined && field.of !== undefined && isTrivial(field.of, nested);
  });
}

function join(path: string, name: string): string {
  if (path === "") return name;
  return /^[\w]+$/.test(name) ? `${path}.${name}` : `${path}["${name.replaceAll('"', '\\"')}"]`;
}

function kindOf(prior: unknown, planned: unknown): Kind {
  if (prior === undefined || prior === null) return "add";
  return planned === undefined || planned === null ? "delete" : "update";
}

/** Elements of a set that come or go; elements of a list that change, place by place. */
function itemDifferences(
  field: Field,
  prior: readonly unknown[],
  planned: readonly unknown[],
  path: string,
  replaces: boolean,
): Difference[] {
  const item: Field = { of: field.of ?? {} };
  if (field.kind === "set") {
    const gone = prior.flatMap((one, at) =>
      planned.some((other) => same(item, one, other)) ? [] : [{ path: `${path}[${at}]`, kind: "delete" as const, replaces }],
    );
    const come = planned.flatMap((one, at) =>
      prior.some((other) => same(item, one, other)) ? [] : [{ path: `${path}[${at}]`, kind: "add" as const, replaces }],
    );
    return [...gone.filter(({ path: at }) => !come.some((other) => other.path === at)), ...come];
  }
  return Array.from({ length: Math.max(prior.length, planned.length) }).flatMap((_, at) => {
    const here = `${path}[${at}]`;
    if (at >= prior.length) return [{ path: here, kind: "add" as const, replaces }];
    if (at >= planned.length) return [{ path: here, kind: "delete" as const, replaces }];
    if (same(item, prior[at], planned[at])) return [];
    const [before, after] = [object(prior[at]), object(planned[at])];
    if (field.of === undefined || before === undefined || after === undefined) return [{ path: here, kind: "update" as const, replaces }];
    return differencesOf(field.of, before, after, here, replaces);
  });
}

function blockDifferences(field: Field, prior: unknown, planned: unknown, path: string): Difference[] {
  const [before, after, replaces] = [object(prior), object(planned), field.replaces === true];
  if (before !== undefined && after !== undefined) return differencesOf(field.of ?? {}, before, after, path);
  if (before !== undefined) {
    return field.quietWhenTrivial === true && isTrivial(field.of ?? {}, before) ? [] : [{ path, kind: "delete", replaces }];
  }
  if (after === undefined || (field.quietWhenIneffective === true && isTrivial(field.of ?? {}, after))) return [];
  return [{ path, kind: "add", replaces }];
}

/** What differs between the state and the plan, property by property, by Pulumi's paths. */
export function differencesOf(schema: Schema, prior: Props, planned: Props, path = "", replaced = false): Difference[] {
  return Object.entries(schema).flatMap(([name, field]): Difference[] => {
    const [before, after]: unknown[] = [prior[name], planned[name]];
    const [here, replaces] = [join(path, name), replaced || field.replaces === true];
    if (field.computed === "only" || (field.computed === "also" && isEmpty(after))) return [];
    if (field.kind === "block" && after !== unknown) return blockDifferences(field, before, after, here);
    if (same(field, before, after)) return [];
    if (field.kind === "map" && after !== unknown) {
      const [olds, news] = [object(before) ?? {}, object(after) ?? {}];
      const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter((key) => !same({}, olds[key], news[key]));
      return keys.map((key) => ({ path: join(here, key), kind: kindOf(olds[key], news[key]), replaces }));
    }
    if (Array.isArray(after) && Array.isArray(before)) return itemDifferences(field, before, after, here, replaces);
    return [{ path: here, kind: kindOf(before, after), replaces }];
  });
}

/** The state as planned: what a preview shows, and what an update leaves that does not read the object again. */
export function plannedState(schema: Schema, prior: Props, planned: Props): Props {
  const state: Props = { ...planned };
  for (const [name, field] of Object.entries(schema)) {
    // A block whose absence from the program is no change stays.
    if (planned[name] === undefined && differencesOf({ [name]: field }, prior, planned).length === 0) state[name] = prior[name];
  }
  return state;
}

/** The value and its field at a path such as `api.oauth2PermissionScopes`. */
function at(schema: Schema, value: Props, path: string): readonly [Field, unknown] {
  const [name = "", ...rest] = path.split(".");
  const field = schema[name] ?? {};
  if (rest.length === 0) return [field, value[name]];
  return at(field.of ?? {}, object(value[name]) ?? {}, rest.join("."));
}

/** Tells whether what is planned at a path differs from the state. */
export function changeTest(schema: Schema, prior: Props, planned: Props): (path: string) => boolean {
  return (path) => {
    const [field, before] = at(schema, prior, path);
    const [, after] = at(schema, planned, path);
    return !(field.computed === "also" && isEmpty(after)) && !same(field, before, after);
  };
}

/** True when `path` is, or lies below, one of the paths that a program ignores. */
export function isIgnored(path: string, ignored: readonly string[]): boolean {
  return ignored.some((one) => one === "*" || path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[`));
}

/**
 * The state after a create or update: what was read, except that a set that was planned stays as it was planned, so
 * that it is only a refresh that brings roles, owners and the like into the state that the program does not declare.
 * (Terraform's SDK does this to every set.)
 */
export function settled(schema: Schema, planned: Props, read: Props): Props {
  const state: Props = { ...read };
  for (const [name, field] of Object.entries(schema)) {
    const [mine, theirs] = [planned[name], read[name]];
    const nested = object(mine);
    // What means the same is taken from the cloud, so that the state is written as a refresh would write it.
    if (field.kind === "set" && (mine !== undefined || field.computed === undefined))
      state[name] = same(field, mine, theirs) ? (theirs ?? []) : (mine ?? []);
    else if (field.kind === "block" && nested !== undefined && object(theirs) !== undefined)
      state[name] = settled(field.of ?? {}, nested, object(theirs) ?? {});
  }
  return state;
}
