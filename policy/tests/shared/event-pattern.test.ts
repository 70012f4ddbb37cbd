import assert from "node:assert/strict";
import { eventMatches, type Json } from "../../shared/event-pattern";

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
