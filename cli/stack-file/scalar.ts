import { Scalar } from "yaml";
import { Failure } from "../failure";

/**
 * Words that some reader of YAML takes for something else than text: YAML 1.1's booleans beside 1.2's, nothing, the
 * merge key. Pulumi's own reader knows the words of 1.2 alone, but people's editors and linters do not.
 *
 * @see https://yaml.org/type/bool.html
 */
const WORDS = new Set(["y", "n", "yes", "no", "on", "off", "true", "false", "null"]);

/**
 * Text that every reader of YAML takes for the same text: begins with a letter or a slash, and has nothing that means
 * something within.
 */
const PLAIN = /^[\p{L}/](?:[\p{L}\p{N} _.,/@*?()+=&%$'-]|:(?=[^\s]))*$/u;

/** Characters that YAML allows in a file only as an escape, or that a reader takes for the end of a line. */
const ESCAPED = /[^\P{Cc}\t\n]|[\u2028\u2029\uFEFF\uFFFE\uFFFF]/u;

/** Longest line that is written without quotes or folding; nothing is folded, so that it is a matter of looks only. */
const LONGEST_BLOCK_LINE = 4096;

/** Whether text may stand without quotes. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text) && !/\s$/.test(text) && !text.includes(" #") && !WORDS.has(text.toLowerCase());
}

/**
 * Text as a scalar that reads back as that text, whoever reads it: without quotes, as a block of lines, or in double
 * quotes.
 */
export function textScalar(text: string): Scalar<string> {
  if (/\p{Surrogate}/u.test(text))
    throw new Failure(`${JSON.stringify(text)} is no text: it has half a character, which no file can hold.`);
  const scalar = new Scalar(text);
  scalar.type = isPlain(text) ? Scalar.PLAIN : isBlock(text) ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
  return scalar;
}

/** Whether text is better read as lines than as one quoted line: several, each whole without quotes. */
export function isBlock(text: string): boolean {
  if (!text.includes("\n") || ESCAPED.test(text) || !/^[^\s]/.test(text) || /\n\n$/.test(text)) return false;
  return text.split("\n").every((line) => !/\s$/.test(line) && !line.startsWith("\t") && line.length <= LONGEST_BLOCK_LINE);
}

/** The file's text with what only an escape can hold as that; such characters stand in double quotes alone. */
export function withEscapes(yaml: string): string {
  return yaml.replace(new RegExp(ESCAPED, "gu"), (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Comment as it stands in the file: `#` and a space before each line, nothing that ends the line early. */
export function commentText(comment: string): string {
  return comment
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) => line.replace(new RegExp(ESCAPED, "gu"), "\uFFFD").replace(/\s+$/, ""))
    .map((line) => ` ${line}`)
    .join("\n");
}
