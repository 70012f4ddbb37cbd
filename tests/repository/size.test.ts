import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesIn, repository, textOf } from "./files";

const MAX_LINES = 300;
const MAX_COLUMNS = 120;

/** Files above {@link MAX_LINES} lines, and why they are one piece. */
const long = {
  "package-lock.json": "npm writes it",
  "policy/package-lock.json": "npm writes it",
  "sandbox/engine/pulumi-cli/go.sum": "Go writes it",
  "access/aws-managed-policies.json": "data: AWS-managed policies by name, as AWS publishes them",
  "docs/report.schema.json": "one JSON Schema, which validators read as one file",
  "docs/examples/inventory.prod.json": "`federation inventory` writes it",
  "docs/examples/policies/deploy.json": "`federation doctor --policy deploy` writes it",
};

/** What has no lines for people: pictures, archives. */
const binary = /\.(?:png|gz)$/;

const comment = /^\s*(?:\*|\/\/|\/\*\*|#)/;

const linesOf = (file: string): number => textOf(file).split("\n").length - 1;

describe("the repository", () => {
  it("has no file above 300 lines, but for those that are named here", () => {
    const files = filesIn().filter((file) => !binary.test(file));
    assert.ok(files.length > 1000, `${files.length} files`);
    const found = files
      .filter((file) => linesOf(file) > MAX_LINES && !Object.hasOwn(long, file))
      .map((file) => `${file}: ${linesOf(file)}`);
    assert.deepEqual(found, []);
  });

  it("names no file here that is short, or gone", () => {
    const needless = Object.keys(long).filter((file) => !existsSync(join(repository, file)) || linesOf(file) <= MAX_LINES);
    assert.deepEqual(needless, []);
  });

  it("holds as binary what is binary", () => {
    const texts = filesIn().filter((file) => binary.test(file) && !readFileSync(join(repository, file)).includes(0));
    assert.deepEqual(texts, []);
  });

  it("has no line of a comment above 120 columns, but for addresses", () => {
    const wide = filesIn()
      .filter((file) => /\.(ts|tsx|cjs|mjs|py)$/.test(file))
      .flatMap((file) =>
        textOf(file)
          .split("\n")
          .flatMap((line, index) =>
            line.length > MAX_COLUMNS && comment.test(line) && !/https?:\/\/|eslint-disable/.test(line) ? [`${file}:${index + 1}`] : [],
          ),
      );
    assert.deepEqual(wide, []);
  });
});
