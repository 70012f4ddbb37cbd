import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withRules } from "../../policy/testing/rule-docs";

describe("docs/policy.md", () => {
  it("has the rules as they are (npm --prefix policy run docs writes it)", () => {
    const documentation = readFileSync(join(__dirname, "..", "..", "docs", "policy.md"), "utf8");
    assert.equal(documentation, withRules(documentation));
  });
});
