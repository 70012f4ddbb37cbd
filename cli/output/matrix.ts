import type { Grant } from "../../access/model";
import { table, tableWidth } from "./table";
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
  const groups = [...new Set(grants.map(({ group }) => group))].sort();
  const byAccount = new Map<string, { name: string; access: Map<string, string[]> }>();
  for (const { accountId, accountName, group, permissionSet } of grants) {
    const account = byAccount.get(accountId) ?? { name: accountName, access: new Map<string, string[]>() };
    account.access.set(group, [...(account.access.get(group) ?? []), permissionSet].sort());
    byAccount.set(accountId, account);
  }
  const folded = new Map<string, { accounts: { id: string; name: string }[]; access: Map<string, string[]> }>();
  const ordered = [...byAccount].sort(([, left], [, right]) => left.name.localeCompare(right.name, "en"));
  for (const [id, { name, access }] of ordered) {
    const key = fold ? JSON.stringify(groups.map((group) => access.get(group) ?? [])) : id;
    const column = folded.get(key) ?? { accounts: [], access };
    column.accounts.push({ id, name });
    folded.set(key, column);
  }
  const all = [...folded.values()];
  const wide = all.filter(({ accounts }) => accounts.length > 1);
  return {
    groups,
    columns: all.map((column) => ({
      accounts: column.accounts,
      label:
        column.accounts.length === 1 ? (column.accounts[0]?.name ?? "") : `${letter(wide.indexOf(column))} (${column.accounts.length})`,
    })),
    cells: new Map(groups.map((group) => [group, all.map(({ access }) => access.get(group) ?? [])])),
  };
}

/** The access matrix as text of at most `width` columns: first as it is, then folded, then with short names, then in several tables. */
export function formatMatrix(grants: readonly Row[], width = tableWidth): string {
  if (grants.length === 0) return "Nobody has access to any account.";
  const plain = matrixData(grants, false);
  const full = draw(plain, plain.columns, (name) => name);
  if (fits(full, width)) return full;
  const folded = matrixData(grants, true);
  const legend = foldLegend(folded, width);
  const named = draw(folded, folded.columns, (name) => name);
  if (fits(named, width)) return joined(named, legend);
  const short = shortNames([...new Set(grants.map(({ permissionSet }) => permissionSet))].sort());
  const setLegend = [...short].map(([name, code]) => `${code} = ${name}`).join(", ");
  const blocks: string[] = [];
  for (let from = 0; from < folded.columns.length;) {
    let to = folded.columns.length;
    let block = draw(folded, folded.columns.slice(from, to), (name) => short.get(name) ?? name, from);
    while (!fits(block, width) && to > from + 1) {
      to -= 1;
      block = draw(folded, folded.columns.slice(from, to), (name) => short.get(name) ?? name, from);
    }
    blocks.push(block);
    from = to;
  }
  return joined(...blocks, wrap(setLegend, width, "   "), legend);
}

function draw(data: MatrixData, columns: readonly AccountColumn[], name: (set: string) => string, from = 0): string {
  const rows = data.groups.map((group) => {
    const cells = (data.cells.get(group) ?? []).slice(from, from + columns.length);
    return [group, ...cells.map((sets) => (sets.length === 0 ? "." : sets.map(name).join("\n")))];
  });
  return table({ head: ["Group", ...columns.map(({ label }) => label)], rows });
}

function fits(text: string, width: number): boolean {
  return text.split("\n").every((line) => line.length <= width);
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
