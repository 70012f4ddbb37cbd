import type { AccessItem, ChangedItem, Report } from "../../access/report/report";
import { setSummary } from "../../access/report/set-summary";
import { listed, moment } from "../../access/words";
import { section, type Section, sections } from "./markdown-details";
import { amount, row, shortened, text, placeWords, holderWords, why } from "./markdown-text";

/** Most characters of the whole: GitHub refuses a comment of more than 65,536. */
export const MARKDOWN_LIMIT = 60_000;

/** Rows of the table that is always in sight. */
const TOP_ROWS = 20;
/** Most sentences of one kind that are always in sight. */
const TOP_SENTENCES = 5;
/** Most characters of a sentence, and of a cell, that is always in sight: names may be long. */
const [SENTENCE, CELL] = [600, 250];

/**
 * The report as a comment of a pull request: what matters most in sight, the rest folded; shortened where it would be
 * too long.
 */
export function markdown(report: Report): string {
  const notes = report.notes.map((note) => `- ${text(note)}`);
  const head = [
    `## Access change${report.source.stack === null ? "" : `: ${text(report.source.stack)}`}`,
    "",
    `**${shortened(text(report.headline), SENTENCE * 2)}**`,
    "",
    ...topTable(report),
    ...warnings(report),
    ...(notes.length <= TOP_SENTENCES ? notes.map((note) => shortened(note, SENTENCE)) : []),
  ];
  const foot = ["", ...footer(report)];
  const folded = [...sections(report), ...(notes.length > TOP_SENTENCES ? [section(`Notes: ${notes.length}`, notes)] : [])];
  const room = MARKDOWN_LIMIT - joined([...head, ...foot]).length - 200;
  return joined([...head, ...withinRoom(folded, room), ...foot]);
}

function joined(lines: readonly string[]): string {
  return `${lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}

/** Folded parts that share the room: what a short one leaves goes to the long ones. */
function withinRoom(all: readonly Section[], room: number): string[] {
  const whole = all.map((one) => folded(one, room));
  const most = new Map<number, number>();
  let [free, left] = [room, all.length];
  for (const [index, { length }] of [...whole.entries()].sort(([, a], [, b]) => a.length - b.length)) {
    const share = Math.min(length + 1, Math.floor(free / left));
    most.set(index, share);
    free -= share;
    left -= 1;
  }
  return all.map((one, index) => (whole[index]!.length < most.get(index)! ? whole[index]! : folded(one, most.get(index)! - 1)));
}

function folded({ title, head = [], count, rows }: Section, most: number): string {
  const frame = (inner: readonly string[]): string =>
    `\n<details><summary>${title}</summary>\n\n${[...head, ...inner].join("\n")}\n\n</details>`;
  const shown: string[] = [];
  let size = frame([]).length + 120;
  for (const line of rows) {
    size += line.length + 1;
    if (size > most) return frame([...shown, "", `… and ${count - shown.length} more; \`--format json\` has them all.`]);
    shown.push(line);
  }
  return frame(shown);
}

/** Items that are the same but for the account. */
interface Line {
  readonly sign: string;
  readonly item: AccessItem;
  readonly accounts: AccessItem[];
  /** What of a changed permission set differs. */
  readonly change?: string | undefined;
}

function linesOf(report: Report): Line[] {
  const lines = new Map<string, Line>();
  const summaries = new Map(report.permissionSets.map((set) => [set.name, text(setSummary(set))]));
  const add = (sign: string, item: AccessItem, change?: string): void => {
    const key = JSON.stringify([sign, item.risk, item.group, item.groupId, item.permissionSet, item.lockOut, item.ends]);
    const line = lines.get(key);
    if (line === undefined) lines.set(key, { sign, item, accounts: [item], change });
    else line.accounts.push(item);
  };
  for (const item of report.gained) add("+ gains", item);
  for (const item of report.lost) add("− loses", item);
  for (const item of report.changed)
    add(changeWords(item), item, item.change === "permissions" ? summaries.get(item.permissionSet) : undefined);
  const order = ["critical", "high", "medium", "low"];
  // A stable sort: within a risk what is gained comes first.
  return [...lines.values()].sort((a, b) => order.indexOf(a.item.risk) - order.indexOf(b.item.risk));
}

