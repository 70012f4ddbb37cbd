import assert from "node:assert/strict";
import { basename } from "node:path";
import { filesIn } from "./files";

const CHECKS = "cli/verify/checks";

describe("the tests of verify's checks", () => {
  it("stand beside what they test: one file a check, and none without its check", () => {
    const checks = filesIn(CHECKS).map((file) => basename(file, ".ts"));
    const tests = filesIn(`tests/${CHECKS}`).map((file) => basename(file, ".test.ts"));
    assert.ok(checks.length > 40);
    assert.deepEqual(tests.sort(), checks.sort());
  });
});
