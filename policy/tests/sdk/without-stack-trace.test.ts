import assert from "node:assert/strict";
import { withoutStackTrace } from "../../sdk/without-stack-trace";

describe("what is thrown without a stack trace", () => {
  it("has none, and everything after it has one again", () => {
    const thrown: Error[] = [];
    try {
      withoutStackTrace(() => {
        throw new Error("does not apply");
      });
    } catch (error) {
      thrown.push(error as Error);
    }
    assert.deepEqual(
      thrown.map(({ stack }) => stack),
      ["Error: does not apply"],
    );
    assert.match(new Error("a mistake").stack ?? "", /\n\s+at /);
  });
});
