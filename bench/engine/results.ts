/** Writes bench/results/NAME.json, .md and .svg; they are committed, so that what changed is seen in the diff. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Machine } from "./machine";
import { repository } from "./sandbox";
import type { Spread } from "./statistics";

/** A Markdown table; the first column is on the left, numbers are on the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = head.map((_cell, column) => (rows.every((row) => /^[-\d]/.test(row[column] ?? "")) ? "--:" : ":--"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** One measured line of a plot. */
export interface Line {
  readonly name: string;
  readonly points: readonly (Spread & { readonly x: number })[];
}

const COLOURS = ["#0b62a4", "#8a8a8a", "#c2410c", "#15803d", "#7e22ce"];
const WIDTH = 720;
const HEIGHT = 400;
const MARGIN = { left: 60, right: 170, top: 40, bottom: 50 };

/** An SVG of lines over a common x, with the spread of the repetitions as bars. */
export function plot({ title, x, lines }: { title: string; x: string; lines: readonly Line[] }): string {
  const points = lines.flatMap((line) => line.points);
  const mostX = Math.max(1, ...points.map((point) => point.x));
  const mostY = Math.max(1e-9, ...points.map((point) => point.most));
  const atX = (value: number): string => (MARGIN.left + (value / mostX) * (WIDTH - MARGIN.left - MARGIN.right)).toFixed(1);
  const atY = (value: number): string => (HEIGHT - MARGIN.bottom - (value / mostY) * (HEIGHT - MARGIN.top - MARGIN.bottom)).toFixed(1);
  const text = (left: string | number, top: string | number, words: string, more = ""): string =>
    `<text x="${left}" y="${top}" ${more}>${words.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text>`;
  const gridY = Array.from({ length: 6 }, (_, index) => (mostY * index) / 5);
  const gridX = [...new Set(points.map((point) => point.x))];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
    text(MARGIN.left, 22, title, 'font-size="15"'),
    ...gridY.flatMap((value) => [
      `<line x1="${atX(0)}" x2="${atX(mostX)}" y1="${atY(value)}" y2="${atY(value)}" stroke="#e5e5e5"/>`,
      text(MARGIN.left - 8, atY(value), value.toFixed(mostY < 5 ? 1 : 0), 'text-anchor="end" dominant-baseline="middle"'),
    ]),
    ...gridX.map((value) => text(atX(value), HEIGHT - MARGIN.bottom + 18, String(value), 'text-anchor="middle"')),
    text((WIDTH - MARGIN.right + MARGIN.left) / 2, HEIGHT - 10, x, 'text-anchor="middle"'),
    ...lines.flatMap(({ name, points: own }, index) => {
      const colour = COLOURS[index % COLOURS.length];
      const path = own.map((point) => `${atX(point.x)},${atY(point.median)}`).join(" ");
      const legend = MARGIN.top + 10 + index * 20;
      return [
        `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        ...own.flatMap((point) => [
          `<line x1="${atX(point.x)}" x2="${atX(point.x)}" y1="${atY(point.least)}" y2="${atY(point.most)}" stroke="${colour}"/>`,
          `<circle cx="${atX(point.x)}" cy="${atY(point.median)}" r="3" fill="${colour}"/>`,
        ]),
        `<rect x="${WIDTH - MARGIN.right + 15}" y="${legend - 8}" width="12" height="12" fill="${colour}"/>`,
        text(WIDTH - MARGIN.right + 33, legend + 2, name),
      ];
    }),
    "</svg>",
    "",
  ].join("\n");
}

/** Writes what a bench found: for machines, for readers, and as a picture where there is one. */
export function writeResults(
  name: string,
  result: Readonly<Record<string, unknown>> & { readonly machine: Machine },
  markdown: string,
  svg?: string,
): void {
  const folder = join(repository, "bench", "results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  const { date, commit, cpu, cores, memoryGigabytes, node, loadAtStart } = result.machine;
  const busy = loadAtStart > cores / 2 ? " The machine was busy with other work: only ratios and processor time say much." : "";
  const where = `Measured ${date.slice(0, 10)} at ${commit} on ${cores} cores (${cpu}), ${memoryGigabytes} GB, Node ${node}, load ${loadAtStart} at the start.${busy}`;
  writeFileSync(join(folder, `${name}.md`), `${markdown.trimEnd()}\n\n${where}\n`);
  if (svg !== undefined) writeFileSync(join(folder, `${name}.svg`), svg);
}
