/**
 * The matrix: organizational units and accounts as rows, groups as columns, counts and items as cells.
 */
import { KINDS, type PageAccount, type PageData, type PageItem, RISKS } from "./data";

/** Units stay open by themselves while no more accounts than this match. */
export const OPEN_BY_ITSELF = 25;

/** How many items of each kind a cell has, and the worst risk among them as index into RISKS; in the order of KINDS. */
export type Counts = readonly { readonly count: number; readonly risk: number }[];

interface RowBase {
  /** Unique in the page, the same in every filter. */
  readonly key: string;
  /** 1 at the top. */
  readonly level: number;
  readonly name: string;
}

/** A unit with all that is below it. */
export interface UnitRow extends RowBase {
  readonly type: "unit";
  readonly path: string;
  readonly open: boolean;
  /** Accounts below it that match. */
  readonly accounts: number;
  /** By column. */
  readonly cells: ReadonlyMap<number, Counts>;
}

/** One account. */
export interface AccountRow extends RowBase {
  readonly type: "account";
  readonly account: PageAccount;
  /** By column. */
  readonly cells: ReadonlyMap<number, readonly PageItem[]>;
}

/** A row as it stands in the page. */
export type Row = UnitRow | AccountRow;

interface Unit {
  readonly name: string;
  readonly path: string;
  readonly units: Map<string, Unit>;
  readonly accounts: { readonly account: PageAccount; readonly cells: Map<number, PageItem[]> }[];
  readonly cells: Map<number, { count: number; risk: number }[]>;
  count: number;
}

/** All rows and columns of a filter, folded or not. */
export interface Tree {
  /** Groups with an item, as indices, in the order of names. */
  readonly columns: readonly number[];
  readonly accounts: number;
  readonly root: Pick<Unit, "units" | "accounts">;
}

const unit = (name: string, path: string): Unit => ({ name, path, units: new Map(), accounts: [], cells: new Map(), count: 0 });

/** Name of the row for accounts that no unit holds, or whose unit nothing tells. */
const AT_ROOT = "Root";
const NOWHERE = "Unit unknown";

/** Arranges items; those without account or group have no cell. */
export function arrange(data: Pick<PageData, "accounts">, items: readonly PageItem[]): Tree {
  const perAccount = new Map<number, Map<number, PageItem[]>>();
  const columns = new Set<number>();
  for (const item of items) {
    if (item.account === -1 || item.group === -1) continue;
    columns.add(item.group);
    const cells = perAccount.get(item.account) ?? new Map<number, PageItem[]>();
    perAccount.set(item.account, cells);
    const cell = cells.get(item.group);
    if (cell === undefined) cells.set(item.group, [item]);
    else cell.push(item);
  }
  const root = unit("", "");
  for (const [index, cells] of perAccount) {
    const account = data.accounts[index]!;
    const path = pathOf(account);
    let at = root;
    path.forEach((name, depth) => {
      const next = at.units.get(name) ?? unit(name, path.slice(0, depth + 1).join("/"));
      at.units.set(name, next);
      count(next, cells);
      at = next;
    });
    at.accounts.push({ account, cells });
  }
  return { columns: [...columns].sort((a, b) => a - b), accounts: perAccount.size, root };
}

function pathOf({ unit: path }: PageAccount): string[] {
  if (path === null) return [NOWHERE];
  return path === "" ? [AT_ROOT] : path.split("/");
}

function count(to: Unit, cells: ReadonlyMap<number, readonly PageItem[]>): void {
  to.count += 1;
  for (const [group, items] of cells) {
    const counts = to.cells.get(group) ?? KINDS.map(() => ({ count: 0, risk: RISKS.length - 1 }));
    to.cells.set(group, counts);
    for (const { kind, risk } of items) {
      const sum = counts[KINDS.indexOf(kind)]!;
      sum.count += 1;
      sum.risk = Math.min(sum.risk, risk);
    }
  }
}

/** The rows that are to be seen: accounts of open units, units in the order of names before accounts. */
export function visibleRows({ root, accounts }: Tree, opened: Readonly<Record<string, boolean>>): Row[] {
  const rows: Row[] = [];
  const walk = (at: Pick<Unit, "units" | "accounts">, level: number): void => {
    for (const below of [...at.units.values()].sort((a, b) => compare(a.name, b.name))) {
      const open = opened[below.path] ?? accounts <= OPEN_BY_ITSELF;
      const { name, path, cells } = below;
      rows.push({ type: "unit", key: `unit ${path}`, level, name, path, open, accounts: below.count, cells });
      if (open) walk(below, level + 1);
    }
    for (const { account, cells } of [...at.accounts].sort((a, b) => compare(a.account.name, b.account.name))) {
      rows.push({ type: "account", key: `account ${account.id}`, level, name: account.name, account, cells });
    }
  };
  walk(root, 1);
  return rows;
}

/** Items of a cell; those of a unit are its accounts', open or not. */
export function itemsOf(
  { accounts }: Pick<PageData, "accounts">,
  items: readonly PageItem[],
  row: Row,
  group: number,
): readonly PageItem[] {
  if (row.type === "account") return row.cells.get(group) ?? [];
  return items.filter(({ group: own, account }) => {
    if (own !== group || account === -1) return false;
    const path = pathOf(accounts[account]!).join("/");
    return path === row.path || path.startsWith(`${row.path}/`);
  });
}

/** Every unit of a filter by path, for opening or folding all at once. */
export function unitPaths({ root }: Tree): string[] {
  const below = (at: Pick<Unit, "units">): string[] => [...at.units.values()].flatMap((one) => [one.path, ...below(one)]);
  return below(root);
}

/** Without a locale: the order is the same everywhere. */
function compare(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : a < b ? -1 : a > b ? 1 : 0;
}
