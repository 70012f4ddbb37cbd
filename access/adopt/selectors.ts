/**
 * Accounts in the words of the settings: by name or id, or folded into `all`, units and tags where those mean exactly
 * the same accounts today. Pure.
 */
import type { Account, Organization } from "../model";
import { select } from "../selectors";
import { joinOuPath, selectorsSchema, type AccountSelector } from "../settings/account-selector";
import { compareText, listed } from "../words";

/** A selector as the stack file writes it. */
export type WrittenSelector = string | { readonly ou: string } | { readonly tag: Readonly<Record<string, string>> };

/** The accounts of an entry of the access list. */
export interface WrittenAccounts {
  readonly accounts: WrittenSelector | readonly WrittenSelector[];
  readonly except?: readonly WrittenSelector[];
  /** What each fold means from now on, a sentence each. */
  readonly folds: readonly string[];
}

const schema = selectorsSchema("");

/** An account by its name, or by its id where the name is another's, too, or would be read otherwise. */
export function accountByName(account: Account, organization: Organization): string {
  return means(account.name, account, organization) && account.name.length <= 50 ? account.name : account.id;
}

/** Each account by itself. */
export function listedAccounts(accounts: readonly Account[], organization: Organization): WrittenAccounts {
  const names = accounts.map((account) => accountByName(account, organization)).sort(compareText);
  return { accounts: names.length === 1 ? names[0]! : names, folds: [] };
}

/**
 * The fewest selectors that mean exactly these accounts today: `all`, one unit or tag, several of them, or `all` with
 * few exceptions. Accounts that are not active get nothing from a selector, so that they may be among what it matches;
 * one that holds an assignment must be.
 */
export function foldedAccounts(accounts: readonly Account[], organization: Organization): WrittenAccounts {
  const wanted = new Set(accounts.map(({ id }) => id));
  const within = (selector: WrittenSelector): readonly Account[] | undefined => {
    const matched = matching(selector, organization);
    return matched.every(({ id, state }) => state !== "ACTIVE" || wanted.has(id)) ? matched : undefined;
  };
  const usable = candidates(organization)
    .map((selector) => ({ selector, matched: within(selector) ?? [] }))
    .filter(({ matched }) => matched.filter(({ id }) => wanted.has(id)).length >= 2);

  const left = new Set(wanted);
  const chosen: WrittenSelector[] = [];
  while (left.size > 0) {
    const gain = (matched: readonly Account[]): number => matched.filter(({ id }) => left.has(id)).length;
    // Units before tags, the higher unit before what lies in it: candidates are in that order, and the first of equals
    // wins.
    const best = usable.reduce<(typeof usable)[number] | undefined>(
      (found, one) => (gain(one.matched) > (found === undefined ? 1 : gain(found.matched)) ? one : found),
      undefined,
    );
    if (best === undefined) break;
    chosen.push(best.selector);
    for (const { id } of best.matched) left.delete(id);
  }
  const rest = accounts.filter(({ id }) => left.has(id)).map((account) => accountByName(account, organization));
  const union = [...chosen, ...rest.sort(compareText)];
  const outside = organization.accounts.filter(({ id, state }) => state === "ACTIVE" && !wanted.has(id));
  if (outside.length > 0 && accounts.length > 2 * outside.length && outside.length + 1 < union.length) {
    const except = outside.map((account) => accountByName(account, organization)).sort(compareText);
    return { accounts: "all", except, folds: [foldSentence("all", organization, wanted, except)] };
  }
  return {
    accounts: union.length === 1 ? union[0]! : union,
    folds: chosen.map((selector) => foldSentence(selector, organization, wanted)),
  };
}

/** `all`, every unit from the root down, and every single tag. */
function candidates({ accounts, organizationalUnits }: Organization): WrittenSelector[] {
  const paths = new Map(accounts.flatMap(({ ouPath }) => ouPath.map((_, depth) => [joinOuPath(ouPath.slice(0, depth + 1)), depth])));
  const units = [...new Set([...organizationalUnits, ...paths.keys()])].filter((path) => paths.has(path));
  const tags = new Map(
    accounts.flatMap(({ tags: own }) => Object.entries(own).map(([key, value]) => [JSON.stringify([key, value]), { [key]: value }])),
  );
  return [
    "all",
    ...units.sort((a, b) => paths.get(a)! - paths.get(b)! || compareText(a, b)).map((ou) => ({ ou })),
    ...[...tags].sort(([a], [b]) => compareText(a, b)).map(([, tag]) => ({ tag })),
  ];
}

/**
 * What a written selector matches, through the settings' own parser; nothing where that reads it otherwise or refuses
 * it.
 */
function matching(written: WrittenSelector, organization: Organization): readonly Account[] {
  const parsed = schema.safeParse(written);
  const [selector] = parsed.success ? parsed.data.selectors : [];
  if (selector === undefined || !isMeant(written, selector)) return [];
  return select({ setting: "", selector }, organization).accounts;
}

function isMeant(written: WrittenSelector, selector: AccountSelector): boolean {
  if (typeof written !== "string") return true;
  return written === "all" || selector.kind !== "all";
}

function means(written: string, account: Account, organization: Organization): boolean {
  const [only, ...others] = written === "all" ? [] : matching(written, organization);
  return only?.id === account.id && others.length === 0;
}

/** A selector as a sentence shows it. */
export function selectorText(selector: WrittenSelector): string {
  if (typeof selector === "string") return selector;
  if ("ou" in selector) return `ou: ${selector.ou}`;
  return `tag: ${Object.entries(selector.tag)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ")}`;
}

function foldSentence(
  selector: WrittenSelector,
  organization: Organization,
  wanted: ReadonlySet<string>,
  except: readonly WrittenSelector[] = [],
): string {
  const closed = matching(selector, organization).filter(({ id, state }) => state !== "ACTIVE" && !wanted.has(id));
  const reopened = closed.length === 0 ? "" : `; so would, once active again, ${listed(closed.map(({ name, id }) => `${name} (${id})`))}`;
  const but = except.length === 0 ? "" : ` except ${listed(except.map(selectorText))}`;
  const when =
    selector === "all"
      ? "every account that joins the organization"
      : typeof selector !== "string" && "ou" in selector
        ? `every account that is moved into ${selector.ou} or made there`
        : `every account that is tagged so`;
  return `${selectorText(selector)}${but}: from now on ${when} gets it with the next \`pulumi up\`, and an account that leaves loses it${reopened}.`;
}
