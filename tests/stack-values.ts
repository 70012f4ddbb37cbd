/**
 * A value in a stack file, and what the real Pulumi CLI 3.259.0 makes of it. `tests/e2e/outside/settings.ts` holds this
 * against the CLI.
 */
export interface Rewritten {
  /** As a person writes it, in YAML. */
  readonly written: string;
  /** As the CLI leaves it after `pulumi config set` of something else. */
  readonly rewritten: string;
  /** What the engine hands to the program. */
  readonly engine: string;
  /** What both readers make of it. */
  readonly value: unknown;
}

const row = (written: string, rewritten: string, engine: string, value: unknown): Rewritten => ({ written, rewritten, engine, value });

export const REWRITTEN: readonly Rewritten[] = [
  row("2027-09-30", "2027-09-30 00:00:00 +0000 UTC", "2027-09-30 00:00:00 +0000 UTC", "2027-09-30T00:00:00Z"),
  row('"2027-09-30"', '"2027-09-30"', "2027-09-30", "2027-09-30"),
  row("15", '"15"', "15", "15"),
  row("012345678901", '"12345678901"', "12345678901", "12345678901"),
  row("012345670123", '"1402433619"', "1402433619", "1402433619"),
  row('"012345678901"', '"012345678901"', "012345678901", "012345678901"),
  row("true", '"true"', "true", "true"),
  row("on", "on", "on", "on"),
  row("No", "No", "No", "No"),
  row("1_000", '"1000"', "1000", "1000"),
  row("1.50", '"1.5"', "1.5", "1.5"),
  row("~", '""', "", ""),
  row('\'[{"group": "a"}]\'', '\'[{"group": "a"}]\'', '[{"group": "a"}]', [{ group: "a" }]),
  row('"[no JSON"', '"[no JSON"', "[no JSON", "[no JSON"),
  row(
    "{d: 2027-9-3, q: '2027-09-03', o: 2027-09-30T10:11:12.50+02:00, z: 2027-09-30T10:11:12+00:00, s: 2027-09-30 10:11:12, no: 2027-02-30}",
    "{d: '2027-09-03 00:00:00 +0000 UTC', q: '2027-09-03', o: '2027-09-30 10:11:12.5 +0200 +0200', z: '2027-09-30 10:11:12 +0000 UTC', s: '2027-09-30 10:11:12 +0000 UTC', no: 2027-02-30}",
    '{"d":"2027-09-03 00:00:00 +0000 UTC","no":"2027-02-30","o":"2027-09-30 10:11:12.5 +0200 +0200","q":"2027-09-03","s":"2027-09-30 10:11:12 +0000 UTC","z":"2027-09-30 10:11:12 +0000 UTC"}',
    {
      d: "2027-09-03T00:00:00Z",
      q: "2027-09-03",
      o: "2027-09-30T10:11:12.5+02:00",
      z: "2027-09-30T10:11:12Z",
      s: "2027-09-30T10:11:12Z",
      no: "2027-02-30",
    },
  ),
  row(
    "{i: 012345670123, d: 012345678901, h: 0x1F, b: 0b11, o: 0o17, u: 0_8, n: -0123, t: TRUE, on: on, no: NO, e: , f: 2.0, x: 1e3, c: 12:30, x2: 0x1G}",
    "{i: 1402433619, d: 12345678901, h: 31, b: 3, o: 15, u: 8, n: -83, t: true, on: on, no: NO, e: null, f: 2, x: 1000, c: '12:30', x2: 0x1G}",
    '{"b":3,"c":"12:30","d":12345678901,"e":null,"f":2,"h":31,"i":1402433619,"n":-83,"no":"NO","o":15,"on":"on","t":true,"u":8,"x":1000,"x2":"0x1G"}',
    {
      i: 1402433619,
      d: 12345678901,
      h: 31,
      b: 3,
      o: 15,
      u: 8,
      n: -83,
      t: true,
      on: "on",
      no: "NO",
      e: null,
      f: 2,
      x: 1000,
      c: "12:30",
      x2: "0x1G",
    },
  ),
  row("'<<'", "<<", "<<", "<<"),
  row("['<<', {x: '<<'}]", "[<<, {x: <<}]", '["<<",{"x":"<<"}]', ["<<", { x: "<<" }]),
  row("[&a {x: 1}, *a, {<<: *a, y: 2}]", "[{x: 1}, {x: 1}, {y: 2, x: 1}]", '[{"x":1},{"x":1},{"x":1,"y":2}]', [
    { x: 1 },
    { x: 1 },
    { x: 1, y: 2 },
  ]),
  row("{1: one, block: 'two lines'}", '{"1": one, block: two lines}', '{"1":"one","block":"two lines"}', {
    "1": "one",
    block: "two lines",
  }),
];

/** Texts that some reader of YAML, or Pulumi, takes for something else. */
export const ODD_TEXTS: readonly string[] = [
  ..."on off yes No y n TRUE false null ~ .nan -.inf <<".split(" "),
  ..."012345678901 012345670123 1_000 0x1F 0b11 0o17 1e3 12:30 +1 -1 .5 190:20:30 100_000".split(" "),
  ..."2027-09-30 2027-09-30T10:11:12Z 2001-1-1".split(" "),
  "2027-09-30 10:11:12",
  "a: b",
  "a:",
  "a #b",
  "#a",
  "- a",
  "?",
  "? a",
  "&a",
  "*",
  "!x",
  "%x",
  "@x",
  "`x`",
  "it's",
  'say "x"',
  "a, b",
  "a]b}",
  " leading",
  "trailing ",
  "",
  " ",
  "\t",
  "tab\tin",
  "--- a",
  "...",
  "---",
  "back\\slash",
  "two\nlines",
  "two\nlines\n",
  "empty\n\nline\n\n",
  "\nfirst empty",
  "windows\r\nline",
  "old\rmac",
  "line with space \nat its end",
  "  indented\nlines",
  "\tindented\nlines",
  "a\n # no comment",
  "x".repeat(64),
  "word ".repeat(60) + "end",
  "Zürich – Übung",
  "日本語のアカウント",
  "שלום",
  "👩‍👩‍👧",
  "\u0085next\u2028line\u2029end",
  "\uFEFFmark",
  "control\u0007\u001B\u007F\u0090",
  "secure",
];

/** Whether Pulumi's CLI keeps a text as a setting of its own; within a list or a mapping, all are kept. */
export const isKept = (odd: string): boolean => !/^\s[^]*\n|^\n/.test(odd);
