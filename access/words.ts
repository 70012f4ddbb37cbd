/**
 * How a mistake is worded: values shown, lists shortened, the nearest right word found.
 */
import damerauLevenshtein from "damerau-levenshtein";

/** Longest value that a sentence shows, in characters. */
const SHOWN = 80;

/** Keys under which credentials stand; a webhook's URL (`https` of a subscriber) often holds one. */
const SECRET_KEY = /token(?!expires)|secret|passw|passphrase|private|credential|api-?key|webhook|^https$/i;
/**
 * A run of characters as long as only generated credentials have; UUIDs and host names are shorter or broken by dots.
 */
const LONG_RUN = /[\w+=-]{40,}/g;

/** Whether a setting of this name may hold a secret, so that its value is never shown. */
export function isSecretLike(key: string): boolean {
  return SECRET_KEY.test(key);
}

/** A value as a sentence shows it: quoted and shortened, and not at all where it looks like a credential. */
export function shown(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a mapping";
  if (typeof value !== "string") return String(value);
  // Credentials travel in a URL's user part and query.
  const text = value.replace(/\/\/[^/@\s]*@/, "//…@").replace(/\?.*$/s, "?…");
  if (/PRIVATE KEY/.test(text) || looksGenerated(text)) return "a value that looks like a credential and is not shown";
  return JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
}

function looksGenerated(text: string): boolean {
  return (text.match(LONG_RUN) ?? []).some((run) => /\d/.test(run) && /[A-Za-z]/.test(run));
}

/** The first five of many, and how many more there are. */
export function listed(items: readonly string[], most = 5): string {
  if (items.length <= most) return items.join(", ");
  return `${items.slice(0, most).join(", ")} and ${items.length - most} more`;
}

/** Ends a sentence with one full stop, whether or not what it quotes last brings its own. */
export function withFullStop(words: string): string {
  return `${withoutFullStop(words)}.`;
}

/** A phrase as the beginning of a sentence. */
export function capitalized(phrase: string): string {
  return `${phrase.slice(0, 1).toUpperCase()}${phrase.slice(1)}`;
}

/** A sentence without its full stop, to be put into another. */
export function withoutFullStop(words: string): string {
  return words.endsWith(".") ? words.slice(0, -1) : words;
}

/** `a`, `a or b`, `a, b or c`. */
export function either(items: readonly string[], word = "or"): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1)}`;
}

/**
 * The candidate that a mistyped word most likely meant: at most a third of its letters wrong, two at least; two
 * neighbours in the wrong order are one.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  const most = Math.max(2, Math.floor(wanted.length / 3));
  for (const candidate of candidates) {
    // Every letter more or less is an edit, so that most candidates need no counting.
    if (Math.abs(wanted.length - candidate.length) > most) continue;
    const distance = damerauLevenshtein(wanted, candidate.toLowerCase()).steps;
    if (distance <= most && distance < Math.max(wanted.length, candidate.length) / 2) {
      if (best === undefined || distance < best.distance || (distance === best.distance && candidate < best.candidate))
        best = { candidate, distance };
    }
  }
  return best?.candidate;
}

/** `did you mean "x"`, or the fallback where nothing is near. */
export function didYouMean(word: string, candidates: Iterable<string>, otherwise: string): string {
  const near = nearest(word, candidates);
  return near === undefined ? otherwise : `did you mean ${JSON.stringify(near)}?`;
}

/** Order of two texts by code units: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A moment in ISO 8601 as people read it, in UTC: `2026-11-28 14:42 UTC`. */
export function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
