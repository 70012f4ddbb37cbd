import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fixtures, inventory, preview, reportCommand } from "./report-command";

describe("federation report of bad input", () => {
  const { folder, run, written, settings } = reportCommand();
  const how = "write one with `pulumi preview --json --show-sames > preview.json`.";
  const text = readFileSync(preview, "utf8");
  const events = readFileSync(join(fixtures, "change.events.jsonl"), "utf8");
  const failed = JSON.stringify({
    ...(JSON.parse(text) as object),
    diagnostics: [{ severity: "error", message: "error: it is\nwrong\n" }],
  });
  for (const [what, content, sentence] of [
    ["that is empty", "", `is empty; ${how}`],
    ["that was cut off", text.slice(0, -500), `is no preview: it was cut off, or something else was written into it; ${how}`],
    ["that is no JSON", "Previewing update (dev)", `is no preview: it is no JSON; ${how}`],
    ["that is other JSON", "[1]", `is no preview: it is other JSON; ${how}`],
    ["that is null", "null", `is no preview: it is other JSON; ${how}`],
    [
      "that is a state",
      '{"version":3,"deployment":{}}',
      `is no preview: it is other JSON; ${how.replace(/\.$/, "")}, and give a saved state as --before or --after.`,
    ],
    ["with strange steps", '{"steps":[{"op":"same"}],"changeSummary":{}}', `is no preview: its steps are not what Pulumi writes; ${how}`],
    ["of a preview that failed", failed, "is of a preview that failed, so that it does not have all changes: it is wrong."],
    ["of events that were cut off", events.slice(0, -600), `is no whole stream of events: a line of it is no JSON; ${how}`],
    ["of events without their end", events.split("\n").slice(0, -3).join("\n"), `was cut off: the preview's summary is missing; ${how}`],
    [
      "of events that failed",
      events.replace('"result":"succeeded"', '"result":"failed"'),
      `is of a preview that failed: put that right first; ${how}`,
    ],
  ] as const) {
    it(`one ${what} is one sentence, status 2`, async () => {
      const file = written("bad.json", content);
      assert.deepEqual(await run(file), { status: 2, out: "", err: `${file} ${sentence}\n` });
    });
  }

  it("an inventory of another organization, tenant or time, and what does not go together, is one sentence", async () => {
    const read = readFileSync(inventory, "utf8");
    const other = written("other.json", read.replaceAll('"100000000001"', '"100000000009"'));
    const old = written("old.json", JSON.stringify({ ...(JSON.parse(read) as object), accounts: [] }));
    const here = settings("here.yaml");
    for (const [args, pattern] of [
      [
        [preview, "--inventory", other],
        /is of another organization: its management account is 100000000009, that of the program is 100000000001/,
      ],
      [[preview, "--inventory", old], /does not fit the inventory \S+, which is 2 days old: .*Make it anew/],
      [[preview, "--inventory", join(folder, "none.json")], /^\S+none\.json cannot be read: ENOENT/],
      [["--before", here], /^--before and --after go together/],
      [["--before", here, "--after", here], /need --inventory/],
      [["--before", here, "--after", written("s.json", "{}"), "--inventory", inventory], /are of two kinds/],
      [["--before", written("s.json", "{}"), "--after", written("t.json", "{}")], /s\.json is no saved state: it is other JSON/],
      [[preview, "--format", "pdf"], /^--format is "pdf"; write one of markdown, json, csv, html\./],
      [[preview, "--max-losses", "-1"], /^--max-losses is "-1"; it must be a whole number, 0 or more\./],
      [[preview, "--out", join(folder, "no", "such")], /and there is no folder .*; make it first/],
      [[join(folder, "none.json")], /none\.json cannot be read/],
    ] as const) {
      const { status, out, err } = await run(...args);
      assert.equal(status, 2, `${args.join(" ")}: ${out}${err}`);
      assert.match(err, pattern);
      assert.equal(err.trim().split("\n").length, 1, err);
    }
  });
});
