import type { PageAccount, PageItem } from "./data";

/** Changes that are the same but for the account. */
export interface Line {
  /** The first of them. */
  readonly item: PageItem;
  /** Indices into the page's accounts. */
  readonly accounts: number[];
}

/** Changes as lines, in the order in which each first comes; what stays is none. */
export function linesOf(items: readonly PageItem[]): Line[] {
  const lines = new Map<string, Line>();
  for (const item of items) {
    if (item.kind === "kept") continue;
    const { kind, risk, group, set, words, because, lockOut, ends = "" } = item;
    const key = `${kind} ${risk} ${group} ${set} ${words} ${because} ${lockOut === true} ${ends}`;
    const line = lines.get(key);
    if (line === undefined) lines.set(key, { item, accounts: [item.account] });
    else line.accounts.push(item.account);
  }
  return [...lines.values()];
}

/** How many of accounts count as production, in words; empty where none does. */
export function productionWords(accounts: readonly (PageAccount | undefined)[]): string {
  const production = accounts.filter((account) => account?.production === true).length;
  if (production === 0) return "";
  return production === accounts.length ? "all production" : `${production} production`;
}
