import { filled, same } from "./plan";
import { type Field, type Schema } from "./schema";
import { unknown } from "../shared/values";
import { object, type Props } from "./values";

/** Where the official plugins note, in every object of the inputs, which properties they filled in themselves. */
const note = "__defaults";

/**
 * What the official plugin makes of the program's values: defaults where it is silent, noted as such at every depth.
 */
export function checkedInputs(schema: Schema, declared: Props): Props {
  const given = Object.entries(declared)
    .filter(([name]) => name !== note)
    .map(([name, value]) => [name, name in schema ? checkedValue(schema[name] ?? {}, value) : value] as const);
  const filledIn = Object.entries(schema).filter(([name, field]) => field.default !== undefined && isAbsent(declared[name]));
  return {
    ...Object.fromEntries(given),
    ...Object.fromEntries(filledIn.map(([name, field]) => [name, field.default])),
    [note]: filledIn.map(([name]) => name).sort(),
  };
}

function checkedValue(field: Field, value: unknown): unknown {
  const { of } = field;
  if (of === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => checkedValue({ of }, item));
  const fields = object(value);
  return fields === undefined || value === unknown ? value : checkedInputs(of, fields);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/**
 * The part of a value that somebody would write into a program: nothing empty, no defaults, nothing that only the
 * plugin sets.
 */
function written(field: Field, value: unknown): unknown {
  if (value === undefined || value === null || value === field.default) return undefined;
  if (field.default === undefined && (value === "" || value === false || value === 0)) return undefined;
  if (Array.isArray(value)) {
    if (value.length === 0) return undefined;
    return field.of === undefined ? value : value.map((item) => importedInputs(field.of ?? {}, object(item) ?? {}));
  }
  const fields = object(value);
  if (fields === undefined) return value;
  const inner = field.of === undefined ? fields : importedInputs(field.of, fields);
  return Object.keys(inner).every((name) => name === note) ? undefined : inner;
}

/**
 * Inputs for an object that was imported. Lists that the plugin fills in by itself are left out: written down they
 * would contradict each other (tags and feature tags).
 */
export function importedInputs(schema: Schema, outputs: Props): Props {
  const inputs: Props = { [note]: [] };
  for (const [name, field] of Object.entries(schema)) {
    if (field.computed === "only" || (field.computed === "also" && field.kind !== undefined)) continue;
    const value = written(field, outputs[name]);
    if (value !== undefined) inputs[name] = value;
  }
  return inputs;
}

function refreshed(field: Field, old: unknown, now: unknown): unknown {
  // Order, defaults and spelling stay the program's as long as they mean the same.
  if (same(field, filled(field, old), now)) return old;
  const [before, after] = [object(old), object(now)];
  if (field.of === undefined || before === undefined || after === undefined) {
    return Array.isArray(now) ? (written(field, now) ?? []) : now;
  }
  return Object.fromEntries(
    Object.entries(before)
      .map(([name, value]) => [name, name === note ? value : refreshed(field.of?.[name] ?? {}, value, after[name])] as const)
      .filter(([, value]) => value !== undefined),
  );
}

/** The program's inputs as the cloud now has them: what the program does not say is not added. */
export function refreshedInputs(schema: Schema, inputs: Props, outputs: Props): Props {
  return Object.fromEntries(
    Object.entries(inputs)
      .map(([name, value]) => [name, name in schema ? refreshed(schema[name] ?? {}, value, outputs[name]) : value] as const)
      .filter(([, value]) => value !== undefined),
  ) as Props;
}
