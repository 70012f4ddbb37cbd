import assert from "node:assert/strict";
import { actionsOf } from "../../shared/access-levels";
import { type Json, eventMatches } from "../../shared/event-pattern";
import { matches } from "../../shared/glob";
import { filterMatches } from "../../shared/metric-filter";

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

describe("eventMatches", () => {
  const event = { source: "aws.iam", detail: { n: 1, name: "breakglass-1", list: ["a", "b"], nothing: null } };
  const cases: readonly (readonly [string, Json, boolean])[] = [
    ["an exact value", { source: ["aws.iam"] }, true],
    ["another value", { source: ["aws.s3"] }, false],
    ["one of several", { source: ["aws.s3", "aws.iam"] }, true],
    ["a nested value", { detail: { name: ["breakglass-1"], n: [1] } }, true],
    ["half of it", { detail: { name: ["breakglass-1"], n: [2] } }, false],
    ["a field that is missing", { detail: { other: ["x"] } }, false],
    ["a field below one that is missing", { other: { more: ["x"] } }, false],
    ["null", { detail: { nothing: [null] } }, true],
    ["an element of a list", { detail: { list: ["b"] } }, true],
    ["no element of a list", { detail: { list: ["c"] } }, false],
    ["a prefix", { detail: { name: [{ prefix: "break" }] } }, true],
    ["another prefix", { detail: { name: [{ prefix: "glass" }] } }, false],
    ["a prefix of a number", { detail: { n: [{ prefix: "1" }] } }, false],
    ["a prefix that is a number", { detail: { name: [{ prefix: 1 }] } }, false],
    ["a suffix", { detail: { name: [{ suffix: "-1" }] } }, true],
    ["another suffix", { detail: { name: [{ suffix: "-2" }] } }, false],
    ["another case", { detail: { name: [{ "equals-ignore-case": "BREAKGLASS-1" }] } }, true],
    ["another word in another case", { detail: { name: [{ "equals-ignore-case": "X" }] } }, false],
    ["a wildcard", { detail: { name: [{ wildcard: "*glass*" }] } }, true],
    ["a wildcard that is not there", { detail: { name: [{ wildcard: "*glass" }] } }, false],
    ["a question mark, which is no wildcard", { detail: { name: [{ wildcard: "breakglass-?" }] } }, false],
    ["what exists", { detail: { name: [{ exists: true }] } }, true],
    ["what does not", { detail: { other: [{ exists: false }] } }, true],
    ["what should not", { detail: { name: [{ exists: false }] } }, false],
    ["anything but another", { detail: { name: [{ "anything-but": "ada" }] } }, true],
    ["anything but a list with it", { detail: { name: [{ "anything-but": ["breakglass-1"] }] } }, false],
    ["anything but a list that ends with it", { detail: { name: [{ "anything-but": ["ada", "breakglass-1"] }] } }, false],
    ["anything but a prefix of it", { detail: { name: [{ "anything-but": { prefix: "break" } }] } }, false],
    ["anything but something, of nothing", { detail: { other: [{ "anything-but": "x" }] } }, false],
    ["an alternative", { $or: [{ source: ["x"] }, { detail: { n: [1] } }] }, true],
    ["no alternative", { $or: [{ source: ["x"] }, { detail: { n: [2] } }] }, false],
    ["an alternative that is none", { $or: "x" }, false],
    ["an operator that is not known", { detail: { n: [{ numeric: ["=", 1] }] } }, false],
    ["an operator that is not known, of text", { detail: { name: [{ cidr: "10.0.0.0/8" }] } }, false],
    ["text in place of a list", { source: "aws.iam" }, false],
  ];
  for (const [title, pattern, expected] of cases) {
    it(`${expected ? "matches" : "does not match"} ${title}`, () => assert.equal(eventMatches(JSON.stringify(pattern), event), expected));
  }
  it("does not match what is no JSON", () => assert.equal(eventMatches("{", event), false));
  it("does not match a list", () => assert.equal(eventMatches("[]", event), false));
});

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

describe("actionsOf", () => {
  it("tells reading from writing by AWS's levels", async () => {
    const levels = async (pattern: string) =>
      (await actionsOf(pattern))?.map(({ reads, managesPermissions, wildcardOnly }) => [reads, managesPermissions, wildcardOnly]);
    assert.deepEqual(await levels("s3:GetObject"), [[true, false, false]]);
    assert.deepEqual(await levels("S3:putbucketpolicy"), [[false, true, false]]);
    assert.deepEqual(await levels("s3:ListAllMyBuckets"), [[true, false, true]]);
    assert.deepEqual(await levels("kms:CreateGrant"), [[false, true, false]]);
  });
  it("knows no action that AWS does not have", async () => {
    assert.equal(await actionsOf("s3:GetEverything"), undefined);
    assert.equal(await actionsOf("nothing:Get"), undefined);
    assert.equal(await actionsOf("*:Get"), undefined);
    assert.equal(await actionsOf(""), undefined);
  });
});
