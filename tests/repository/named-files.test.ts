import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { filesIn, isSource, repository, textOf } from "./files";

/** What is made where it is run, and not in a clone. */
const made = /^(?:docs\/drills|policy\/bin|policy\/node_modules|sandbox\/node_modules|bench\/results\/[\w-]+)\b/;

/** A path from the root into one of the rooms, in a comment or a document. */
const path = /(?<![\w./$}:-])(?:access|bench|cli|components|contract|docs|graph|policy|sandbox|start|tests)(?:\/[\w-]+(?:\.[\w-]+)*)+\/?/g;

function proseOf(file: string): string {
  const text = textOf(file);
  // An address, and what only looks like a path in it, is somebody else's.
  const others = text.replace(/https?:\/\/\S+/g, "");
  // A link of a document begins in its own folder: tests/docs.test.ts follows it.
  const own = file.endsWith(".md") ? others.replace(/\]\([^)]*\)/g, "]") : others;
  return isSource(file) ? [...own.matchAll(/\/\*[\s\S]*?\*\/|(?:^|\s)\/\/.*$/gm)].map(([comment]) => comment).join("\n") : own;
}

describe("files that comments and documents name", () => {
  it("are there", () => {
    const files = filesIn().filter((file) => (isSource(file) || file.endsWith(".md")) && file !== "CHANGELOG.md");
    const found = files.flatMap((file) => [...proseOf(file).matchAll(path)].map(([name]) => ({ file, name: name.replace(/\/$/, "") })));
    assert.ok(found.length > 100, `${found.length}`);
    const missing = found.filter(
      ({ name }) => !made.test(name) && !["", ".ts", ".test.ts"].some((end) => existsSync(join(repository, name + end))),
    );
    assert.deepEqual(
      missing.map(({ file, name }) => `${file}: ${name}`),
      [],
    );
  });
});
