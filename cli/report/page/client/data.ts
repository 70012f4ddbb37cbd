/**
 * What the page's script gets: the report by indices, small enough for 25,000 assignments in one file.
 */

/** What happens to access, in the order of the page. */
export const KINDS = ["gained", "lost", "changed", "unknown", "kept"] as const;
/** What happens to access. */
export type Kind = (typeof KINDS)[number];

/** A sign beside each word: colour alone tells nobody anything. */
export const SIGNS: Readonly<Record<Kind, string>> = { gained: "+", lost: "\u2212", changed: "~", unknown: "?", kept: "=" };

/** Risks, from most to least; an item carries the index. */
export const RISKS = ["critical", "high", "medium", "low"] as const;

/** One account. */
export interface PageAccount {
  readonly id: string;
  readonly name: string;
  /** Organizational unit as a path; empty at the root, null where unknown. */
  readonly unit: string | null;
  readonly production: boolean;
  readonly management: boolean;
}

/**
 * One group, permission set and account. Numbers are indices into the lists of {@link PageData}; -1 where not known.
 */
export interface PageItem {
  readonly kind: Kind;
  readonly group: number;
  readonly account: number;
  readonly set: number;
  readonly risk: number;
  /** Why it is dangerous, or cannot be told: index into texts. */
  readonly words: number;
  /** Index into reasons. */
  readonly because: number;
  /** What says so: index into texts. */
  readonly origin: number;
  /** Nobody gets in for minutes. */
  readonly lockOut?: true;
  /** Last day, YYYY-MM-DD. */
  readonly ends?: string;
}

/** Access that stays, compactly. */
export interface PageKept {
  readonly group: number;
  readonly set: number;
  readonly risk: number;
  readonly accounts: readonly number[];
}

/** Everything. */
export interface PageData {
  readonly accounts: readonly PageAccount[];
  /** What each group is called here; with its object id where two have one name. */
  readonly groups: readonly string[];
  /** Object id of each group, null where nothing tells it. */
  readonly groupIds: readonly (string | null)[];
  readonly sets: readonly string[];
  readonly texts: readonly string[];
  /** Each a list of indices into texts. */
  readonly reasons: readonly (readonly number[])[];
  /** Most dangerous first. */
  readonly items: readonly PageItem[];
  readonly kept: readonly PageKept[];
}

/** Every item of the matrix: the changes, then what stays. */
export function allItems({ items, kept }: Pick<PageData, "items" | "kept">): readonly PageItem[] {
  const stay = kept.flatMap(({ group, set, risk, accounts }) =>
    accounts.map((account): PageItem => ({ kind: "kept", group, set, risk, account, words: -1, because: -1, origin: -1 })),
  );
  return [...items, ...stay];
}
