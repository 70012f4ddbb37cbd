import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chainProblems, hashOf, type OpenRecord, readRecords, writeRecord } from "../../../cli/drill/record";

const drilled = (day: string, user = "breakglass-1"): OpenRecord => ({
  version: 1,
  stack: "prod",
  user,
  operator: "Ada",
  witness: "Grace",
  began: `${day}T09:00:00.000Z`,
  ended: `${day}T09:30:00.000Z`,
  passed: true,
  results: [{ id: "alarmed", title: "The alarm fired", outcome: "passed", evidence: "after 300 s" }],
});

describe("drill records", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "drills-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const threeDrills = () => ["2026-01-10", "2026-04-10", "2026-07-10"].map((day) => writeRecord(folder, drilled(day)));

  it("are a page and a JSON file, chained by hash", () => {
    threeDrills();
    const records = readRecords(folder);
    assert.deepEqual(readdirSync(folder).sort().slice(0, 2), ["2026-01-10-093000-breakglass-1.json", "2026-01-10-093000-breakglass-1.md"]);
    assert.equal(records[0]!.record.previous, null);
    assert.deepEqual(records[2]!.record.previous, { file: records[1]!.file, hash: records[1]!.record.hash });
    assert.deepEqual(chainProblems(folder), []);
    assert.match(
      readFileSync(join(folder, "2026-01-10-093000-breakglass-1.md"), "utf8"),
      /Passed\. Stack prod; .* operator Ada, witness Grace/,
    );
  });

  const edit = (index: number, change: (text: string) => string): void => {
    const path = join(folder, readRecords(folder)[index]!.file);
    writeFileSync(path, change(readFileSync(path, "utf8")));
  };

  it("notice a changed record", () => {
    threeDrills();
    edit(0, (text) => text.replace("Grace", "Alan"));
    assert.match(chainProblems(folder).join("\n"), /2026-01-10-093000-breakglass-1\.json was changed after it was written/);
  });

  it("notice a changed record whose hash was made to fit", () => {
    threeDrills();
    edit(0, (text) => {
      const record = JSON.parse(text.replace("Grace", "Alan")) as Parameters<typeof hashOf>[0];
      return JSON.stringify({ ...record, hash: hashOf(record) });
    });
    assert.match(
      chainProblems(folder).join("\n"),
      /2026-01-10-093000-breakglass-1\.json is not the record that 2026-04-10-093000-breakglass-1\.json was chained to/,
    );
  });

  it("notice a record that is gone, in the middle and at the beginning", () => {
    const pages = threeDrills();
    rmSync(pages[1]!);
    rmSync(pages[1]!.replace(".md", ".json"));
    assert.match(chainProblems(folder).join("\n"), /2026-07-10-093000-breakglass-1\.json follows 2026-04-10.*but 2026-01-10/);
    rmSync(pages[0]!);
    rmSync(pages[0]!.replace(".md", ".json"));
    assert.match(chainProblems(folder).join("\n"), /follows 2026-04-10-093000-breakglass-1\.json, which is gone/);
  });

  it("notice a page that tells another story", () => {
    const [page] = threeDrills();
    writeFileSync(page!, readFileSync(page!, "utf8").replace("Passed", "Passed with honours"));
    assert.deepEqual(chainProblems(folder), [
      "2026-01-10-093000-breakglass-1.md does not say what 2026-01-10-093000-breakglass-1.json says.",
    ]);
  });
});
