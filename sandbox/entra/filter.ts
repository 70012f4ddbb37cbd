/**
 * OData `$filter`: parsed once, then asked for each row. Covers comparisons, `in`, `startsWith`, `endsWith`,
 * `contains`, `any`, `not`, `and`, `or` and brackets; text is compared without regard to case, as Entra does.
 *
 * @see https://learn.microsoft.com/graph/filter-query-parameter
 */
import { invalid } from "./graph-error";

/** Tells whether a row passes. */
export type Predicate = (row: unknown) => boolean;

type Value = (row: unknown) => unknown;
interface Token {
  readonly kind: "text" | "word" | "symbol";
  readonly text: string;
}

const COMPARISONS: Record<string, (order: number | undefined) => boolean> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order !== undefined && order > 0,
  ge: (order) => order !== undefined && order >= 0,
  lt: (order) => order !== undefined && order < 0,
  le: (order) => order !== undefined && order <= 0,
};
const TEXT_FUNCTIONS: Record<string, (text: string, part: string) => boolean> = {
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};
const ISO_TIME = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * Parses a filter.
 *
 * @throws GraphError 400 with Graph's own words when the clause cannot be read.
 */
export function parseFilter(clause: string): Predicate {
  const parser = new Parser(tokens(clause));
  const predicate = parser.either(new Map());
  parser.end();
  return predicate;
}

function tokens(clause: string): Token[] {
  const pattern = /\s+|'((?:[^']|'')*)'|([\w@#.:+-]+(?:\/[\w@#.-]+)*)|([(),/])/gy;
  const found: Token[] = [];
  while (pattern.lastIndex < clause.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(clause);
    if (match === null) throw invalid(`Invalid filter clause: Syntax error at position ${at} in '${clause}'.`);
    if (match[1] !== undefined) found.push({ kind: "text", text: match[1].replaceAll("''", "'") });
    else if (match[2] !== undefined) found.push({ kind: "word", text: match[2] });
    else if (match[3] !== undefined) found.push({ kind: "symbol", text: match[3] });
  }
  return found;
}

/** Recursive descent, one method a level of binding. `scope` holds the variables that `any` introduced. */
class Parser {
  private at = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  either(scope: Map<string, true>): Predicate {
    const parts = [this.both(scope)];
    while (this.skipWord("or")) parts.push(this.both(scope));
    return (row) => parts.some((part) => part(row));
  }

  end(): void {
    if (this.at < this.tokens.length) this.fail();
  }

  private both(scope: Map<string, true>): Predicate {
    const parts = [this.single(scope)];
    while (this.skipWord("and")) parts.push(this.single(scope));
    return (row) => parts.every((part) => part(row));
  }

  private single(scope: Map<string, true>): Predicate {
    if (this.skipWord("not")) {
      const inner = this.single(scope);
      return (row) => !inner(row);
    }
    if (this.skipSymbol("(")) {
      const inner = this.either(scope);
      this.symbol(")");
      return inner;
    }
    const word = this.take("word").text;
    const textFunction = TEXT_FUNCTIONS[word.toLowerCase()];
    if (textFunction !== undefined && this.skipSymbol("(")) return this.textFunction(textFunction, scope);
    if (/\/(any|all)$/.test(word) && this.skipSymbol("(")) return this.lambda(word, scope);
    return this.comparison(property(word, scope), scope);
  }

  private textFunction(test: (text: string, part: string) => boolean, scope: Map<string, true>): Predicate {
    const left = property(this.take("word").text, scope);
    this.symbol(",");
    const part = this.take("text").text.toLowerCase();
    this.symbol(")");
    if (this.skipWord("eq")) this.take("word");
    return (row) => {
      const text = left(row);
      return typeof text === "string" && test(text.toLowerCase(), part);
    };
  }

  private lambda(path: string, scope: Map<string, true>): Predicate {
    const list = property(path.replace(/\/(any|all)$/, ""), scope);
    const every = path.endsWith("all");
    const [variable = "", rest] = this.take("word").text.split(":");
    const inner = new Map(scope).set(variable, true);
    // `t:t eq 'x'` arrives as one word up to the first blank: the part behind the colon starts the inner clause.
    if (rest !== undefined && rest !== "") this.push({ kind: "word", text: rest });
    const test = this.either(inner);
    this.symbol(")");
    return (row) => {
      const items = list(row);
      if (!Array.isArray(items)) return false;
      const passes = (item: unknown): boolean => test({ ...(row as object), [variable]: item });
      return every ? items.every(passes) : items.some(passes);
    };
  }

  private comparison(left: Value, scope: Map<string, true>): Predicate {
    const operator = this.take("word").text.toLowerCase();
    if (operator === "in") {
      this.symbol("(");
      const options = [this.literal(scope)];
      while (this.skipSymbol(",")) options.push(this.literal(scope));
      this.symbol(")");
      return (row) => options.some((option) => compare(left(row), option(row)) === 0);
    }
    const test = COMPARISONS[operator];
    if (test === undefined) throw invalid(`Invalid filter clause: '${operator}' is not an operator.`);
    const right = this.literal(scope);
    return (row) => test(compare(left(row), right(row)));
  }

  private literal(scope: Map<string, true>): Value {
    const token = this.tokens[this.at++];
    if (token === undefined || token.kind === "symbol") return this.fail();
    if (token.kind === "text") return () => token.text;
    const word = token.text.toLowerCase();
    if (word === "true" || word === "false") return () => word === "true";
    if (word === "null") return () => null;
    if (/^-?\d+(\.\d+)?$/.test(word)) return () => Number(word);
    if (ISO_TIME.test(token.text) || /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(word)) return () => token.text;
    return property(token.text, scope);
  }

  private take(kind: Token["kind"]): Token {
    const token = this.tokens[this.at++];
    return token?.kind === kind ? token : this.fail();
  }

  private push(token: Token): void {
    (this.tokens as Token[]).splice(this.at, 0, token);
  }

  private symbol(text: string): void {
    if (!this.skipSymbol(text)) this.fail();
  }

  private skipSymbol(text: string): boolean {
    const token = this.tokens[this.at];
    const here = token?.kind === "symbol" && token.text === text;
    if (here) this.at++;
    return here;
  }

  private skipWord(word: string): boolean {
    const token = this.tokens[this.at];
    const here = token?.kind === "word" && token.text.toLowerCase() === word;
    if (here) this.at++;
    return here;
  }

  private fail(): never {
    throw invalid("Invalid filter clause.");
  }
}

/** Reads a property path; the first step may be a variable of `any`. */
function property(path: string, scope: Map<string, true>): Value {
  const steps = path.split("/");
  if (steps[0] !== undefined && !scope.has(steps[0]) && !/^[a-z@_]/i.test(steps[0])) throw invalid("Invalid filter clause.");
  return (row) => steps.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), row);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Negative, 0 or positive; undefined when the two cannot be ordered (so that only `ne` holds). */
function compare(left: unknown, right: unknown): number | undefined {
  const [a, b] = [left ?? null, right ?? null];
  if (a === null || b === null) return a === b ? 0 : undefined;
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "boolean" && typeof b === "boolean") return a === b ? 0 : undefined;
  if (typeof a !== "string" || typeof b !== "string") return undefined;
  if (ISO_TIME.test(a) && ISO_TIME.test(b)) return Date.parse(a) - Date.parse(b);
  return a.toLowerCase() === b.toLowerCase() ? 0 : a.toLowerCase() < b.toLowerCase() ? -1 : 1;
}
