import type { UnmanagedEntry } from "../../access/settings/unmanaged";
import { endedWords, unmanagedWords } from "../../access/unmanaged";
import { listed } from "../../access/words";
import { finding, follows, type FindingParts, type Outcome } from "./check";

/** Something that the settings do not declare, and the entry of federation:unmanaged that covers it, if one does. */
export interface Undeclared {
  /** One sentence, without its full stop. */
  readonly what: string;
  readonly remedy: string;
  /** What is said of it in the note of an entry that covers it: a few words. */
  readonly short: string;
  readonly entry: UnmanagedEntry | undefined;
  readonly parts?: FindingParts;
}

/** A finding for everything that no entry leaves alone today, and one note an entry for what it does. */
export function undeclaredOutcomes(kind: string, things: readonly Undeclared[]): Outcome[] {
  const covered = new Map<UnmanagedEntry, Undeclared[]>();
  const findings: Outcome[] = [];
  for (const thing of things) {
    const { entry, what, remedy, parts } = thing;
    if (entry?.state === "now") covered.set(entry, [...(covered.get(entry) ?? []), thing]);
    else findings.push(finding(`${what}.${endedWords(entry)}`, remedy, parts));
  }
  const notes = [...covered].map(([entry, its]) => {
    const names = its.map(({ short }) => short).sort();
    return follows(`${its.length} ${kind}${its.length === 1 ? "" : "s"} left alone by ${unmanagedWords(entry)}: ${listed(names, 3)}.`);
  });
  return [...findings, ...notes];
}
