import assert from "node:assert/strict";
import { matches } from "../../shared/glob";

describe("matches", () => {
  for (const [value, pattern, expected] of [
    ["breakglass-1", "breakglass-1", true],
    ["breakglass-10", "breakglass-1", false],
    ["data-prod", "data-*", true],
    ["data-", "data-*", true],
    ["my-data-prod", "data-*", false],
    ["data-prod-x", "*-prod", false],
    ["a-prod-prod", "*-prod", true],
    ["abc", "a?c", true],
    ["ac", "a?c", false],
    ["abc", "a?", false],
    ["", "*", true],
    ["", "?", false],
    ["a*b", "a*b", true],
    ["axxbxxc", "a*b*c", true],
    ["axxbxx", "a*b*c", false],
    ["ABC", "abc", false],
  ] as const) {
    it(`${value} ${expected ? "is" : "is not"} ${pattern}`, () => assert.equal(matches(value, pattern), expected));
  }
  it("leaves case out where asked to", () => {
    assert.equal(matches("IAM:passrole", "iam:Pass*", { ignoreCase: true }), true);
    assert.equal(matches("IAM:PassRole", "iam:passrole", { ignoreCase: true }), true);
  });
  it("takes no long time for a pattern of many stars", () => assert.equal(matches("a".repeat(2000), `${"a*".repeat(50)}b`), false));
});
