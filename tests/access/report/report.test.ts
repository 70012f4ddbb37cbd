import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { reportSchema } from "../../../access/report/report";

const FILE = join(__dirname, "../../../docs/report.schema.json");

describe("docs/report.schema.json", () => {
  it("is what the code says (UPDATE_DOCS=1 writes it)", () => {
    const schema = JSON.parse(JSON.stringify(z.toJSONSchema(reportSchema))) as unknown;
    if (process.env["UPDATE_DOCS"] === "1") writeFileSync(FILE, `${JSON.stringify(schema, null, 2)}\n`);
    assert.deepEqual(JSON.parse(readFileSync(FILE, "utf8")), schema);
  });
});
