/**
 * HTML that cannot be put together without escaping.
 */

/** Text that is HTML already. Only {@link html} and {@link verbatim} make it. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in a template; nothing comes of false, null and undefined. */
export type HtmlValue = string | number | Html | readonly HtmlValue[] | false | null | undefined;

/** A template whose values are escaped, for content and for quoted attributes; lists are joined. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.map((part, index) => `${index === 0 ? "" : shown(values[index - 1])}${part}`).join(""));
}

/** Text of our own that goes in as it is: the page's style sheet and script. */
export function verbatim(text: string): Html {
  return new Html(text);
}

function shown(value: HtmlValue): string {
  if (value === undefined || value === null || value === false) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(shown).join("");
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
