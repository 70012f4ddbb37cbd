/**
 * How the official plugin treats one property when it compares a program with the state. Only what it treats specially
 * is said: a property that is absent is optional text, number or truth, where absent, null, "", 0 and false mean the
 * same.
 */
export interface Field {
  /**
   * set: order does not matter, and the declared value stays in the state until a refresh; block: one nested object;
   * list: ordered.
   */
  readonly kind?: "value" | "list" | "set" | "map" | "block";
  /** Fields of the block, or of each element. */
  readonly of?: Schema;
  /** What the official plugin fills in when the program is silent. */
  readonly default?: string | number | boolean;
  /** The plugin sets it: when the program is silent (`"also"`), or always (`"only"`). */
  readonly computed?: "also" | "only";
  /** A change makes a new resource. */
  readonly replaces?: boolean;
  readonly required?: boolean;
  readonly secret?: boolean;
  /** A block that the program leaves out while the cloud has it with nothing but defaults is no change. */
  readonly quietWhenTrivial?: boolean;
  /** A block that the program declares with nothing but defaults while the cloud has none is no change. */
  readonly quietWhenIneffective?: boolean;
}

/** The fields of a resource or of a nested object, by Pulumi's names. */
export type Schema = Readonly<Record<string, Field>>;

export const required: Field = { required: true };
export const identity: Field = { required: true, replaces: true };
export const optional: Field = {};
export const output: Field = { computed: "only" };
export const outputList: Field = { kind: "list", computed: "only" };
export const outputMap: Field = { kind: "map", computed: "only" };
export const set: Field = { kind: "set" };
export const list: Field = { kind: "list" };

/** Set of objects. */
export function setOf(of: Schema): Field {
  return { kind: "set", of };
}

/** Ordered list of objects. */
export function listOf(of: Schema): Field {
  return { kind: "list", of };
}

/** One nested object. */
export function block(of: Schema): Field {
  return { kind: "block", of };
}

/**
 * One nested object that is no change when the program leaves it out and the cloud has it with nothing but defaults.
 */
export function quietBlock(of: Schema): Field {
  return { kind: "block", of, quietWhenTrivial: true };
}
