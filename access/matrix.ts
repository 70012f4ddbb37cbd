/**
 * The access matrix: groups by accounts, as plain data that any table can show.
 */
import type { Grant } from "./model";
import { compareText } from "./words";

/** Groups by accounts. */
export interface AccessMatrix {
  /** Columns: accounts with at least one grant, by name, then id. */
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  /** Rows by group name. */
  readonly rows: readonly MatrixRow[];
}

/** One group's row. */
export interface MatrixRow {
  readonly group: string;
  /** One cell an account, in the order of the columns: names of permission sets, sorted; empty where there is none. */
  readonly cells: readonly (readonly string[])[];
}

/** The matrix of grants. */
export function accessMatrix(grants: readonly Omit<Grant, "because">[]): AccessMatrix {
  const names = new Map(grants.map(({ accountId, accountName }) => [accountId, accountName]));
  const accounts = [...names].map(([id, name]) => ({ id, name })).sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id));
  const column = new Map(accounts.map(({ id }, index) => [id, index]));
  const rows = new Map<string, string[][]>();
  for (const { group, permissionSet, accountId } of grants) {
    const cells = rows.get(group) ?? accounts.map(() => []);
    rows.set(group, cells);
    cells[column.get(accountId)!]!.push(permissionSet);
  }
  return {
    accounts,
    rows: [...rows]
      .sort(([a], [b]) => compareText(a, b))
      .map(([group, cells]) => ({ group, cells: cells.map((cell) => [...new Set(cell)].sort()) })),
  };
}
