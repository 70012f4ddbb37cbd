import assert from "node:assert/strict";
import fc from "fast-check";
import { inWordsOf, same, type Equivalences } from "../../../providers/shared/compare";

const rules: Equivalences = { sets: ["list"], json: ["pattern"], policies: ["policy"] };
const policy = (Action: unknown, more: object = {}): string => JSON.stringify({ Statement: [{ Effect: "Allow", Action, ...more }] });

describe("values of a type", () => {
  it("that a cloud does not tell from absent are absent", () => {
    for (const empty of [undefined, null, "", 0, false, [], {}, { inner: [] }]) assert.ok(same(empty, undefined, "any", rules));
    for (const full of ["0", "false", 1, true, [0], { inner: 1 }]) assert.ok(!same(full, undefined, "any", rules), JSON.stringify(full));
  });

  it("have an order in lists, but for sets", () => {
    assert.ok(same(["a", "b"], ["b", "a"], "list", rules));
    assert.ok(!same(["a", "b"], ["b", "a"], "other", rules));
    assert.ok(same(["a", "a"], ["a"], "list", rules), "a set");
    assert.ok(!same(["a", "a"], ["a"], "other", rules));
  });

  it("that hold JSON are compared by what it says", () => {
    assert.ok(same('{"a":1,"b":[2]}', '{ "b": [2], "a": 1 }', "pattern", rules));
    assert.ok(!same('{"a":[1,2]}', '{"a":[2,1]}', "pattern", rules));
    assert.ok(!same('{"a":1}', '{ "a": 1 }', "text", rules), "no JSON there");
  });

  it("that are policies may write one value or a list of it, in any order, spelled the same", () => {
    assert.ok(same(policy("s3:Get*"), policy(["s3:Get*"]), "policy", rules));
    assert.ok(same(policy(["a:B", "a:C"]), policy(["a:C", "a:B"]), "policy", rules));
    assert.ok(!same(policy("a:B"), policy("a:C"), "policy", rules));
    assert.ok(!same(policy("a:B"), policy("a:B", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }), "policy", rules));
  });

  it("keep the program's spelling where both mean the same, at any depth", () => {
    const wanted = { pattern: '{"a": 1}', list: ["b", "a"], same: 1, gone: "x" };
    const found = { pattern: '{"a":1}', list: ["a", "b"], same: 2, more: true };
    assert.deepEqual(inWordsOf(wanted, found, "", rules), { pattern: '{"a": 1}', list: ["b", "a"], same: 2, more: true });
  });

  it("are the same as themselves, whatever they are, and as what a refresh makes of them", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.constantFrom("list", "pattern", "policy", "any"), (one, other, path) => {
        assert.ok(same(one, one, path, rules));
        assert.equal(same(one, other, path, rules), same(other, one, path, rules));
        assert.ok(same(inWordsOf(one, other, path, rules), other, path, rules));
      }),
    );
  });
});
