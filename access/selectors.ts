/**
 * Selectors met with the organization: which accounts a setting means, and what it means that is not there.
 */
import { globMatcher, isGlob } from "./glob";
import type { Account, Organization, Problem } from "./model";
import { mistake, wrong } from "./problems";
import { joinOuPath, selectorWords, splitOuPath, tagWords, type AccountSelector, type PlacedSelector } from "./settings/account-selector";
import { compareText, didYouMean, listed, nearest } from "./words";

/** What a selector matched. */
export interface Selected {
  /** Matching accounts in whatever state, in the order of the organization's list. */
  readonly accounts: readonly Account[];
  readonly problem?: Problem;
}

/**
 * The accounts that a selector means, or what is wrong with it. The result does not depend on the order of the accounts
 * but for its own order.
 */
export function select({ setting, selector }: PlacedSelector, organization: Organization): Selected {
  const accounts = matching(selector, organization);
  const problem = accounts.length === 0 || selector.kind === "name" ? problemOf(setting, selector, accounts, organization) : undefined;
  return problem === undefined ? { accounts } : { accounts: [], problem };
}

function matching(selector: AccountSelector, { accounts }: Organization): readonly Account[] {
  switch (selector.kind) {
    case "all":
      return accounts;
    case "id":
      return accounts.filter(({ id }) => id === selector.id);
    case "name": {
      const exact = accounts.filter(({ name }) => name === selector.pattern);
      const matches = globMatcher(selector.pattern);
      return exact.length > 0 || !isGlob(selector.pattern) ? exact : accounts.filter(({ name }) => matches(name));
    }
    case "ou":
      return accounts.filter(({ ouPath }) => selector.path.every((name, index) => ouPath[index] === name));
    case "tag":
      return accounts.filter(({ tags }) =>
        Object.entries(selector.tags).every(([key, values]) => values.some((value) => value === tags[key])),
      );
  }
}

function problemOf(setting: string, selector: AccountSelector, found: readonly Account[], organization: Organization): Problem | undefined {
  const { accounts, organizationalUnits } = organization;
  switch (selector.kind) {
    case "all":
      return mistake(setting, "is all, and the organization has no account", "check that the deployment may read AWS Organizations");
    case "id":
      return wrong(setting, selector.id, `the organization has no such account; ${didYouMeanId(selector.id, accounts)}`);
    case "name":
      return nameProblem(setting, selector.pattern, found, accounts);
    case "ou": {
      const path = joinOuPath(selector.path);
      const known = new Set(organizationalUnits.flatMap(withAncestors));
      // An organizational unit may be empty for a while; one that does not exist is a slip.
      if (known.has(path)) return undefined;
      const meant = unitMeant(selector.path, known);
      const missing = `the organization has no such organizational unit`;
      return wrong(
        `${setting}.ou`,
        path,
        `${missing}; ${meant === undefined ? unitsBeside(selector.path, known) : `did you mean ${JSON.stringify(meant)}?`}`,
      );
    }
    case "tag": {
      const keys = new Set(accounts.flatMap(({ tags }) => Object.keys(tags)));
      const unknownKey = Object.keys(selector.tags).find((key) => !keys.has(key));
      const words = tagWords(selector.tags);
      if (unknownKey !== undefined) {
        return wrong(
          `${setting}.tag`,
          words,
          `no account has a tag ${JSON.stringify(unknownKey)}; ${didYouMean(unknownKey, keys, "tag an account in AWS Organizations first")}`,
        );
      }
      return wrong(`${setting}.tag`, words, "no account is tagged so; tag an account in AWS Organizations first, or correct the value");
    }
  }
}

/**
 * The unit that a path most likely meant. As far as the path is right it is kept: `Workloads/Dev` means
 * `Workloads/Development`, not `Workloads`, although fewer letters would have to go.
 */
function unitMeant(path: readonly string[], known: ReadonlySet<string>): string | undefined {
  const depth = path.findIndex((_, index) => !known.has(joinOuPath(path.slice(0, index + 1))));
  const parent = path.slice(0, depth);
  const slip = path[depth] ?? "";
  const beside = [...known].map(splitOuPath).filter((unit) => unit.length === depth + 1 && parent.every((name, at) => unit[at] === name));
  const names = beside.map((unit) => unit[depth]!);
  const beginning = names.filter((name) => name.toLowerCase().startsWith(slip.toLowerCase()));
  const name = beginning.length === 1 ? beginning[0] : nearest(slip, names);
  if (name === undefined) {
    const right = path.map((_, index) => joinOuPath(path.slice(0, index + 1)));
    return nearest(joinOuPath(path), [...known].filter((unit) => !right.includes(unit))); // prettier-ignore
  }
  const whole = joinOuPath([...parent, name, ...path.slice(depth + 1)]);
  return known.has(whole) ? whole : joinOuPath([...parent, name]);
}

