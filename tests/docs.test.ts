import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");
const MAX_CELL = 120;

/** The cells of a table's row, without the padding that prettier adds; an escaped bar is text. */
function cellsOf(row: string): string[] {
  return row
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

describe("Markdown of the repository", () => {
  const files = ["README.md", "CHANGELOG.md", ...markdownIn("docs"), ...markdownIn("sandbox"), ...markdownIn(".github")];

  it("has tables that a screen can show: no cell is longer than 120 characters", () => {
    const long = files.flatMap((file) =>
      readFileSync(join(root, file), "utf8")
        .split("\n")
        .flatMap((line, index) =>
          line.startsWith("|") && cellsOf(line).some((cell) => cell.length > MAX_CELL && !/^:?-+:?$/.test(cell))
            ? [`${file}:${index + 1}`]
            : [],
        ),
    );
    assert.deepEqual(long, []);
  });

  it("links to files that are there", () => {
    const broken = files.flatMap((file) =>
      [...readFileSync(join(root, file), "utf8").matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].flatMap(
        ([, target = ""]) => {
          const path = join(file, "..", target);
          return isThere(path) ? [] : [`${file}: ${target}`];
        },
      ),
    );
    assert.deepEqual(broken, []);
  });
});

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : markdownIn(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
}

function isThere(path: string): boolean {
  try {
    readFileSync(join(root, path));
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EISDIR";
  }
}
