/**
 * Patterns of names: `*` any characters, `?` one, `[ab]` one of these, `{a,b}` either.
 */
import picomatch from "picomatch";

/** Whether a name is a pattern. */
export function isGlob(name: string): boolean {
  return /[*?[{]/.test(name);
}

/** Names are no file paths: to picomatch slash and dot are special, so that it never sees them. */
function asWord(text: string): string {
  return text.replaceAll("/", "\uE000").replaceAll(".", "\uE001");
}

/** What matches a pattern as a whole; parentheses, exclamation marks and the like stand for themselves. */
export function globMatcher(pattern: string, options: { readonly anyCase?: boolean } = {}): (name: string) => boolean {
  const literal = asWord(pattern)
    .replaceAll("[!", "[^")
    .replace(/(?<!\\)[()|!+@]/g, "\\$&");
  const matches = picomatch(literal, { windows: false, nocase: options.anyCase === true });
  return (name) => matches(asWord(name));
}
