/**
 * Whether two IAM policy documents are the same although they are written differently. Nothing is guessed: what is of a
 * form that is not known is not the same. Pure.
 */
import { isMapping, stableJson } from "../json";

/**
 * Whether they are the same but for the order of statements and of the values in a statement's lists, and a single
 * value in place of a list of one. That is what the AWS provider takes for no change: statement ids and the case of
 * letters count.
 *
 * @see https://github.com/hashicorp/awspolicyequivalence
 */
export function samePolicy(one: unknown, other: unknown): boolean {
  return areEqual(one, other, { anyCase: false });
}

/**
 * Whether IAM takes them for the same: beside {@link samePolicy}, statement ids say nothing, and actions, effects,
 * condition operators and condition keys are the same in any case.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function meansTheSame(one: unknown, other: unknown): boolean {
  return areEqual(one, other, { anyCase: true });
}

interface Rules {
  readonly anyCase: boolean;
}

function areEqual(one: unknown, other: unknown, rules: Rules): boolean {
  const [left, right] = [documentOf(one, rules), documentOf(other, rules)];
  return left !== undefined && right !== undefined && stableJson(left) === stableJson(right);
}

const LISTS = ["Action", "NotAction", "Resource", "NotResource"];

/** The one way of writing it; undefined for what is no such document. */
function documentOf(document: unknown, rules: Rules): unknown {
  if (!isMapping(document)) return undefined;
  const { Statement, ...rest } = document;
  const statements = (Array.isArray(Statement) ? (Statement as unknown[]) : [Statement]).map((statement) => statementOf(statement, rules));
  if (statements.includes(undefined)) return undefined;
  const texts = statements.map(stableJson).sort();
  return { ...rest, Statement: rules.anyCase ? [...new Set(texts)] : texts };
}

function statementOf(statement: unknown, rules: Rules): unknown {
  if (!isMapping(statement)) return undefined;
  const parts = Object.entries(statement).map(([key, value]): readonly [string, unknown] => {
    if (key === "Sid") return [key, rules.anyCase ? "" : value];
    if (key === "Effect") return [key, typeof value === "string" ? value.toLowerCase() : undefined];
    if (LISTS.includes(key)) return [key, textsOf(value, { anyCase: rules.anyCase && key.endsWith("Action") })];
    // Whom a resource's policy is about is no part of a permission set's; whatever else is there has to be equal.
    return key === "Condition" ? [key, conditionOf(value, rules)] : [key, value];
  });
  if (parts.some(([, value]) => value === undefined)) return undefined;
  return Object.fromEntries(parts.filter(([key, value]) => key !== "Sid" || value !== ""));
}

/** Texts of a list, or the single one, sorted; undefined where it is neither. */
function textsOf(value: unknown, { anyCase }: Rules): readonly string[] | undefined {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!items.every((item) => typeof item === "string")) return undefined;
  const texts = items.map((item) => (anyCase ? item.toLowerCase() : item)).sort();
  return anyCase ? [...new Set(texts)] : texts;
}

/** Operators and keys each once, values as sets; the values themselves are the same in the same letters alone. */
function conditionOf(condition: unknown, rules: Rules): unknown {
  if (!isMapping(condition)) return undefined;
  const name = (text: string): string => (rules.anyCase ? text.toLowerCase() : text);
  const entries = Object.entries(condition).map(([operator, keys]) => {
    if (!isMapping(keys)) return undefined;
    const inner = Object.entries(keys).map(([key, values]) => [name(key), textsOf(values, { anyCase: false })] as const);
    return inner.some(([, values]) => values === undefined) || isRepeated(inner)
      ? undefined
      : ([name(operator), Object.fromEntries(inner)] as const);
  });
  const known = entries.filter((entry) => entry !== undefined);
  return known.length < entries.length || isRepeated(known) ? undefined : Object.fromEntries(known);
}

function isRepeated(entries: readonly (readonly [string, unknown])[]): boolean {
  return new Set(entries.map(([key]) => key)).size < entries.length;
}
