import type { PolicyConfigSchema } from "@pulumi/policy";

type JsonSchema = PolicyConfigSchema["properties"][string];

/** One setting of a rule: its JSON schema and what holds where it is not set. */
export interface Field<T> {
  readonly schema: JsonSchema;
  readonly initial: T;
}

/** Settings of a rule by name. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

/** Values of {@link Fields}. */
export type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** A number within limits. */
export function number(initial: number, description: string, limits: { minimum: number; maximum: number }): Field<number> {
  return { initial, schema: { type: "number", description, default: initial, ...limits } };
}

/** A number within limits that is not demanded unless it is set. */
export function optionalNumber(description: string, limits: { minimum: number; maximum: number }): Field<number | undefined> {
  return { initial: undefined, schema: { type: "number", description, ...limits } };
}

/** Yes or no. */
export function choice(initial: boolean, description: string): Field<boolean> {
  return { initial, schema: { type: "boolean", description, default: initial } };
}

/** A list of texts. */
export function texts(initial: readonly string[], description: string): Field<readonly string[]> {
  return { initial, schema: { type: "array", items: { type: "string" }, description, default: [...initial] } };
}

/** A list of texts that overrides what the stack itself tells; left out, the stack's own facts count. */
export function optionalTexts(description: string): Field<readonly string[] | undefined> {
  return { initial: undefined, schema: { type: "array", items: { type: "string" }, description } };
}

/** A text that overrides what the stack itself tells; left out, the stack's own facts count. */
export function optionalText(description: string, pattern?: string): Field<string | undefined> {
  return { initial: undefined, schema: { type: "string", description, ...(pattern === undefined ? {} : { pattern }) } };
}

/** What the engine gives, completed: outside of the engine nobody else applies the defaults. */
export function valuesOf<F extends Fields>(fields: F, given: Readonly<Record<string, unknown>>): Values<F> {
  return Object.fromEntries(Object.entries(fields).map(([name, { initial }]) => [name, given[name] ?? initial])) as Values<F>;
}
