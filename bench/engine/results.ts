/** Writes bench/results/NAME.json, .md and .svg; they are committed, so that what changed is seen in the diff. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Machine } from "./machine";
import { repository } from "./sandbox";

/** A Markdown table; the first column is on the left, numbers are on the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = head.map((_cell, column) => (rows.every((row) => /^[-\d]/.test(row[column] ?? "")) ? "--:" : ":--"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** Writes what a bench found: for machines, for readers, and as a picture. */
export function writeResults(
  name: string,
  result: Readonly<Record<string, unknown>> & { readonly machine: Machine },
  markdown: string,
  svg: string,
): void {
  const folder = join(repository, "bench", "results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  const { date, commit, cpu, cores, memoryGigabytes, node, loadAtStart } = result.machine;
  const busy = loadAtStart > cores / 2 ? " The machine was busy with other work: only ratios and processor time say much." : "";
  const where = `Measured ${date.slice(0, 10)} at ${commit} on ${cores} cores (${cpu}), ${memoryGigabytes} GB, Node ${node}, load ${loadAtStart} at the start.${busy}`;
  writeFileSync(join(folder, `${name}.md`), `${markdown.trimEnd()}\n\n![${name}](${name}.svg)\n\n${where}\n`);
  writeFileSync(join(folder, `${name}.svg`), svg);
}
