import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { format, resolveConfig } from "prettier";
import { LIST_KEYS, SETTINGS_SCHEMAS } from "../../../access/settings";
import { settingsReference } from "../../../access/settings/reference";

const DOCS = join(__dirname, "../../../docs");

describe("docs/settings.md and the pages below it", () => {
  const pages = [...settingsReference()];

  it("are what the schema says (UPDATE_DOCS=1 writes them)", async () => {
    const options = { ...(await resolveConfig(join(DOCS, "settings.md"))), parser: "markdown" };
    for (const [page, made] of pages) {
      const [file, text] = [join(DOCS, page), await format(made, options)];
      if (process.env["UPDATE_DOCS"] === "1") {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      assert.equal(readFileSync(file, "utf8"), text, page);
    }
    const made = pages.flatMap(([page]) => (page.startsWith("settings/") ? [page.slice("settings/".length)] : []));
    assert.deepEqual(readdirSync(join(DOCS, "settings")).sort(), made.sort());
  });

  it("have every top-level key: in the index, and those with keys of their own as a page", () => {
    const [, index] = pages[0]!;
    const titles = pages.map(([, text]) => text.split("\n", 1)[0]);
    for (const key of [...Object.keys(SETTINGS_SCHEMAS), ...LIST_KEYS]) {
      assert.ok(index.includes(`- **\`${key}\`**`) || titles.includes(`# \`federation:${key}\``), key);
      assert.ok(index.includes(`\`${key}\``), key);
    }
  });

  it("have a meaning for every key", () => {
    const empty = pages.flatMap(([, text]) =>
      text.split("\n").filter((line, index, lines) => line.startsWith("- **`") && line.endsWith("**") && lines[index + 2]?.trim() === ""),
    );
    assert.deepEqual(empty, []);
  });
});
