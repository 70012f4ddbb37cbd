import assert from "node:assert/strict";
import { filterMatches } from "../../shared/metric-filter";

describe("filterMatches", () => {
  const event = { userIdentity: { type: "IAMUser", userName: "breakglass-1" }, errorCode: null, count: 3, readOnly: true };
  for (const [pattern, expected] of [
    ['{ $.userIdentity.userName = "breakglass-1" }', true],
    ['{ $.userIdentity.userName = "breakglass-2" }', false],
    ["{ $.userIdentity.userName = breakglass-1 }", true],
    ['{ $.userIdentity.userName = "breakglass-*" }', true],
    ['{ $.userIdentity.userName != "ada" }', true],
    ['{ $.userIdentity.userName != "breakglass-1" }', false],
    ['{ ($.userIdentity.type = "IAMUser") && (($.userIdentity.userName = "x") || ($.userIdentity.userName = "breakglass-1")) }', true],
    ['{ $.a = "x" || $.userIdentity.type = "IAMUser" && $.b = "y" }', false],
    ['{ $.userIdentity.type = "IAMUser" || $.a = "x" && $.b = "y" }', true],
    ["{ $.count = 3 }", true],
    ["{ $.readOnly = true }", true],
    ["{ $.readOnly = false }", false],
    ["{ $.errorCode IS NULL }", true],
    ["{ $.count IS NULL }", false],
    ["{ $.other NOT EXISTS }", true],
    ["{ $.count NOT EXISTS }", false],
    ['{ $.other != "x" }', true],
    ['{ $.userIdentity.other.deep = "x" }', false],
    ["{ $.count > 2 }", false],
    ["{ $.count IS 3 }", false],
    ["{ $.count NOT 3 }", false],
    ["{ $.count = 3 ", false],
    ["{ ($.count = 3 }", false],
    ["{ $.count = 3 ) }", false],
    ["{ $.count = }", false],
    ["{ }", false],
    ["{ ( }", false],
    ["{ count = 3 }", false],
    ["breakglass-1", false],
    ['{ $.userIdentity.userName = "break\\glass-1" }', true],
  ] as const) {
    it(`${pattern} ${expected ? "matches" : "does not match"}`, () => assert.equal(filterMatches(pattern, event), expected));
  }
});