function changeWords({ change }: ChangedItem): string {
  return change === "permissions" ? "~ changes" : "↻ made anew";
}

function topTable(report: Report): string[] {
  const lines = linesOf(report);
  if (lines.length === 0) return [];
  const rows = lines
    .slice(0, TOP_ROWS)
    .map(({ sign, item, accounts, change }) =>
      row(
        [item.risk, sign, holderWords(item), text(item.permissionSet), placeWords(accounts), why(item, change)].map((cell) =>
          shortened(cell, CELL),
        ),
      ),
    );
  const more = lines.length > TOP_ROWS ? ["", `… and ${amount(lines.length - TOP_ROWS, "more row")} below.`] : [];
  return [
    row(["Risk", "Change", "Group", "Permission set", "Accounts", "Why"]),
    row(["---", "---", "---", "---", "---", "---"]),
    ...rows,
    ...more,
  ];
}

/** What must not be folded away. */
function warnings({
  gained,
  lost,
  changed,
  permissionSets,
  conditionalAccess,
  unknown,
  guards,
  limits,
  approval,
  verdict,
}: Report): string[] {
  const locked = [...gained, ...lost, ...changed].filter(({ lockOut }) => lockOut);
  const sets = permissionSets.filter(({ lockOut }) => lockOut).map(({ name }) => text(name));
  const weaker = guards.filter(({ effect }) => effect === "weaker").map(({ sentence }) => text(sentence));
  const easier = conditionalAccess.signIns
    .filter(({ direction }) => direction === "loosened")
    .map(({ persona, device, from, before, after }) => text(`${persona}, ${device} device, from ${from}: ${before} → ${after}`));
  const quoted = [
    ...(locked.length > 0
      ? [
          `**Locks out:** ${amount(locked.length, "assignment is", "assignments are")} removed before ${locked.length === 1 ? "it is" : "they are"} made anew${sets.length > 0 ? ` (${listed(sets)} replaced)` : ""}; their holders cannot get in for minutes.`,
        ]
      : []),
    ...easier.slice(0, TOP_SENTENCES).map((sentence) => `**Sign-in gets easier:** ${sentence}`),
    ...weaker.slice(0, TOP_SENTENCES).map((sentence) => `**Weaker:** ${sentence}`),
    ...(weaker.length > TOP_SENTENCES ? [`**Weaker:** … and ${weaker.length - TOP_SENTENCES} more, below.`] : []),
    ...(unknown.length > 0 ? [`**Not known before \`pulumi up\`:** ${unknown.length}. ${text(unknown[0]!.sentence)}`] : []),
    ...limits.filter(({ exceeded }) => exceeded).map(({ sentence }) => `**Limit:** ${text(sentence)}`),
    ...(verdict === "approved" ? [`Approved by ${text(approval!.who)} until ${approval!.until}: ${text(approval!.reason)}`] : []),
    ...(verdict === "exceeded" && approval !== null ? [`The approval of ${text(approval.who)} ended on ${approval.until}.`] : []),
  ];
  return ["", ...quoted.flatMap((line) => [`> ${shortened(line, SENTENCE)}`, ""])];
}

function footer({ source, counts, made, limits }: Report): string[] {
  const of = [source.project, source.stack]
    .filter((part) => part !== null)
    .map(text)
    .join("/");
  const from = { preview: "a preview", states: "two states", settings: "two versions of the settings" }[source.kind];
  return [
    `<sub>${amount(counts.assignmentsBefore, "assignment")} before, ${counts.assignmentsAfter} after; ${from}${of === "" ? "" : ` of ${of}`}, ${moment(made)}.` +
      `${source.inventory === null ? "" : ` Inventory: ${text(source.inventory)}.`}${limits.length === 0 ? "" : ` Limits: ${limits.map(({ sentence }) => text(sentence)).join(" ")}`}</sub>`,
  ];
}
