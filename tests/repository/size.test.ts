import assert from "node:assert/strict";
import { filesIn, textOf } from "./files";

/** What is written by hand to be run; docs have a heading for each thing, data are as many as they are. */
const code = /\.(ts|tsx|mts|cts|js|cjs|mjs|py|sh|css|go)$/;

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
});
