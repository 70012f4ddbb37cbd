import type { RefObject } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { PageData } from "./data";
import { step } from "./navigation";
import { MatrixRow } from "./row";
import type { Row } from "./tree";
import { heightOf, indices, offsets, rowAt, SIZES } from "./window";

interface Props {
  readonly data: PageData;
  /** Groups, as indices. */
  readonly columns: readonly number[];
  readonly rows: readonly Row[];
  readonly toggle: (unit: string, open: boolean) => void;
  /** Tells all about a cell that has something. */
  readonly show: (row: Row, group: number) => void;
}

interface View {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Groups by accounts. Only what is in sight is in the document; the arrow keys go everywhere. Column 0 is the accounts'
 * own.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/treegrid/
 */
export function Matrix({ data, columns, rows, toggle, show }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, look] = useView(scroller);
  const [active, setActive] = useState({ key: "", column: 0 });
  const moved = useRef(false);

  const heights = useMemo(() => rows.map(heightOf), [rows]);
  const starts = useMemo(() => offsets(heights), [heights]);
  const head = Math.min(300, Math.max(150, Math.round(view.width * 0.3)));
  const row = Math.max(
    0,
    rows.findIndex(({ key }) => key === active.key),
  );
  const column = Math.min(active.column, columns.length);

  // Whoever went on by key takes the focus along, also to a cell that was not in the document.
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    scroller.current!.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  });

  const goTo = (nextRow: number, nextColumn: number): void => {
    const box = scroller.current!;
    const [begin, end] = [starts[nextRow]!, starts[nextRow + 1]!];
    const room = box.clientHeight - SIZES.head;
    if (begin < box.scrollTop) box.scrollTop = begin;
    else if (end > box.scrollTop + room) box.scrollTop = Math.min(begin, end - room);
    if (nextColumn > 0) {
      const left = (nextColumn - 1) * SIZES.column;
      const wide = box.clientWidth - head;
      if (left < box.scrollLeft) box.scrollLeft = left;
      else if (left + SIZES.column > box.scrollLeft + wide) box.scrollLeft = left + SIZES.column - wide;
    }
    moved.current = true;
    look();
    setActive({ key: rows[nextRow]!.key, column: nextColumn });
  };

  const open = (at: Row, atColumn: number): void => {
    if (atColumn === 0) {
      if (at.type === "unit") toggle(at.path, !at.open);
      return;
    }
    const group = columns[atColumn - 1]!;
    if (at.cells.has(group)) show(at, group);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = rows[row]!;
    if (event.altKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") open(at, column);
    else if (column === 0 && at.type === "unit" && ((event.key === "ArrowRight" && !at.open) || (event.key === "ArrowLeft" && at.open))) {
      toggle(at.path, event.key === "ArrowRight");
    } else {
      const page = Math.max(1, rowAt(starts, view.top + view.height - SIZES.head) - rowAt(starts, view.top) - 1);
      const next = step(event, { row, column, rows: rows.length, columns: columns.length, page });
      if (next === undefined) return;
      goTo(next.row, next.column);
    }
    event.preventDefault();
  };

  const seenRows = indices(rowAt(starts, view.top) - 2, rowAt(starts, view.top + view.height) + 2, rows.length, row);
  const firstColumn = Math.floor(view.left / SIZES.column);
  const lastColumn = Math.floor((view.left + view.width - head) / SIZES.column);
  // The same list while nothing changes, so that rows in sight stay as they are while others come.
  const seenColumns = useMemo(
    () => indices(firstColumn - 1, lastColumn + 1, columns.length, column - 1),
    [firstColumn, lastColumn, columns, column],
  );
  const width = head + columns.length * SIZES.column;

  return (
    <div class="matrix" ref={scroller} onScroll={look}>
      <div
        role="treegrid"
        aria-label="Groups by accounts"
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        onKeyDown={onKeyDown}
        onFocusIn={({ target }) => {
          const at = placeOf(target as Element);
          if (at !== undefined) setActive({ key: rows[at.row]!.key, column: at.column });
        }}
        onClick={({ target }) => {
          const at = placeOf(target as Element);
          if (at !== undefined) open(rows[at.row]!, at.column);
        }}
        style={{ width: `${width}px`, height: `${SIZES.head + starts[rows.length]!}px` }}
      >
        <MatrixHead names={data.groups} width={head} columns={columns} seen={seenColumns} />
        {seenRows.map((index) => (
          <MatrixRow
            key={rows[index]!.key}
            data={data}
            row={rows[index]!}
            index={index}
            top={SIZES.head + starts[index]!}
            height={heights[index]!}
            head={head}
            columns={columns}
            seen={seenColumns}
            active={index === row ? column : -1}
          />
        ))}
      </div>
    </div>
  );
}

interface HeadProps {
  /** Groups' names. */
  readonly names: readonly string[];
  /** Of the accounts' own column, in pixels. */
  readonly width: number;
  readonly columns: readonly number[];
  /** The columns that are in sight, by their place. */
  readonly seen: readonly number[];
}

function MatrixHead({ names, width, columns, seen }: HeadProps) {
  return (
    <div role="row" class="head" aria-rowindex={1} style={{ height: `${SIZES.head}px` }}>
      <div role="columnheader" class="corner" aria-colindex={1} style={{ width: `${width}px` }}>
        Account
      </div>
      {seen.map((index) => (
        <div
          role="columnheader"
          key={index}
          class="name"
          aria-colindex={index + 2}
          title={names[columns[index]!]!}
          style={{ left: `${width + index * SIZES.column}px`, width: `${SIZES.column}px` }}
        >
          {names[columns[index]!]}
        </div>
      ))}
    </div>
  );
}

/** What of an element is in sight, and how to look again; it looks by itself when the element's size changes. */
function useView(scroller: RefObject<HTMLDivElement>): readonly [View, () => void] {
  const [view, setView] = useState<View>({ top: 0, left: 0, width: 1200, height: 600 });
  const look = (): void => {
    const { scrollTop: top, scrollLeft: left, clientWidth: width, clientHeight: height } = scroller.current!;
    setView((before) =>
      before.top === top && before.left === left && before.width === width && before.height === height
        ? before
        : { top, left, width, height },
    );
  };
  useLayoutEffect(() => {
    look();
    const observer = new ResizeObserver(look);
    observer.observe(scroller.current!);
    return () => observer.disconnect();
  }, []);
  return [view, look];
}

/** Which row and column an element is of, by what its cell says for screen readers. */
function placeOf(element: Element): { readonly row: number; readonly column: number } | undefined {
  const cell = element.closest('[role="rowheader"], [role="gridcell"]');
  if (cell === null) return undefined;
  return {
    row: Number(cell.parentElement!.getAttribute("aria-rowindex")) - 2,
    column: Number(cell.getAttribute("aria-colindex")) - 1,
  };
}
