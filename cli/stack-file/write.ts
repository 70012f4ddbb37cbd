/**
 * Writes a stack file (`Pulumi.<stack>.yaml`) as a person would: comments where they belong, short mappings on a line,
 * quotes only where a reader needs them. What is written reads the same to Pulumi's CLI, to the program and to this
 * command, also after the next `pulumi config set`.
 */
import { Document, isCollection, Pair, Scalar, YAMLMap, YAMLSeq, type Node } from "yaml";
import type { StringifyContext } from "yaml/util";
import { holdsSecret } from "../../access/settings/stack-values";
import { Failure } from "../failure";
import { commentText, isBlock, textScalar, withEscapes } from "./scalar";

/** Plain content of a setting. A part that is undefined is left out. */
export type SettingValue =
  string | number | boolean | null | undefined | Commented | readonly SettingValue[] | { readonly [key: string]: SettingValue };

/** A part of a setting with a comment before it; see {@link commented}. */
export class Commented {
  constructor(
    readonly value: SettingValue,
    readonly comment: string,
  ) {}
}

/** A part of a setting, at whatever depth, with a comment above it; several lines are divided by `\n`. */
export function commented(value: SettingValue, comment: string): Commented {
  return new Commented(value, comment);
}

/** One key of the file. */
export interface StackFileEntry {
  /** `access`, of the project's namespace, or with its own, such as `aws:region`. */
  readonly key: string;
  /** Text, a list or a mapping. Pulumi keeps plain numbers and booleans as text. */
  readonly value: SettingValue;
  /** Stands above it; lines divided by `\n`. */
  readonly comment?: string;
}

/** A stack file to be written. */
export interface StackFile {
  /** Name of the Pulumi project, the namespace of keys without one. */
  readonly project: string;
  /** Comment at the top. */
  readonly header?: string;
  /** In the order of the file. */
  readonly entries: readonly StackFileEntry[];
  /** Comment at the end, such as what is yet to be filled in. */
  readonly footer?: string;
}

/** A list in Prettier's way of writing: no space within its brackets, while a mapping's braces have one. */
class List extends YAMLSeq<Node> {
  override toString(context?: StringifyContext, ...rest: [onComment?: () => void, onChompKeep?: () => void]): string {
    return super.toString(context === undefined ? undefined : { ...context, flowCollectionPadding: "" }, ...rest);
  }
}

class Mapping extends YAMLMap<Scalar<string>, Node> {
  override toString(context?: StringifyContext, ...rest: [onComment?: () => void, onChompKeep?: () => void]): string {
    return super.toString(context === undefined ? undefined : { ...context, flowCollectionPadding: " " }, ...rest);
  }
}

/** Longest line of a mapping or list that is written on one line, in characters. */
const LINE = 120;

/**
 * The text of a stack file.
 *
 * What Pulumi's CLI takes for something else makes its whole key JSON text, which all readers take for the same:
 * `{secure: text}`, which is an encrypted value to it, the key `<<`, and lines of which the first begins with white
 * space.
 *
 * @throws Failure where a key is there twice, or a value has no form that all readers take for the same.
 */