/** What there is at the place at which a path leaves the organization. */
function unitsBeside(path: readonly string[], known: ReadonlySet<string>): string {
  const depth = path.findIndex((_, index) => !known.has(joinOuPath(path.slice(0, index + 1))));
  const parent = path.slice(0, depth);
  const beside = [...known].map(splitOuPath).filter((unit) => unit.length === depth + 1 && parent.every((name, at) => unit[at] === name));
  const names = beside.map(joinOuPath).sort();
  if (names.length > 0) return `write its path from the root down; there ${names.length === 1 ? "is" : "are"} ${listed(names)}`;
  return depth === 0 ? "it has none; name accounts otherwise" : `${joinOuPath(parent)} has no units below it`;
}

function nameProblem(setting: string, pattern: string, found: readonly Account[], accounts: readonly Account[]): Problem | undefined {
  if (found.length === 0) {
    const names = new Set(accounts.map(({ name }) => name));
    if (isGlob(pattern)) {
      const example = [...names].sort();
      return wrong(
        setting,
        pattern,
        `it matches no account name; the organization has ${example.length === 0 ? "no account" : listed(example)}`,
      );
    }
    return wrong(
      setting,
      pattern,
      `the organization has no account of this name; ${didYouMean(pattern, names, "write an account's name or id, or a glob with *")}`,
    );
  }
  // A suspended account of the same name gets nothing anyway, so that it makes nothing ambiguous.
  const active = found.filter(({ name, state }) => name === pattern && state === "ACTIVE");
  if (active.length < 2) return undefined;
  const ids = active.map(({ id }) => id).sort();
  return wrong(setting, pattern, `${active.length} accounts have this name; write the id of the one you mean (${listed(ids)})`);
}

/** The one id that differs in the fewest digits, two at most: a slip of more is anybody's guess. */
function didYouMeanId(id: string, accounts: readonly Account[]): string {
  const slips = accounts.map((account) => ({ account, digits: [...account.id].filter((digit, index) => digit !== id[index]).length }));
  const fewest = Math.min(2, ...slips.map(({ digits }) => digits));
  const [near, ...others] = slips.filter(({ digits }) => digits === fewest);
  if (near === undefined || others.length > 0) return "write the id of one of its accounts";
  return `did you mean ${near.account.id} (${near.account.name})?`;
}

function withAncestors(path: string): string[] {
  const names = splitOuPath(path);
  return names.map((_, index) => joinOuPath(names.slice(0, index + 1)));
}

/** An account that an entry means, and how each of its selectors came to match, in words. */
export interface Match {
  readonly account: Account;
  readonly matches: readonly string[];
}

/** Accounts of several selectors less those of others. */
export interface Selection {
  /** Sorted by account id. */
  readonly matches: readonly Match[];
  readonly problems: readonly Problem[];
}

/** What a list of selectors means when some accounts are left out again. */
export function selectAll(accounts: readonly PlacedSelector[], except: readonly PlacedSelector[], organization: Organization): Selection {
  const problems: Problem[] = [];
  const resolve = (placed: PlacedSelector): readonly Account[] => {
    const { accounts: found, problem } = select(placed, organization);
    if (problem !== undefined) problems.push(problem);
    return found;
  };
  const matches = new Map<string, { account: Account; matches: Set<string> }>();
  for (const placed of accounts) {
    for (const account of resolve(placed)) {
      const match = matches.get(account.id) ?? { account, matches: new Set() };
      match.matches.add(selectorWords(placed.selector));
      matches.set(account.id, match);
    }
  }
  for (const placed of except) {
    for (const { id } of resolve(placed)) matches.delete(id);
  }
  return {
    matches: [...matches.values()]
      .sort((a, b) => compareText(a.account.id, b.account.id))
      .map(({ account, matches: words }) => ({ account, matches: [...words].sort() })),
    problems,
  };
}
