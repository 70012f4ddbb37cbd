/**
 * Which rows and columns have to be in the document: those in sight, some around them, and the one that has the focus.
 */
import type { Row } from "./tree";

/** Pixels; the style sheet has the same. */
export const SIZES = { column: 168, head: 48, chip: 36, line: 20, padding: 10, row: 36 } as const;

/** Chips in a cell; the rest is told by number. */
export const MOST_CHIPS = 3;

/** Height of a row in pixels: as many chips or lines as its fullest cell has. */
export function heightOf(row: Row): number {
  let lines = 1;
  if (row.type === "unit") {
    for (const counts of row.cells.values()) lines = Math.max(lines, counts.filter(({ count }) => count > 0).length);
    return Math.max(SIZES.row, lines * SIZES.line + SIZES.padding);
  }
  let more = 0;
  for (const items of row.cells.values()) {
    lines = Math.max(lines, Math.min(items.length, MOST_CHIPS));
    if (items.length > MOST_CHIPS) more = SIZES.line;
  }
  return lines * SIZES.chip + more + SIZES.padding;
}

/** Where each row begins, and at the end where the last one ends. */
export function offsets(heights: readonly number[]): number[] {
  const result = [0];
  for (const height of heights) result.push(result[result.length - 1]! + height);
  return result;
}

/** Index of the row at a place, by halving. */
export function rowAt(starts: readonly number[], place: number): number {
  let [low, high] = [0, Math.max(0, starts.length - 2)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Indices from first to last, both within bounds, and one more wherever it is. */
export function indices(first: number, last: number, count: number, always: number): number[] {
  const [from, to] = [Math.max(0, first), Math.min(count - 1, last)];
  const result: number[] = [];
  if (always >= 0 && always < from && always < count) result.push(always);
  for (let index = from; index <= to; index += 1) result.push(index);
  if (always > to && always < count) result.push(always);
  return result;
}
