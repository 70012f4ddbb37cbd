/**
 * How people name accounts: all | id | name | name glob | {ou} | {tag}, alone or in a list.
 */
import * as z from "zod";
import { ACCOUNT_ID } from "../../contract/identifiers";
import { configPath } from "../problems";
import { either } from "../words";
import { documented, issueOf, type ValueRefusal, refusalOf, unknownSetting } from "./fields";

/** One way of naming accounts. */
export type AccountSelector =
  /** Every active account of the organization, the management account included. */
  | { readonly kind: "all" }
  | { readonly kind: "id"; readonly id: string }
  /** An exact account name or a glob (`*`, `?`, `[…]`, `{a,b}`); case counts. */
  | { readonly kind: "name"; readonly pattern: string }
  /** Names of organizational units from the root down; everything below is included. */
  | { readonly kind: "ou"; readonly path: readonly string[] }
  /** Every tag must be there with one of its values. */
  | { readonly kind: "tag"; readonly tags: Readonly<Record<string, readonly string[]>> };

/** A selector and the config path at which it was written. */
export interface PlacedSelector {
  /** Such as `federation:access[2].accounts` or `federation:access[2].except[0]`. */
  readonly setting: string;
  readonly selector: AccountSelector;
}

/** Selectors as parsed, before they know their place. */
export interface SelectorList {
  /** Whether they were written as a list. */
  readonly asList: boolean;
  readonly selectors: readonly AccountSelector[];
}

/** Most characters of an account name or glob; account names have up to 50. */
const PATTERN_LIMIT = 256;

const FORMS = "write all, an account id in quotes, an account name or glob, {ou: path} or {tag: {key: value}}";

const accountSelector = z.unknown().transform((value, context): AccountSelector => {
  const refuse: Refuse = (refusal, path = []) => {
    context.issues.push(issueOf(refusal, value, path));
    return z.NEVER;
  };
  if (typeof value === "number") return refuse(unquotedId(value));
  if (typeof value === "string") return textSelector(value, refuse);
  if (value === null || typeof value !== "object" || Array.isArray(value)) return refuse(FORMS);

  const unknown = Object.keys(value).filter((key) => key !== "ou" && key !== "tag");
  if (unknown.length > 0) {
    for (const key of unknown) refuse(unknownSetting(key, ["ou", "tag"]), [key]);
    return z.NEVER;
  }
  const { ou, tag } = value as { ou?: unknown; tag?: unknown };
  if (ou !== undefined && tag !== undefined)
    return refuse({ fault: "names both ou and tag", remedy: "write one of them, or two entries of a list" });
  if (ou !== undefined) return ouSelector(ou, refuse);
  return tag === undefined ? refuse(FORMS) : tagSelector(tag, refuse);
});

type Refuse = (refusal: ValueRefusal, path?: PropertyKey[]) => never;

function textSelector(value: string, refuse: Refuse): AccountSelector {
  if (value === "all") return { kind: "all" };
  if (ACCOUNT_ID.test(value)) return { kind: "id", id: value };
  if (/^[\d-]+$/.test(value)) {
    const digits = value.replaceAll("-", "");
    if (ACCOUNT_ID.test(digits)) return refuse(`write the account id without dashes, "${digits}"`);
    return refuse(`write an account id of 12 digits; this has ${digits.length}`);
  }
  if (value.trim() === "" || value !== value.trim()) return refuse("write an account name without spaces at its ends");
  if (value.toLowerCase() === "all") return refuse("write all in lower case");
  if (value.length > PATTERN_LIMIT) return refuse(`write at most ${PATTERN_LIMIT} characters; an account name has up to 50`);
  return { kind: "name", pattern: value };
}

/**
 * YAML made a number of an id without quotes: leading zeros are gone, or were read as octal. What was meant is said
 * only where it is certain.
 */
