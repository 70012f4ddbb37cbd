import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policy/rules";
import { rulePages, withRuleIndex } from "../../policy/testing/rule-docs";

const docs = join(__dirname, "..", "..", "docs");

/** `npm --prefix policy run docs` writes them. */
describe("the policy pack's documentation", () => {
  it("lists the rules as they are in docs/policy.md", () => {
    const index = readFileSync(join(docs, "policy.md"), "utf8");
    assert.equal(index, withRuleIndex(index));
    for (const { name } of rules) assert.ok(index.includes(`[\`${name}\`](policy/`), name);
  });

  it("tells them as they are in the pages of docs/policy", () => {
    const pages = rulePages();
    for (const [page, text] of pages) assert.equal(readFileSync(join(docs, "policy", page), "utf8"), text, page);
    const sentences = [...pages.values()].join("\n");
    for (const { name } of rules) assert.ok(sentences.includes(`\n## \`${name}\`\n`), name);
  });
});
