/**
 * Where a key leads in the matrix.
 */
/** Where the focus is, and how far it can go. Column 0 names the row. */
export interface Position {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  /** Without the first. */
  readonly columns: number;
  /** Rows that are in sight. */
  readonly page: number;
}

/** The cell that a key leads to; undefined where the key is none of the matrix's. */
export function step(
  { key, ctrlKey }: Pick<KeyboardEventLike, "key" | "ctrlKey">,
  { row, column, rows, columns, page }: Position,
): { readonly row: number; readonly column: number } | undefined {
  const to = (nextRow: number, nextColumn: number): { row: number; column: number } => ({
    row: Math.min(rows - 1, Math.max(0, nextRow)),
    column: Math.min(columns, Math.max(0, nextColumn)),
  });
  switch (key) {
    case "ArrowDown":
      return to(row + 1, column);
    case "ArrowUp":
      return to(row - 1, column);
    case "ArrowRight":
      return to(row, column + 1);
    case "ArrowLeft":
      return to(row, column - 1);
    case "PageDown":
      return to(row + page, column);
    case "PageUp":
      return to(row - page, column);
    case "Home":
      return to(ctrlKey ? 0 : row, 0);
    case "End":
      return to(ctrlKey ? rows - 1 : row, columns);
    default:
      return undefined;
  }
}

/** What this file needs of a keyboard event; it is tested without a browser. */
interface KeyboardEventLike {
  readonly key: string;
  readonly ctrlKey: boolean;
}
