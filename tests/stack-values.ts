/** A value in a stack file, and what the real Pulumi CLI 3.259.0 makes of it. `tests/e2e/outside/settings.ts` holds this against the CLI. */
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
