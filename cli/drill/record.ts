import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { stableJson } from "../../access/json";
import { Failure, sentence } from "../failure";

/** How one part of the drill went. */
export interface DrillResult {
  /** Stable id, such as `mfa-devices`. */
  readonly id: string;
  readonly title: string;
  readonly outcome: "passed" | "failed" | "cannot tell";
  /** What was seen, or what the operator answered; never a secret. */
  readonly evidence: string;
}

/** What a drill leaves: dated evidence, chained to the record before it. */
export interface DrillRecord {
  readonly version: 1;
  readonly stack: string;
  readonly user: string;
  /** Who held the keyboard, and who sat beside. */
  readonly operator: string;
  readonly witness: string;
  /** ISO 8601, UTC. */
  readonly began: string;
  readonly ended: string;
  readonly passed: boolean;
  readonly results: readonly DrillResult[];
  /** File name of the record before this one, and its hash; null for the first. */
  readonly previous: { readonly file: string; readonly hash: string } | null;
  /** SHA-256, hex, of everything above with sorted keys. */
  readonly hash: string;
}

/** A record without its hash. */
export type OpenRecord = Omit<DrillRecord, "hash" | "previous">;

/** A record with the name of its file. */
export interface StoredRecord {
  readonly file: string;
  readonly record: DrillRecord;
}

/**
 * Hash over a record's content, its link to the one before included: who changes an old record breaks every later link.
 */
export function hashOf(record: Omit<DrillRecord, "hash">): string {
  return createHash("sha256")
    .update(stableJson({ ...record, hash: undefined }))
    .digest("hex");
}

/** The records of a folder in the order of their chain's time. */
export function readRecords(folder: string): StoredRecord[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => ({ file, record: parse(join(folder, file)) }))
    .sort((a, b) => (a.record.ended < b.record.ended ? -1 : a.record.ended > b.record.ended ? 1 : 0));
}

function parse(path: string): DrillRecord {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as DrillRecord;
  } catch (error) {
    throw new Failure(`${path} is no drill record: ${sentence(error)}`);
  }
}

/**
 * What is wrong with the chain, one sentence each: a record that was changed, one that was removed, a page that does
 * not say what its record says.
 */
export function chainProblems(folder: string, stored: readonly StoredRecord[] = readRecords(folder)): string[] {
  const problems: string[] = [];
  stored.forEach(({ file, record }, index) => {
    const before = stored[index - 1];
    if (record.hash !== hashOf(record)) problems.push(`${file} was changed after it was written: its hash does not fit its content.`);
    if (record.previous === null && before !== undefined)
      problems.push(`${file} begins a chain of its own, although ${before.file} came before it.`);
    if (record.previous !== null && before === undefined) problems.push(`${file} follows ${record.previous.file}, which is gone.`);
    if (record.previous !== null && before !== undefined) {
      if (record.previous.file !== before.file)
        problems.push(`${file} follows ${record.previous.file}, but ${before.file} lies between or instead.`);
      else if (record.previous.hash !== before.record.hash) problems.push(`${before.file} is not the record that ${file} was chained to.`);
    }
    const page = join(folder, pageOf(file));
    if (!existsSync(page)) problems.push(`${pageOf(file)} is gone.`);
    else if (readFileSync(page, "utf8") !== markdown(record)) problems.push(`${pageOf(file)} does not say what ${file} says.`);
  });
  return problems;
}

/**
 * Writes a drill's evidence: the record as JSON, and as a page that people read.
 *
 * @returns path of the page.
 */
export function writeRecord(folder: string, open: OpenRecord): string {
  const last = readRecords(folder).at(-1);
  const previous = last === undefined ? null : { file: last.file, hash: last.record.hash };
  const unsigned = { ...open, previous };
  const record: DrillRecord = { ...unsigned, hash: hashOf(unsigned) };
  mkdirSync(folder, { recursive: true });
  const file = `${open.ended.slice(0, 19).replaceAll(":", "").replace("T", "-")}-${open.user}.json`;
  write(join(folder, file), `${JSON.stringify(record, null, 2)}\n`);
  const page = join(folder, pageOf(file));
  write(page, markdown(record));
  return page;
}

/** Whole or not at all. */
function write(path: string, text: string): void {
  writeFileSync(`${path}.partial`, text);
  renameSync(`${path}.partial`, path);
}

function pageOf(file: string): string {
  return `${basename(file, ".json")}.md`;
}

/** The record as a page. */
export function markdown(record: DrillRecord): string {
  const line = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  return [
    `# Breakglass drill of ${record.user}, ${record.ended.slice(0, 10)}`,
    "",
    `${record.passed ? "Passed" : "FAILED"}. Stack ${record.stack}; from ${record.began} to ${record.ended}; operator ${record.operator}, witness ${record.witness}.`,
    "",
    "| Check | Outcome | Evidence |",
    "| --- | --- | --- |",
    ...record.results.map(({ title, outcome, evidence }) => `| ${line(title)} | ${outcome} | ${line(evidence)} |`),
    "",
    `Record before this one: ${record.previous === null ? "none" : `${record.previous.file} (${record.previous.hash})`}.`,
    "",
    `SHA-256 of this record: \`${record.hash}\``,
    "",
  ].join("\n");
}
