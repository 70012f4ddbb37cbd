/**
 * Which items the page shows. A filter is text in the page's address, so that a link carries it.
 */
import { KINDS, type Kind, type PageData, type PageItem, RISKS } from "./data";

/** What somebody chose. */
export interface Filter {
  /** Words that must all stand somewhere in an item. */
  readonly search: string;
  /** A whole name where there is such a one, else a part of it; empty for all. */
  readonly group: string;
  /** As above, for account name, id or organizational unit. */
  readonly account: string;
  readonly set: string;
  /** The least risk that is shown, as index into RISKS. */
  readonly risk: number;
  readonly production: boolean;
  readonly kinds: readonly Kind[];
  /** Organizational units that somebody opened or folded, by path. */
  readonly open: Readonly<Record<string, boolean>>;
}

/** All changes; what stays only when asked for. */
export const EVERYTHING: Filter = {
  search: "",
  group: "",
  account: "",
  set: "",
  risk: RISKS.length - 1,
  production: false,
  kinds: KINDS.filter((kind) => kind !== "kept"),
  open: {},
};

/** The filter as the part of an address after the number sign; empty for {@link EVERYTHING}. */
export function toHash(filter: Filter): string {
  const fields = new URLSearchParams();
  for (const name of ["search", "group", "account", "set"] as const) if (filter[name] !== "") fields.set(name, filter[name]);
  if (filter.risk !== EVERYTHING.risk) fields.set("risk", RISKS[filter.risk]!);
  if (filter.production) fields.set("production", "yes");
  if (filter.kinds.join() !== EVERYTHING.kinds.join()) fields.set("show", filter.kinds.join(" "));
  for (const [unit, open] of Object.entries(filter.open)) fields.append(open ? "open" : "fold", unit);
  return fields.toString();
}

/** Reads what {@link toHash} wrote; what it does not know it leaves out. */
export function fromHash(hash: string): Filter {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const risk = RISKS.findIndex((name) => name === fields.get("risk"));
  const shown = fields.get("show")?.split(" ");
  return {
    search: fields.get("search") ?? "",
    group: fields.get("group") ?? "",
    account: fields.get("account") ?? "",
    set: fields.get("set") ?? "",
    risk: risk === -1 ? EVERYTHING.risk : risk,
    production: fields.get("production") === "yes",
    kinds: shown === undefined ? EVERYTHING.kinds : KINDS.filter((kind) => shown.includes(kind)),
    open: Object.fromEntries([
      ...fields.getAll("fold").map((unit) => [unit, false] as const),
      ...fields.getAll("open").map((unit) => [unit, true] as const),
    ]),
  };
}

/** Finds items fast: texts are put into lower case once. */
export class Finder {
  readonly #groups: readonly string[];
  readonly #groupNames: readonly (readonly string[])[];
  readonly #accounts: readonly string[];
  readonly #sets: readonly string[];
  readonly #texts: readonly string[];
  readonly #because: readonly string[];

  constructor(
    private readonly data: PageData,
    private readonly items: readonly PageItem[],
  ) {
    const lower = (texts: readonly string[]): string[] => texts.map((text) => text.toLowerCase());
    this.#groupNames = data.groups.map((name, at) => lower([name, data.groupIds[at] ?? ""]));
    this.#groups = this.#groupNames.map((names) => names.join(" "));
    this.#sets = lower(data.sets);
    this.#texts = lower(data.texts);
    this.#accounts = lower(data.accounts.map(({ name, id, unit }) => `${name} ${id} ${unit ?? ""}`));
    this.#because = data.reasons.map((texts) => texts.map((text) => this.#texts[text]).join(" "));
  }

  /**
   * Items that the filter lets through, whatever their kind; what is chosen of the kinds is for the caller, who counts
   * the others.
   */
  find(filter: Filter): PageItem[] {
    const { accounts } = this.data;
    const groups = chosen(filter.group, this.#groups, this.#groupNames);
    const sets = chosen(filter.set, this.#sets, this.#sets.map(one));
    const names = accounts.map(({ name, id, unit }) => [name, id, unit ?? ""].map((text) => text.toLowerCase()));
    const places = chosen(filter.account, this.#accounts, names);
    const words = filter.search
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== "");
    // Each word is looked up once a name, not once an item.
    const found = words.map((word) => ({
      kinds: new Set<Kind>(KINDS.filter((kind) => kind.includes(word))),
      risks: RISKS.map((risk) => risk.includes(word)),
      groups: containing(word, this.#groups),
      sets: containing(word, this.#sets),
      accounts: containing(word, this.#accounts),
      texts: containing(word, this.#texts),
      because: containing(word, this.#because),
    }));
    return this.items.filter(
      (item) =>
        item.risk <= filter.risk &&
        (groups === undefined || groups[item.group] === true) &&
        (sets === undefined || sets[item.set] === true) &&
        (places === undefined || places[item.account] === true) &&
        (!filter.production || accounts[item.account]?.production === true) &&
        found.every(
          (word) =>
            word.groups[item.group] === true ||
            word.accounts[item.account] === true ||
            word.sets[item.set] === true ||
            word.kinds.has(item.kind) ||
            word.risks[item.risk] === true ||
            word.texts[item.words] === true ||
            word.because[item.because] === true,
        ),
    );
  }
}

const one = (text: string): string[] => [text];

function containing(word: string, texts: readonly string[]): boolean[] {
  return texts.map((text) => text.includes(word));
}

/** Which texts a field of the filter means; undefined for all. */
function chosen(field: string, texts: readonly string[], names: readonly (readonly string[])[]): boolean[] | undefined {
  const wanted = field.trim().toLowerCase();
  if (wanted === "") return undefined;
  const exact = names.map((own) => own.includes(wanted));
  return exact.includes(true) ? exact : containing(wanted, texts);
}
