import { FACT_FORMS, type StackFacts } from "../../contract/facts";
import { byIndex } from "../sdk/by-index";
import { KeptForRun } from "../sdk/run";
import { isUnknown } from "../sdk/unknown-value";
import { MalformedValueError } from "./unknowns";
import { ifKnown } from "./links";
import { readBlock, readList, readNumber, readText } from "./values";

/**
 * The facts of a stack that rules judge by. Reading one that preview does not know yet throws, as reading any such
 * value does. Configuration of a rule overrides it. Maps are for the report alone, save those of a federation of
 * several stacks.
 */
export type Facts = Omit<StackFacts, "accounts" | "groupNames" | "leftAlone" | "reportLimits">;

type Form = (typeof FACT_FORMS)[keyof typeof FACT_FORMS];
const READERS: { readonly [F in Exclude<Form, "map">]: (value: unknown, name: string) => unknown } = {
  text: readText,
  number: readNumber,
  texts(value, name) {
    if (value === undefined || value === null) return undefined;
    const items = readList(value);
    return byIndex(items, (index) => wellFormed(() => readText(items[index], name))).filter((item) => item !== undefined);
  },
};

/** Reads facts off the component's inputs; what is malformed is left out. */
export function readFacts(props: Readonly<Record<string, unknown>>): Facts {
  const facts: Record<string, unknown> = {};
  const tell = (name: string, read: () => unknown): void => {
    try {
      const value = wellFormed(read);
      if (value !== undefined) facts[name] = value;
    } catch (error) {
      if (!isUnknown(error)) throw error;
      Object.defineProperty(facts, name, { enumerable: true, get: () => thrown(error) });
    }
  };
  for (const [name, form] of Object.entries(FACT_FORMS)) if (form !== "map") tell(name, () => READERS[form](props[name], name));
  tell("permissionSetArns", () => mapOf(props["permissionSetArns"], readText));
  tell("reach", () => mapOf(props["reach"], readNumber));
  return facts;
}

/** A mapping without what is malformed in it, or not known yet. */
function mapOf<T>(value: unknown, read: (value: unknown, name: string) => T | undefined): Readonly<Record<string, T>> | undefined {
  if (value === undefined || value === null) return undefined;
  const fields = readBlock(value, "a mapping");
  const entries = Object.keys(fields).flatMap((name): [string, T][] => {
    const found = ifKnown(() => wellFormed(() => read(fields[name], name)));
    return found === undefined ? [] : [[name, found]];
  });
  return Object.fromEntries(entries);
}

/** What is read; undefined where it is malformed. */
function wellFormed<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedValueError) return undefined;
    throw error;
  }
}

function thrown(error: Error): never {
  throw error;
}

/** Facts from two sources; the second counts more, save for what it does not know yet. */
export function joinFacts(first: Facts, second: Facts): Facts {
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(second));
  const known = descriptors.filter(([name, { get }]) => get === undefined || !(name in first));
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(first), ...Object.fromEntries(known) });
}

const seen = new KeptForRun<Facts>(() => ({}));

/**
 * Remembers the facts that passed by: the engine shows a component before what depends on it, one resource at a time.
 */
export function rememberFacts(props: Readonly<Record<string, unknown>>): void {
  seen.set(readFacts(props));
}

/** Facts of the stack that this run judges, as far as they passed by. */
export function rememberedFacts(): Facts {
  return seen.get();
}

/** Whether the stack is held to production's standard: unless it says otherwise, it is. */
export function isProduction(facts: Facts): boolean {
  return facts.stage !== "development";
}
