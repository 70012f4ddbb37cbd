import { LineCounter, parseDocument, type Document, type ScalarTag, type Tags } from "yaml";

/** A YAML file as Pulumi reads it, and where its parts stand. */
export interface PulumiYaml {
  readonly document: Document;
  readonly lines: LineCounter;
  /** The whole as plain values. */
  readonly value: unknown;
}

/**
 * Parses YAML as the Pulumi CLI does, which is written in Go: days and times without quotes are times, `0123` is octal,
 * `1_000` is a number, `on` and `no` are text. Times come as ISO 8601.
 *
 * @see https://github.com/yaml/go-yaml/blob/v3.0.1/resolve.go
 * @throws the parser's own error where it is no YAML.
 */
export function parsePulumiYaml(text: string): PulumiYaml {
  const lines = new LineCounter();
  // Aliases beyond the parser's limit are refused, as by Go.
  const document = parseDocument(text, { lineCounter: lines, merge: true, customTags: goTags });
  const [error] = document.errors;
  if (error !== undefined) throw error;
  return { document, lines, value: document.toJS({ reviver: asText }) as unknown };
}

/** The merge key where it is no key is text, as Pulumi's CLI writes it. */
const asText = (_: unknown, value: unknown): unknown => (typeof value === "symbol" ? value.description : value);

/** Scalars that Go resolves otherwise than YAML's core schema; they come first, so that they are asked first. */
const goTags = (tags: Tags): Tags => [goTime, goInteger, ...tags];

const goInteger: ScalarTag = {
  identify: () => false,
  default: true,
  tag: "tag:yaml.org,2002:int",
  test: /^[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)$/,
  resolve: (written: string) => {
    const plain = written.replaceAll("_", "");
    const digits = plain.replace(/^[-+]/, "");
    const sign = plain.startsWith("-") ? -1 : 1;
    // What is no octal number is a decimal one with zeros before it.
    return sign * Number(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  },
};

const goTime: ScalarTag = {
  identify: () => false,
  default: true,
  tag: "tag:yaml.org,2002:timestamp",
  test: /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d{2}:\d{2}))|(?: \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?))?$/,
  resolve: (written: string) => {
    const match =
      /^(\d{4})-(\d+)-(\d+)(?:[Tt ](\d+):(\d+):(\d+)(?:\.(\d+))?(.*))?$/.exec(written) ??
      /* c8 ignore next */ ([] as (string | undefined)[]);
    const [, year = "", month = "", day = "", hour = "0", minute = "0", second = "0", fraction = "", zone = ""] = match;
    const two = (number: string): string => number.padStart(2, "0");
    const date = `${year}-${two(month)}-${two(day)}`;
    const time = `${two(hour)}:${two(minute)}:${two(second)}`;
    const there = new Date(`${date}T${time}Z`);
    // A day that the calendar does not have is text.
    if (Number.isNaN(there.getTime()) || there.toISOString().slice(0, 19) !== `${date}T${time}`) return written;
    const shortest = fraction.slice(0, 9).replace(/0+$/, "");
    return `${date}T${time}${shortest === "" ? "" : `.${shortest}`}${zone === "" || zone === "+00:00" || zone === "-00:00" ? "Z" : zone}`;
  },
};
