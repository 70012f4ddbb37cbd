/** Plots of what benches measure, as SVG. Apache ECharts draws them: in this process, without a browser. */
import * as echarts from "echarts";
import type { Spread } from "./statistics";

/** One measured line of a plot. */
export interface Line {
  readonly name: string;
  readonly points: readonly (Spread & { readonly x: number })[];
}

const SIZE = { width: 720, height: 400 };
const COLOURS = ["#0b62a4", "#8a8a8a", "#c2410c", "#15803d", "#7e22ce", "#b45309", "#0e7490", "#be123c", "#4d7c0f", "#1e293b"];

/** An SVG of lines over a common x, from zero, with the spread of the repetitions as bars. */
export function plot({ title, x, lines }: { title: string; x: string; lines: readonly Line[] }): string {
  return drawn(title, {
    xAxis: { type: "value", name: x, nameLocation: "middle", nameGap: 28, min: 0 },
    yAxis: { type: "value", min: 0 },
    legend: { data: lines.map(({ name }) => name), orient: "vertical", right: 10, top: 50, itemWidth: 16 },
    grid: { left: 60, right: 170, top: 50, bottom: 50 },
    series: lines.flatMap(({ name, points }, index) => {
      const color = COLOURS[index % COLOURS.length]!;
      const line = { name, type: "line", color, symbol: "circle", symbolSize: 6, data: points.map((point) => [point.x, point.median]) };
      const spreads = points.filter(({ least, most }) => most > least);
      return [line, ...spreads.map((point) => ({ ...spreadOf(point), name, color }))];
    }),
  });
}

/** The least and the most of a point, as a line through it. */
function spreadOf({ x, least, most }: Line["points"][number]): object {
  return { type: "line", symbol: "none", lineStyle: { width: 1 }, data: [[x, least], [x, most]] }; // prettier-ignore
}

/** An SVG of horizontal bars, the first on top, each with its value. */
export function bars({ title, x, rows }: { title: string; x: string; rows: readonly { name: string; value: number }[] }): string {
  return drawn(title, {
    xAxis: { type: "value", name: x, nameLocation: "middle", nameGap: 28, min: 0 },
    yAxis: { type: "category", inverse: true, data: rows.map(({ name }) => name), axisLabel: { width: 240, overflow: "break" } },
    grid: { left: 260, right: 60, top: 50, bottom: 50 },
    series: [
      { type: "bar", color: COLOURS[0]!, barMaxWidth: 24, label: { show: true, position: "right" }, data: rows.map(({ value }) => value) },
    ],
  });
}

function drawn(title: string, option: echarts.EChartsCoreOption): string {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, ...SIZE });
  try {
    const heading = { text: title, left: 20, top: 10, textStyle: { fontSize: 15, fontWeight: "normal" } };
    chart.setOption({ animation: false, backgroundColor: "#ffffff", textStyle: { fontFamily: "sans-serif" }, title: heading, ...option });
    return `${chart.renderToSVGString()}\n`;
  } finally {
    chart.dispose();
  }
}
