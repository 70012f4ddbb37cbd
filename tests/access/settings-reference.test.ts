import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { LIST_KEYS, SETTINGS_SCHEMAS } from "../../access/settings";
import { settingsReference } from "../../access/settings/reference";

const FILE = join(__dirname, "../../docs/settings.md");

describe("docs/settings.md", () => {
  it("is what the schema says (UPDATE_DOCS=1 writes it)", async () => {
    const text = await format(settingsReference(), { ...(await resolveConfig(FILE)), parser: "markdown" });
    if (process.env["UPDATE_DOCS"] === "1") writeFileSync(FILE, text);
    assert.equal(readFileSync(FILE, "utf8"), text);
  });

  it("has every top-level key", () => {
    const text = settingsReference();
    for (const key of [...Object.keys(SETTINGS_SCHEMAS), ...LIST_KEYS])
      assert.ok(text.includes(`\`${key}\``) || text.includes(`## ${key}\n`), key);
  });

  it("has a meaning for every key", () => {
    const empty = settingsReference()
      .split("\n")
      .filter((line, index, lines) => line.startsWith("- **`") && lines[index + 2]?.trim() === "");
    assert.deepEqual(empty, []);
  });
});
