import { matches } from "./glob";

/**
 * Whether a CloudWatch Logs filter pattern for JSON matches an event: `=`, `!=`, `*` in text, numbers, `IS NULL`, `NOT
 * EXISTS`, `&&`, `||` and brackets. What is malformed, or beyond that, matches nothing: an alarm must be seen to work.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function filterMatches(pattern: string, event: unknown): boolean {
  const body = /^\s*\{([^]*)\}\s*$/.exec(pattern)?.[1];
  if (body === undefined) return false;
  const tokens = body.match(/"(?:[^"\\]|\\.)*"|&&|\|\||!=|=|\(|\)|\$[^\s=!<>()&|]*|[^\s=!()&|"]+/g);
  if (tokens === null) return false;
  const parser = new Parser(tokens, event);
  const matched = parser.or();
  return matched === true && parser.atEnd();
}

/** Recursive descent; undefined where the pattern is not understood. */
class Parser {
  private at = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly event: unknown,
  ) {}

  atEnd(): boolean {
    return this.at === this.tokens.length;
  }

  or(): boolean | undefined {
    return this.chain(
      "||",
      () => this.and(),
      (left, right) => left || right,
    );
  }

  private and(): boolean | undefined {
    return this.chain(
      "&&",
      () => this.term(),
      (left, right) => left && right,
    );
  }

  private chain(operator: string, next: () => boolean | undefined, join: (left: boolean, right: boolean) => boolean): boolean | undefined {
    let value = next();
    while (value !== undefined && this.tokens[this.at] === operator) {
      this.at++;
      const right = next();
      value = right === undefined ? undefined : join(value, right);
    }
    return value;
  }

  private term(): boolean | undefined {
    const token = this.tokens[this.at++];
    if (token === "(") {
      const inner = this.or();
      return this.tokens[this.at++] === ")" ? inner : undefined;
    }
    if (token === undefined || !token.startsWith("$.")) return undefined;
    const value = this.select(token);
    const operator = this.tokens[this.at++]?.toUpperCase();
    if (operator === "NOT") return this.tokens[this.at++]?.toUpperCase() === "EXISTS" ? value === undefined : undefined;
    if (operator === "IS") return this.tokens[this.at++]?.toUpperCase() === "NULL" ? value === null : undefined;
    const wanted = this.tokens[this.at++];
    if (wanted === undefined || (operator !== "=" && operator !== "!=")) return undefined;
    // As in CloudWatch, a field that is missing is unequal to everything.
    const equal = value !== undefined && value !== null && matches(String(value), unquote(wanted));
    return operator === "=" ? equal : !equal;
  }

  private select(selector: string): unknown {
    return selector
      .slice(2)
      .split(".")
      .reduce<unknown>(
        (value, key) => (typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined),
        this.event,
      );
  }
}

function unquote(token: string): string {
  return token.startsWith('"') ? token.slice(1, -1).replace(/\\(.)/g, "$1") : token;
}
