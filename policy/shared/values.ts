import { MalformedValueError } from "./unknowns";

/**
 * Text of a property; undefined where it is missing. Numbers and booleans are read as text, as the providers do.
 *
 * @throws MalformedValueError where it is something else.
 */
export function readText(value: unknown, property: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new MalformedValueError(`${property} is malformed; it must be text`);
}

/** Elements of a list property; none where it is missing; a single value is a list of one, as in IAM documents. */
export function readList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** Fields of a block property; empty where it is missing. Some bridges hold a block as a list of one. */
export function readBlock(value: unknown, property: string): Readonly<Record<string, unknown>> {
  const single: unknown = Array.isArray(value) ? value[0] : value;
  if (single === undefined || single === null) return {};
  if (typeof single === "object") return single as Readonly<Record<string, unknown>>;
  throw new MalformedValueError(`${property} is malformed; it must be a block of fields`);
}

/** A boolean property; undefined where it is missing. The text `"true"` counts, as it does for the providers. */
export function readBoolean(value: unknown, property: string): boolean | undefined {
  const written = readText(value, property);
  if (written === undefined) return undefined;
  if (written === "true" || written === "false") return written === "true";
  throw new MalformedValueError(`${property} is malformed; it must be true or false`);
}

/** A number property; undefined where it is missing. Text that is a number counts, as it does for the providers. */
export function readNumber(value: unknown, property: string): number | undefined {
  const written = readText(value, property);
  if (written === undefined) return undefined;
  const read = Number(written);
  if (written.trim() !== "" && Number.isFinite(read)) return read;
  throw new MalformedValueError(`${property} is malformed; it must be a number`);
}

/** A value as it may stand in a message: quoted, one line, at most 80 characters. Never for what may be secret. */
export function show(value: string): string {
  const line = value.replace(/\s+/g, " ");
  return `"${line.length > 80 ? `${line.slice(0, 77)}...` : line}"`;
}

/** Names in a sentence: `a, b and c`. */
export function names(values: readonly string[], last = "and"): string {
  return values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} ${last} ${values.at(-1)}`;
}
