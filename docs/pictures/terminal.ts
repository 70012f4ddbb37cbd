/**
 * What a terminal shows, as an SVG picture: text that stays text.
 */
import { wrap } from "../../cli/output/wrap";
import { html, verbatim } from "../../cli/report/page/html";

/** A command as typed, and what it printed. */
export interface Typed {
  readonly command: string;
  readonly output: string;
}

/** Pixels. */
const SIZES = { font: 13, line: 18, letter: 7.9, padding: 18, bar: 34 } as const;
/** Characters in a line. */
const WIDTH = 124;

/** The picture. */
export function terminal(session: readonly Typed[]): string {
  const lines = session.flatMap(({ command, output }, index) => [
    ...(index === 0 ? [] : [html``]),
    ...command
      .split("\n")
      .map((line, first) => html`<tspan class="prompt">${first === 0 ? "$ " : "> "}</tspan><tspan class="command">${line}</tspan>`),
    ...wrap(output.trimEnd(), WIDTH)
      .split("\n")
      .map((line) => html`${line}`),
  ]);
  const [width, height] = [WIDTH * SIZES.letter + 2 * SIZES.padding, lines.length * SIZES.line + SIZES.bar + SIZES.padding].map(Math.ceil);
  const texts = lines.map(
    (line, index) => html`<text x="${SIZES.padding}" y="${SIZES.bar + (index + 0.75) * SIZES.line}" xml:space="preserve">${line}</text> `,
  );
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${width!} ${height!}"
    width="${width!}"
    height="${height!}"
    role="img"
    aria-label="Terminal"
  >
    <style>
      ${verbatim(`
  rect { fill: #10151c; stroke: #333b46; }
  circle { fill: #3d4754; }
  text { fill: #d6dce4; font: ${SIZES.font}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; }
  .prompt { fill: #6fdc8c; }
  .command { fill: #ffffff; font-weight: 600; }
`)}
    </style>
    <rect x="0.5" y="0.5" width="${width! - 1}" height="${height! - 1}" rx="10" />
    ${[0, 1, 2].map((dot) => html`<circle cx="${SIZES.padding + 5 + dot * 18}" cy="17" r="5" />`)} ${texts}
  </svg> `.text;
}
