import { Failure } from "../failure";

/** A configuration file, divided at this stack's markers. Bytes are kept as they are: text is taken as Latin-1. */
export interface SplitFile {
  /** With its line end, where it has one. */
  readonly before: string;
  /** Lines between the markers; undefined where there are no markers yet. */
  readonly own: readonly string[] | undefined;
  readonly after: string;
  /** The file's own line end. */
  readonly lineEnd: "\n" | "\r\n";
}

const marker = (stack: string, end: "begin" | "end"): string => `# federation ${stack}: ${end}`;

/** First line of the block. */
const firstLine = (stack: string): string =>
  `${marker(stack, "begin")} (written by \`federation aws-config\`, which replaces what is in here)`;

/**
 * Divides a file.
 *
 * @throws Failure where the markers are not one pair.
 */
export function splitAtMarkers(text: string, stack: string, file: string): SplitFile {
  const lineEnd = /\r\n/.test(text) ? "\r\n" : "\n";
  const lines = text.split(/(?<=\n)/);
  const at = (end: "begin" | "end"): number[] =>
    lines.flatMap((line, index) => {
      const start = marker(stack, end);
      const rest = line.replace(/^\xEF\xBB\xBF/, "");
      return rest.startsWith(start) && /^(\s|$)/.test(rest.slice(start.length)) ? [index] : [];
    });
  const [begins, ends] = [at("begin"), at("end")];
  if (begins.length === 0 && ends.length === 0) return { before: text, own: undefined, after: "", lineEnd };
  const [[begin = 0], [end = -1]] = [begins, ends];
  if (begins.length !== 1 || ends.length !== 1 || end < begin) {
    const found = [...begins.map((line) => `begin in line ${line + 1}`), ...ends.map((line) => `end in line ${line + 1}`)].join(", ");
    throw new Failure(`The markers of ${stack} in ${file} are broken (${found}): leave one pair, or remove the block whole.`);
  }
  const mark = lines[begin]!.startsWith("\xEF\xBB\xBF") ? "\xEF\xBB\xBF" : "";
  return {
    before: lines.slice(0, begin).join("") + mark,
    own: lines.slice(begin + 1, end).map((line) => line.replace(/\r?\n$/, "")),
    after: lines.slice(end + 1).join(""),
    lineEnd,
  };
}

/** The file with the sections in place of what stood between the markers; at the file's end where there were none. */
export function join({ before, own, after, lineEnd }: SplitFile, stack: string, sections: ReadonlyMap<string, readonly string[]>): string {
  const body = [...sections].flatMap(([header, lines], index) => [...(index === 0 ? [] : [""]), header, ...lines]);
  const block = [firstLine(stack), ...body, marker(stack, "end")].map((line) => `${line}${lineEnd}`).join("");
  // A last line without an end would swallow the marker.
  const gap = own !== undefined || before === "" || before === "\xEF\xBB\xBF" ? "" : `${before.endsWith("\n") ? "" : lineEnd}${lineEnd}`;
  return `${before}${gap}${Buffer.from(block, "utf8").toString("latin1")}${after}`;
}

/** Sections by header, as they stand between the markers. */
export function sectionsIn(lines: readonly string[]): Map<string, string[]> {
  const sections = new Map<string, string[]>();
  let header = "";
  for (const line of lines) {
    if (/^\s*\[/.test(line)) header = line.trim();
    else if (line.trim() !== "") sections.set(header, [...(sections.get(header) ?? []), line]);
    if (header !== "" && !sections.has(header)) sections.set(header, []);
  }
  return sections;
}

/** Headers outside of the markers that the block would repeat: the AWS tools would mix both. */
export function duplicateHeaders({ before, after }: SplitFile, sections: ReadonlyMap<string, unknown>): string[] {
  const foreign = new Set([...sectionsIn(`${before}\n${after}`.split(/\r?\n/)).keys()].map(normal));
  return [...sections.keys()].filter((header) => foreign.has(normal(header)));
}

function normal(header: string): string {
  return header
    .replace(/\s*[#;].*$/, "")
    .replace(/[[\]"']/g, " ")
    .trim()
    .replace(/\s+/g, " ");
}

/** The difference in lines, as people read it. */
export function difference(before: ReadonlyMap<string, readonly string[]>, after: ReadonlyMap<string, readonly string[]>): string[] {
  const headers = [...new Set([...before.keys(), ...after.keys()])].sort();
  return headers.flatMap((header) => {
    const [old, now] = [before.get(header), after.get(header)];
    if (old !== undefined && now !== undefined) {
      const [gone, come] = [old.filter((line) => !now.includes(line)), now.filter((line) => !old.includes(line))];
      if (gone.length + come.length === 0) return [];
      return [`  ${header}`, ...gone.map((line) => `- ${line}`), ...come.map((line) => `+ ${line}`)];
    }
    const sign = now === undefined ? "-" : "+";
    return [header, ...(now ?? old ?? [])].map((line) => `${sign} ${line}`);
  });
}
