import assert from "node:assert/strict";
import { filesIn, textOf } from "./files";

/** What is written by hand to be run; docs have a heading for each thing, data are as many as they are. */
const code = /\.(ts|tsx|mts|cts|js|cjs|mjs|py|sh|css|go)$/;

const comment = /^\s*(?:\*|\/\/|\/\*\*|#)/;

describe("code", () => {
  it("has no file above 300 lines", () => {
    const files = filesIn().filter((file) => code.test(file));
    assert.ok(files.length > 1000, `${files.length} files`);
    const long = files.flatMap((file) => {
      const lines = textOf(file).split("\n").length - 1;
      return lines > 300 ? [`${file}: ${lines}`] : [];
    });
    assert.deepEqual(long, []);
  });

  it("has no line of a comment above 120 columns, but for addresses", () => {
    const long = filesIn()
      .filter((file) => /\.(ts|tsx|cjs|mjs|py)$/.test(file))
      .flatMap((file) =>
        textOf(file)
          .split("\n")
          .flatMap((line, index) =>
            line.length > 120 && comment.test(line) && !/https?:\/\/|eslint-disable/.test(line) ? [`${file}:${index + 1}`] : [],
          ),
      );
    assert.deepEqual(long, []);
  });
});
