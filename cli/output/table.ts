import Table from "cli-table3";
import { wrap } from "./wrap";

/** Width in which every table of this command stays readable. */
export const tableWidth = 120;

/** Blanks between two columns. */
export const tableGap = 2;

/** Plain, borderless chrome: the text can be grepped and pasted into a review. */
const chrome = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: " ".repeat(tableGap),
};

/** Options of {@link table}. */
export interface TableOptions {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Characters a column may take before its text wraps; columns without one take what they need. */
  readonly widths?: readonly (number | undefined)[];
}

/** A table as text without colours and without trailing blanks. */
export function table({ head, rows, widths = [] }: TableOptions): string {
  const columns = head.map((title, index) => {
    const longest = Math.max(title.length, ...rows.map((row) => Math.max(0, ...(row[index] ?? "").split("\n").map((line) => line.length))));
    return Math.min(longest, widths[index] ?? longest);
  });
  const output = new Table({
    head: [...head],
    chars: chrome,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    colWidths: columns,
  });
  // Wrapped here: the library cuts words that are longer than their column.
  output.push(...rows.map((row) => row.map((text, index) => wrap(text, columns[index] ?? text.length))));
  return output
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
