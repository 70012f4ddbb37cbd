import { table } from "../output/table";
import { worst, type CheckResult } from "./run";
import type { Outcome, Status } from "./check";

/** What `federation verify --json` prints. */
export interface VerifyReport {
  readonly stack: string;
  readonly phase: string;
  readonly time: string;
  /** `incomplete`: nothing was found, but some checks could not look. */
  readonly status: "fine" | "findings" | "incomplete";
  readonly counts: Readonly<Record<Status, number>>;
  readonly checks: readonly (CheckResult & { readonly status: Status })[];
  readonly calls: { readonly aws: number; readonly entra: number };
  readonly milliseconds: number;
}

const marks: Readonly<Record<Status, string>> = {
  ok: "ok",
  finding: "FINDING",
  "cannot tell": "cannot tell",
  "not yet": "not yet",
  note: "note",
};

/** Puts results into one report. */
export function reportOf(
  results: readonly CheckResult[],
  about: Pick<VerifyReport, "stack" | "phase" | "time" | "calls" | "milliseconds">,
): VerifyReport {
  const checks = results.map((result) => ({ ...result, status: worst(result.outcomes) }));
  const count = (status: Status) => checks.filter((check) => check.status === status).length;
  const counts = {
    ok: count("ok"),
    note: count("note"),
    finding: count("finding"),
    "cannot tell": count("cannot tell"),
    "not yet": count("not yet"),
  };
  const incomplete = results.some(({ failed }) => failed === true);
  return { ...about, status: counts.finding > 0 ? "findings" : incomplete ? "incomplete" : "fine", counts, checks };
}

/** Sentences of one check that the table shows; the others are counted, and in the JSON report. */
const shown = 12;

/** The report for people: one row a check, its sentences below each other, remedies after an arrow. */
export function formatReport(report: VerifyReport): string {
  const rows = report.checks.map((check) => [
    check.runbook,
    marks[check.status],
    check.title,
    sentences(check.outcomes),
    `${check.milliseconds} ms`,
  ]);
  const { counts, calls } = report;
  const unseen = report.checks.filter(({ failed }) => failed === true).map(({ id }) => id);
  const summary = [
    `${counts.ok} ok`,
    ...(counts.note > 0 ? [`${counts.note} with notes`] : []),
    `${counts.finding} with findings`,
    `${counts["cannot tell"]} cannot tell`,
    `${counts["not yet"]} not yet`,
  ].join(", ");
  return [
    table({ head: ["Id", "Result", "Requirement", "What was seen", "Time"], rows, widths: [5, 11, 30, 58, 8] }),
    "",
    ...(unseen.length === 0 ? [] : [`${unseen.length} checks could not look (${unseen.join(", ")}), so that nothing is known of them.`]),
    `${report.stack} (phase ${report.phase}): ${summary}; ${calls.aws} AWS calls, ${calls.entra} Entra calls, ${(report.milliseconds / 1000).toFixed(1)} s.`,
  ].join("\n");
}

/** The worst first; a remedy that several share stands once, after the last of them. */
function sentences(outcomes: readonly Outcome[]): string {
  const sorted = [...outcomes].sort((left, right) => rank(left.status) - rank(right.status));
  const lines: string[] = [];
  for (const [index, { message, remedy }] of sorted.slice(0, shown).entries()) {
    lines.push(message);
    const next = index + 1 < Math.min(shown, sorted.length) ? sorted[index + 1] : undefined;
    if (remedy !== undefined && next?.remedy !== remedy) lines.push(`-> ${remedy}`);
  }
  if (sorted.length > shown) lines.push(`and ${sorted.length - shown} more; --json has them all.`);
  return lines.join("\n");
}

function rank(status: Status): number {
  return ["finding", "cannot tell", "not yet", "note", "ok"].indexOf(status);
}
