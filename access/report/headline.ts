/**
 * The sentence that a reviewer reads first.
 */
import { listed } from "../words";
import { GUARD_WORDS } from "./guard-changes";
import type { AccessItem, GuardChange, Report, Risk } from "./report";
import { compareRisk } from "./reach";

type Summary = Pick<
  Report,
  | "gained"
  | "lost"
  | "changed"
  | "unknown"
  | "permissionSets"
  | "conditionalAccess"
  | "guards"
  | "counts"
  | "limits"
  | "approval"
  | "verdict"
>;

/** The headline: the most dangerous first, then how much of the rest. */
export function headline(report: Summary): string {
  const { counts, conditionalAccess, guards, unknown } = report;
  const weaker = guards.filter(({ effect }) => effect === "weaker");
  const loosened = conditionalAccess.signIns.some(({ direction }) => direction === "loosened");
  const tightened = conditionalAccess.signIns.some(({ direction }) => direction === "tightened");
  const other = report.changed.filter(({ change }) => change === "permissions");
  const anew = report.changed.filter(({ change }) => change === "replaced");
  const parts = [
    ...amount(counts.gained, "assignment gained", "assignments gained", worst(report.gained)),
    ...amount(counts.lost, "assignment lost", "assignments lost", worst(report.lost)),
    ...amount(other.length, "assignment changes what it allows", "assignments change what they allow", worst(other)),
    ...amount(anew.length, "assignment is made anew", "assignments are made anew", worst(anew)),
    ...(loosened ? ["sign-in gets easier"] : []),
    ...(tightened ? [`sign-in gets harder${loosened ? " elsewhere" : ""}`] : []),
    ...(!loosened && !tightened && conditionalAccess.policies.length > 0 ? ["Conditional Access changes"] : []),
    ...guardWords(weaker, "weakened"),
    ...guardWords(
      guards.filter(({ effect }) => effect !== "weaker"),
      "changed",
    ),
    ...(unknown.length > 0 ? [`${unknown.length} cannot be told before \`pulumi up\``] : []),
  ];
  if (parts.length === 0) return "Nobody's access changes.";
  const sentence = `${parts.join("; ")}.`;
  const exceeded = report.limits.filter((limit) => limit.exceeded).map(({ name }) => name);
  const limits =
    report.verdict === "exceeded"
      ? ` Beyond the limits: ${exceeded.join(", ")}${report.approval === null ? "" : `; the approval ended on ${report.approval.until}`}.`
      : report.verdict === "approved"
        ? ` Beyond the limits (${exceeded.join(", ")}), approved by ${report.approval!.who}.`
        : "";
  return sentence.charAt(0).toUpperCase() + sentence.slice(1) + limits;
}

function amount(count: number, one: string, many: string, most: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}${most}`];
}

/** The most dangerous of them in words, where it is more than a low risk. */
function worst(items: readonly AccessItem[]): string {
  const top = items.reduce<Risk>((risk, item) => (compareRisk(item.risk, risk) < 0 ? item.risk : risk), "low");
  if (top === "low") return "";
  const those = items.filter(({ risk }) => risk === top);
  const who = listed([...new Set(those.map(({ group, permissionSet }) => `${permissionSet} of ${group}`))], 2);
  return ` (${those.length} ${top}: ${who})`;
}

function guardWords(guards: readonly GuardChange[], word: string): string[] {
  if (guards.length === 0) return [];
  return [`${listed([...new Set(guards.map(({ kind }) => GUARD_WORDS[kind].short))])} ${word} (${guards.length})`];
}