export function writeStackFile({ project, header, entries, footer }: StackFile): string {
  const config = new YAMLMap<Scalar<string>, Node>();
  for (const { key, value, comment } of entries) {
    const written = key.includes(":") ? key : `${project}:${key}`;
    if (config.items.some((pair) => pair.key.value === written)) throw new Failure(`${written} is there twice; write it once.`);
    const name = textScalar(written);
    if (comment !== undefined) name.commentBefore = commentText(comment);
    const node = topNode(written, value);
    const before = config.items.at(-1)?.value;
    // What is explained, or more than a line, is told apart from the key before.
    name.spaceBefore = before !== undefined && (comment !== undefined || isCollection(node) || isCollection(before));
    config.add(new Pair(name, node));
  }
  const root = new YAMLMap<Scalar<string>, Node>();
  root.add(new Pair(textScalar("config"), config));
  const document = new Document(root);
  if (header !== undefined) document.commentBefore = commentText(header);
  if (footer !== undefined) document.comment = commentText(footer);
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: true, indentSeq: true });
  // A header belongs to the file, not to its first key: no empty line between.
  return withEscapes(header === undefined ? text : text.replace(/^((?:#[^\n]*\n)+)\n/, "$1"));
}

function topNode(key: string, value: SettingValue): Node {
  const plain = plainOf(value);
  if (plain === null || plain === undefined) throw new Failure(`${key} has no value; leave it out.`);
  if (typeof plain !== "object") {
    const text = String(plain as string | number | boolean);
    // Both readers take such text for what it spells.
    if (isJson(text)) throw new Failure(`${key} is text that spells a list or a mapping; write that list or mapping.`);
    if (isMisread(text))
      throw new Failure(`${key} is text of several lines that begins with white space, which Pulumi's CLI does not keep.`);
    return textScalar(text);
  }
  if (!isMisread(plain)) return nodeOf(value, 0);
  const asText = new Scalar(withEscapes(JSON.stringify(plain, null, 2)));
  asText.type = isBlock(asText.value) ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
  return asText;
}

/**
 * Several lines of which the first begins with white space: Pulumi's CLI loses an empty first line, and breaks the file
 * at the others.
 */
const LOST_BY_PULUMI = /^\s[^]*\n|^\n/;

/**
 * Whether Pulumi's own reader or writer takes something in the value for something else; both leave JSON text as it is.
 */
function isMisread(value: unknown): boolean {
  if (typeof value === "string") return LOST_BY_PULUMI.test(value);
  if (value === null || typeof value !== "object") return false;
  if (Array.isArray(value)) return value.some(isMisread);
  // The merge key is one in quotes too.
  return holdsSecret(value) || Object.entries(value).some(([key, item]) => key === "<<" || isMisread(key) || isMisread(item));
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The value without its comments. */
export function plainOf(value: SettingValue): unknown {
  if (value instanceof Commented) return plainOf(value.value);
  if (Array.isArray(value)) return (value as readonly SettingValue[]).filter((item) => item !== undefined).map(plainOf);
  if (value === null || typeof value !== "object") return value;
  const parts = Object.entries(value as Readonly<Record<string, SettingValue>>).filter(([, item]) => item !== undefined);
  return Object.fromEntries(parts.map(([key, item]) => [key, plainOf(item)]));
}

/**
 * @param depth of the value in its key; what stands directly under a key is never put on one line with it unless it is
 * short.
 */
function nodeOf(value: SettingValue, depth: number): Node {
  if (value instanceof Commented) {
    const node = nodeOf(value.value, depth);
    node.commentBefore = commentText(value.comment);
    return node;
  }
  if (typeof value === "string") return textScalar(value);
  if (value === null || typeof value !== "object") return new Scalar(value);
  const node = Array.isArray(value)
    ? listNode(value as readonly SettingValue[], depth)
    : mapNode(value as Readonly<Record<string, SettingValue>>, depth);
  node.flow = node.items.length === 0 || isOneLine(value, depth);
  return node;
}

function listNode(value: readonly SettingValue[], depth: number): List {
  const node = new List();
  for (const item of value) if (item !== undefined) node.add(nodeOf(item, depth + 1));
  return node;
}

function mapNode(value: Readonly<Record<string, SettingValue>>, depth: number): Mapping {
  const node = new Mapping();
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const name = textScalar(key);
    if (isBlock(key)) name.type = Scalar.QUOTE_DOUBLE;
    const child = nodeOf(item, depth + 1);
    // Above a key, not between it and its value.
    if (child.commentBefore !== undefined && child.commentBefore !== null) {
      name.commentBefore = child.commentBefore;
      if (isCollection(child) || child instanceof Scalar) child.commentBefore = null;
    }
    node.items.push(new Pair(name, child));
  }
  return node;
}

/** Whether a mapping or list is short and flat enough for one line, as an entry of the access list is. */
function isOneLine(value: unknown, depth: number): boolean {
  return (
    !hasComment(value) && !hasLines(value) && (depth > 0 || isFlat(value)) && nesting(value) <= 3 && widthOf(value) + 2 * depth <= LINE - 20
  );
}

function isFlat(value: unknown): boolean {
  return Object.values(value as object).every((item) => item === null || typeof item !== "object");
}

function hasComment(value: unknown): boolean {
  return value instanceof Commented || (value !== null && typeof value === "object" && Object.values(value).some(hasComment));
}

function hasLines(value: unknown): boolean {
  return typeof value === "string"
    ? value.includes("\n")
    : value !== null && typeof value === "object" && Object.values(value).some(hasLines);
}

function nesting(value: unknown): number {
  return value === null || typeof value !== "object" ? 0 : 1 + Math.max(0, ...Object.values(value).map(nesting));
}

function widthOf(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0;
}
