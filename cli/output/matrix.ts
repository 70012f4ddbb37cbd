import { accessMatrix } from "../../access/matrix";
import type { Grant } from "../../access/model";
import { table, tableGap, tableWidth } from "./table";
import { wrap } from "./wrap";

/** Accounts that give every group the same access, shown as one column. */
export interface AccountColumn {
  readonly label: string;
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
}

/** Groups by accounts, ready to be drawn. */
export interface MatrixData {
  readonly groups: readonly string[];
  readonly columns: readonly AccountColumn[];
  /** Permission set names by group and column index. */
  readonly cells: ReadonlyMap<string, readonly (readonly string[])[]>;
}

type Row = Pick<Grant, "group" | "permissionSet" | "accountId" | "accountName">;

/** Arranges grants as groups by accounts; accounts with the same access fold into one column when asked. */
export function matrixData(grants: readonly Row[], fold: boolean): MatrixData {
  const { accounts, rows } = accessMatrix(grants);
  const folded = new Map<string, { accounts: { id: string; name: string }[]; cells: readonly (readonly string[])[] }>();
  for (const [index, account] of accounts.entries()) {
    const cells = rows.map((row) => row.cells[index] ?? []);
    const key = fold ? JSON.stringify(cells) : account.id;
    const column = folded.get(key) ?? { accounts: [], cells };
    column.accounts.push(account);
    folded.set(key, column);
  }
  const all = [...folded.values()];
  const wide = all.filter(({ accounts }) => accounts.length > 1);
  return {
    groups: rows.map(({ group }) => group),
    columns: all.map((column) => ({
      accounts: column.accounts,
      label:
        column.accounts.length === 1 ? (column.accounts[0]?.name ?? "") : `${letter(wide.indexOf(column))} (${column.accounts.length})`,
    })),
    cells: new Map(rows.map(({ group }, row) => [group, all.map(({ cells }) => cells[row] ?? [])])),
  };
}

/**
 * The access matrix as text of at most `width` columns: first as it is, then folded, then with short names, then in
 * several tables.
 */
export function formatMatrix(grants: readonly Row[], width = tableWidth): string {
  if (grants.length === 0) return "Nobody has access to any account.";
  const plain = matrixData(grants, false);
  if (fitting(plain, asItIs, 0, width) === plain.columns.length) return draw(plain, asItIs, 0, plain.columns.length);
  const folded = matrixData(grants, true);
  const legend = foldLegend(folded, width);
  const all = folded.columns.length;
  if (fitting(folded, asItIs, 0, width) === all) return joined(draw(folded, asItIs, 0, all), legend);
  const short = shortNames([...new Set(grants.map(({ permissionSet }) => permissionSet))].sort());
  const shortName = (name: string): string => short.get(name) ?? name;
  const blocks: string[] = [];
  for (let from = 0; from < all;) {
    const count = Math.max(1, fitting(folded, shortName, from, width));
    blocks.push(draw(folded, shortName, from, count));
    from += count;
  }
  const sets = [...short].map(([name, code]) => `${code} = ${name}`).join(", ");
  return joined(...blocks, wrap(sets, width, "   "), legend);
}

const asItIs = (name: string): string => name;

function draw(data: MatrixData, name: (set: string) => string, from: number, count: number): string {
  const rows = data.groups.map((group) => {
    const cells = (data.cells.get(group) ?? []).slice(from, from + count);
    return [group, ...cells.map((sets) => (sets.length === 0 ? "." : sets.map(name).join("\n")))];
  });
  return table({ head: ["Group", ...data.columns.slice(from, from + count).map(({ label }) => label)], rows });
}

/** How many columns, from one on, fit beside the groups. */
function fitting(data: MatrixData, name: (set: string) => string, from: number, width: number): number {
  let used = Math.max("Group".length, ...data.groups.map((group) => group.length));
  let count = 0;
  for (const [index, { label }] of data.columns.entries()) {
    if (index < from) continue;
    const entries = data.groups.flatMap((group) => data.cells.get(group)?.[index] ?? []).map((set) => name(set).length);
    used += tableGap + Math.max(label.length, 1, ...entries);
    if (used > width) break;
    count += 1;
  }
  return count;
}

function foldLegend({ columns }: MatrixData, width: number): string {
  return columns
    .filter(({ accounts }) => accounts.length > 1)
    .map(({ label, accounts }) => wrap(`${label}: ${accounts.map(({ name }) => name).join(", ")}`, width, "   "))
    .join("\n");
}

/** Initials of a set's words, made unique by a number: `Security-Audit-RO` is SAR. */
export function shortNames(names: readonly string[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    names.map((name) => {
      const initials = name
        .split(/[^A-Za-z0-9]+/)
        .map((word) => word.slice(0, 1).toUpperCase())
        .join("");
      let code = initials;
      for (let number = 2; taken.has(code); number += 1) code = `${initials}${number}`;
      taken.add(code);
      return [name, code] as const;
    }),
  );
}

function letter(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : `${letter(Math.floor(index / 26) - 1)}${letter(index % 26)}`;
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}
