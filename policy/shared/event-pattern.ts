import { matches } from "./glob";

/** JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Whether an EventBridge event pattern matches an event: exact values, `prefix`, `suffix`, `equals-ignore-case`,
 * `wildcard`, `exists`, `anything-but` and `$or`. A pattern that is malformed, or says what this does not know, matches
 * nothing: an alarm must be seen to work.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function eventMatches(pattern: string, event: Json): boolean {
  try {
    const parsed = JSON.parse(pattern) as Json;
    return isRecord(parsed) && fields(parsed, event);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function fields(pattern: { readonly [key: string]: Json }, event: Json): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === "$or") return isList(wanted) && wanted.some((alternative) => isRecord(alternative) && fields(alternative, event));
    const value = isRecord(event) ? event[key] : undefined;
    if (isList(wanted)) return wanted.some((matcher) => one(matcher, value));
    return isRecord(wanted) && fields(wanted, value ?? null);
  });
}

function one(matcher: Json, value: Json | undefined): boolean {
  // An array in an event matches where one of its elements does.
  if (isList(value)) return value.some((element) => one(matcher, element));
  if (!isRecord(matcher)) return value !== undefined && matcher === value;
  const [operator, operand] = Object.entries(matcher)[0] ?? [];
  if (operator === "exists") return (value !== undefined && value !== null) === operand;
  if (operator === "anything-but")
    return value !== undefined && !(isList(operand) ? operand : [operand ?? null]).some((not) => one(not, value));
  if (typeof value !== "string" || typeof operand !== "string") return false;
  if (operator === "prefix") return value.startsWith(operand);
  if (operator === "suffix") return value.endsWith(operand);
  if (operator === "equals-ignore-case") return value.toLowerCase() === operand.toLowerCase();
  return operator === "wildcard" && matches(value, operand.replaceAll("?", "\u0000"));
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
