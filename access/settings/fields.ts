/**
 * The vocabulary of the settings schema: every field carries what it means (docs/settings.md is made of it) and the
 * remedy that a mistake's sentence ends with. A schema's error message is that remedy and nothing else; `toProblems`
 * adds path and value, or what else is wrong ({@link Fault}).
 */
import * as z from "zod";
import { isCalendarDay } from "../../contract/clock";
import type { Problem } from "../model";
import { configPath, distinctProblems, mistake, wrong } from "../problems";
import { didYouMean, either } from "../words";

/** What docs/settings.md says of a field. */
export interface FieldDoc {
  /** Meaning, one or two sentences. */
  readonly about: string;
  /** Type in words, where the schema does not tell it. */
  readonly type?: string;
  /** Limits in words. */
  readonly limits?: string;
}

/** What is wrong with a value in another way than as such, and what to do. */
export interface Fault {
  /** Such as `has both ou and tag`. */
  readonly fault: string;
  readonly remedy: string;
}

/** Why a schema refuses a value: what to do about it, or what is wrong and what to do. */
export type ValueRefusal = string | Fault;

/** The issue by which a schema refuses a value. */
export function issueOf(refusal: ValueRefusal, input: unknown, path: readonly PropertyKey[] = []): z.core.$ZodRawIssue {
  const { remedy, ...params } = typeof refusal === "string" ? { remedy: refusal } : refusal;
  return { code: "custom", message: remedy, params, input, path: [...path] };
}

/** Why a value was refused, as {@link issueOf} was told it. */
export function refusalOf(issue: z.core.$ZodIssue): ValueRefusal {
  const { fault, keys } = (issue.code === "custom" ? (issue.params ?? {}) : {}) as { fault?: string; keys?: readonly string[] };
  if (keys !== undefined) return unknownSetting(String(issue.path.at(-1)), keys);
  return fault === undefined ? issue.message : { fault, remedy: issue.message };
}

/** Attaches documentation to a schema. */
export function documented<S extends z.ZodType>(schema: S, doc: FieldDoc): S {
  return schema.meta({ ...doc }) as S;
}

/** A mapping with these keys and no others. */
export function mappingSchema<Shape extends z.core.$ZodLooseShape>(shape: Shape, remedy?: string): z.ZodObject<Shape, z.core.$strip> {
  const keys = Object.keys(shape);
  const unknownKey = z.custom<never>(() => false, { params: { keys } });
  return z.object(shape, { error: remedy ?? `write a mapping with the keys ${either(keys, "and")}` }).catchall(unknownKey) as never;
}

/** Text of a pattern. */
export function textSchema(remedy: string, pattern = /\S/): z.ZodString {
  return z.string({ error: remedy }).regex(pattern, { error: remedy });
}

/** Text under a check of its own, whose answer is why the value is refused, or nothing. */
export function checkedTextSchema(remedy: string, check: (value: string) => ValueRefusal | undefined): z.ZodString {
  return z.string({ error: remedy }).check((context) => {
    const found = check(context.value);
    if (found !== undefined) context.issues.push(issueOf(found, context.value));
  });
}

/** A whole number within bounds, both included. */
export function wholeNumberSchema(least: number, most: number, remedy: string): z.ZodInt {
  return z.int({ error: remedy }).min(least, { error: remedy }).max(most, { error: remedy });
}

/** One of a few words. */
export function oneOfSchema<const Words extends readonly [string, ...string[]]>(
  words: Words,
): z.ZodEnum<{ [Word in Words[number]]: Word }> {
  return z.enum(words, { error: `write ${either(words)}` }) as never;
}

/** true or false. */
export function flagSchema(): z.ZodBoolean {
  return z.boolean({ error: "write true or false, without quotes" });
}

/** A list with a number of entries within bounds. */
export function listSchema<Item extends z.ZodType>(
  item: Item,
  remedy: string,
  least = 0,
  most = Number.MAX_SAFE_INTEGER,
): z.ZodArray<Item> {
  return z.array(item, { error: remedy }).min(least, { error: remedy }).max(most, { error: remedy });
}

/**
 * A calendar day, `YYYY-MM-DD`. YAML reads an unquoted day as a time, `YYYY-MM-DDT00:00:00Z`: that is taken as the
 * same day.
 */
export function daySchema(): z.ZodPipe<z.ZodString, z.ZodTransform<string, string>> {
  const remedy = "write a day of the calendar as YYYY-MM-DD, such as 2027-09-30";
  return checkedTextSchema(remedy, (value) => {
    const match = /^(\d{4}-\d{2}-\d{2})(T00:00:00(\.0+)?(Z|\+00:00))?$/.exec(value);
    return match !== null && isCalendarDay(match[1]!) ? undefined : remedy;
  }).transform((value) => value.slice(0, 10));
}

/** A URL with https, without user, port, query and fragment. */
export function parseHttpsUrl(value: string): URL | string {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return "write a whole URL that begins with https://";
  }
  if (url.protocol !== "https:") return "write it with https://";
  if (url.username !== "" || url.password !== "" || url.port !== "") return "write it without user name and port";
  return url;
}

/** A problem for every path at which a schema refused a value: its first issue. */
export function toProblems(error: z.core.$ZodError, base: readonly PropertyKey[], value: unknown): Problem[] {
  const first = new Map<string, Problem>();
  for (const issue of error.issues) {
    const path = configPath([...base, ...issue.path]);
    if (first.has(path)) continue;
    const refusal = refusalOf(issue);
    first.set(
      path,
      typeof refusal === "string" ? wrong(path, valueAt(value, issue.path), refusal) : mistake(path, refusal.fault, refusal.remedy),
    );
  }
  return distinctProblems([...first.values()]);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at: unknown = value;
  for (const part of path) {
    if (at === null || typeof at !== "object" || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[part];
  }
  return at;
}

/** What is wrong with a key that is no setting. */
export function unknownSetting(
  key: string,
  known: readonly string[],
  otherwise = known.length === 0 ? "remove it" : `the keys here are ${either(known, "and")}`,
): Fault {
  if (/^scim_?token$|^token$/i.test(key))
    return { fault: "is a secret of its own", remedy: "remove it here and run `pulumi config set --secret federation:scimToken`" };
  return { fault: "is no setting", remedy: didYouMean(key, known, otherwise) };
}