function unquotedId(value: number): string {
  const quotes = "put the account id in quotes, or YAML drops its leading zeros";
  if (!Number.isSafeInteger(value) || value < 0) return quotes;
  const decimal = String(value).padStart(12, "0");
  // A number with a leading zero is octal to YAML unless it has an 8 or a 9.
  const octal = `0${value.toString(8).padStart(11, "0")}`;
  const possible = [
    ...(value >= 1e11 || /[89]/.test(decimal) ? [decimal] : []),
    ...(value < 1e11 && octal.length === 12 ? [octal] : []),
  ].filter((id) => id.length === 12);
  return possible.length === 0 ? quotes : `${quotes} (${either(possible.map((id) => JSON.stringify(id)))})`;
}

function ouSelector(ou: unknown, refuse: Refuse): AccountSelector {
  if (typeof ou !== "string") return refuse("write the path of an organizational unit, such as Workloads/Production", ["ou"]);
  const path = splitOuPath(ou);
  if (path.length === 0) return refuse("write all for the whole organization, or the path of an organizational unit", ["ou"]);
  return { kind: "ou", path };
}

function tagSelector(tag: unknown, refuse: Refuse): AccountSelector {
  if (tag === null || typeof tag !== "object" || Array.isArray(tag) || Object.keys(tag).length === 0) {
    return refuse("write at least one tag as key: value, such as {env: prod}", ["tag"]);
  }
  const entries = Object.entries(tag).map(([key, value]) => [key, Array.isArray(value) ? value : [value]] as const);
  const mistaken = entries.filter(([, values]) => values.length === 0 || !values.every((item) => typeof item === "string"));
  for (const [key] of mistaken) refuse("write the tag's value, or a list of values, as text in quotes", ["tag", key]);
  if (mistaken.length > 0) return z.NEVER;
  return { kind: "tag", tags: Object.fromEntries(entries.map(([key, values]) => [key, [...new Set(values as string[])].sort()])) };
}

/** Names of organizational units in a path; a slash or backslash within a name is written `\/` or `\\`. */
export function splitOuPath(path: string): string[] {
  const names = [""];
  for (const [, escaped, plain = ""] of path.matchAll(/\\([\\/])|([^])/gu)) {
    if (plain === "/") names.push("");
    else names.push(`${names.pop() ?? ""}${escaped ?? plain}`);
  }
  return names.filter((name) => name !== "");
}

/** The path of an organizational unit from the names on its way, as {@link splitOuPath} reads it back. */
export function joinOuPath(names: readonly string[]): string {
  return names.map((name) => name.replace(/[\\/]/g, "\\$&")).join("/");
}

/** One selector or a list of them. */
export function selectorsSchema(about: string): z.ZodType<SelectorList> {
  const list = z.array(accountSelector).min(1, { error: `${FORMS}; for no account at all, remove the entry` });
  const either_ = z.unknown().transform((value, context): SelectorList => {
    const parsed = Array.isArray(value) ? list.safeParse(value) : accountSelector.safeParse(value);
    if (parsed.success) {
      return Array.isArray(parsed.data) ? { asList: true, selectors: parsed.data } : { asList: false, selectors: [parsed.data] };
    }
    for (const issue of parsed.error.issues)
      context.issues.push(issueOf(value === undefined ? FORMS : refusalOf(issue), value, issue.path));
    return z.NEVER;
  });
  return documented(either_, { about, type: "selector, or a list of selectors" }) as never;
}

/** Selectors with the place of each. */
export function placed({ asList, selectors }: SelectorList, at: readonly PropertyKey[]): PlacedSelector[] {
  return selectors.map((selector, index) => ({ setting: configPath(asList ? [...at, index] : at), selector }));
}

/** A selector in words, as a grant's reason shows it: `ou: Workloads/Production`. */
export function selectorWords(selector: AccountSelector): string {
  switch (selector.kind) {
    case "all":
      return "all";
    case "id":
      return selector.id;
    case "name":
      return selector.pattern;
    case "ou":
      return `ou: ${joinOuPath(selector.path)}`;
    case "tag":
      return `tag: ${tagWords(selector.tags)}`;
  }
}

/** The tags that a selector asks for: `stage=dev|test, team=data`. */
export function tagWords(tags: Extract<AccountSelector, { kind: "tag" }>["tags"]): string {
  return Object.entries(tags)
    .map(([key, values]) => `${key}=${values.join("|")}`)
    .sort()
    .join(", ");
}
