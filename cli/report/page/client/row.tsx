import { memo } from "preact/compat";
import { type Kind, KINDS, type PageData, type PageItem, RISKS, SIGNS } from "./data";
import type { AccountRow, Counts, Row, UnitRow } from "./tree";
import { MOST_CHIPS, SIZES } from "./window";
import { counted, countWords, itemWords, riskWord } from "./words";

interface Props {
  readonly data: PageData;
  readonly row: Row;
  /** Among all rows, from 0. */
  readonly index: number;
  /** Pixels. */
  readonly top: number;
  readonly height: number;
  readonly head: number;
  readonly columns: readonly number[];
  /** Indices of the columns in sight. */
  readonly seen: readonly number[];
  /** Column that has the focus, or would; -1 where it is in another row. */
  readonly active: number;
}

/** One row of the matrix; it is drawn anew only where something of it changes. */
export const MatrixRow = memo(function MatrixRow({ data, row, index, top, height, head, columns, seen, active }: Props) {
  return (
    <div
      role="row"
      class={row.type}
      aria-level={row.level}
      aria-rowindex={index + 2}
      {...(row.type === "unit" ? { "aria-expanded": row.open } : {})}
      style={{ top: `${top}px`, height: `${height}px` }}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        tabIndex={active === 0 ? 0 : -1}
        style={{ width: `${head}px`, paddingLeft: `${row.level * 14 - 4}px` }}
      >
        {row.type === "unit" ? <UnitName row={row} /> : <AccountName row={row} />}
      </div>
      {seen.map((column) => {
        const group = columns[column]!;
        const filled = row.cells.has(group);
        return (
          <div
            role="gridcell"
            key={column}
            class={filled ? "filled" : ""}
            aria-colindex={column + 2}
            aria-label={`${data.groups[group]}, ${row.name}: ${cellWords(data, row, group)}`}
            tabIndex={active === column + 1 ? 0 : -1}
            style={{ left: `${head + column * SIZES.column}px`, width: `${SIZES.column}px` }}
          >
            {row.type === "unit" ? <Numbers counts={row.cells.get(group)} /> : <Chips data={data} items={row.cells.get(group)} />}
          </div>
        );
      })}
    </div>
  );
});

function UnitName({ row: { name, open, accounts } }: { readonly row: UnitRow }) {
  return (
    <>
      <span class="twisty" aria-hidden="true">
        {open ? "\u25be" : "\u25b8"}
      </span>
      <span class="name">{name}</span>
      <span class="quiet">{counted(accounts, "account")}</span>
    </>
  );
}

function AccountName({ row: { account } }: { readonly row: AccountRow }) {
  return (
    <>
      <span class="name" title={account.id}>
        {account.name}
      </span>
      {account.management ? <span class="tag">management</span> : account.production && <span class="tag">production</span>}
    </>
  );
}

function cellWords(data: PageData, row: Row, group: number): string {
  if (row.type === "unit") return countWords(row.cells.get(group));
  const items = row.cells.get(group) ?? [];
  return items.length === 0 ? "nothing" : items.map((item) => itemWords(data, item)).join("; ");
}

function Numbers({ counts }: { readonly counts: Counts | undefined }) {
  return (
    <>
      {counts?.map(({ count, risk }, index) => {
        const kind: Kind = KINDS[index]!;
        return (
          count > 0 && (
            <div class="number" key={kind}>
              <span class={`mark ${kind}`}>
                {SIGNS[kind]}
                {count} {kind}
              </span>
              <span class={`quiet ${RISKS[risk]}`}>{riskWord(kind, risk)}</span>
            </div>
          )
        );
      })}
    </>
  );
}

function Chips({ data, items = [] }: { readonly data: PageData; readonly items: readonly PageItem[] | undefined }) {
  const more = items.length - MOST_CHIPS;
  return (
    <>
      {items.slice(0, MOST_CHIPS).map(({ kind, set, risk }, index) => (
        <span class={`chip ${kind}`} key={index}>
          <span class="what">
            {SIGNS[kind]} {kind} {kind !== "kept" && <span class={`quiet ${RISKS[risk]}`}>{RISKS[risk]}</span>}
          </span>{" "}
          <span class="name">{data.sets[set] ?? "not yet known"}</span>
        </span>
      ))}
      {more > 0 && <span class="quiet">and {more} more</span>}
    </>
  );
}
