import { type Kind, KINDS, type PageData, type PageItem, RISKS } from "./data";
import type { Counts } from "./tree";

/** A number with its noun. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** An item in words, for those who hear the page: in the order in which others see them. */
export function itemWords({ sets }: PageData, { kind, set, risk }: PageItem): string {
  return `${kind} ${kind === "kept" ? "" : `${RISKS[risk]} `}${sets[set] ?? "not yet known"}`;
}

/** Counts of a unit in words. */
export function countWords(counts: Counts | undefined): string {
  const words = (counts ?? []).flatMap(({ count, risk }, index) =>
    count > 0 ? [`${count} ${KINDS[index]}${riskWord(KINDS[index]!, risk)}`] : [],
  );
  return words.length === 0 ? "nothing" : words.join(", ");
}

/** The worst risk, where it is one that somebody has to look at. */
export function riskWord(kind: Kind, risk: number): string {
  return kind !== "kept" && risk <= RISKS.indexOf("high") ? ` ${RISKS[risk]}` : "";
}
