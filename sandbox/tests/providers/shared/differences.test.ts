import assert from "node:assert/strict";
import fc from "fast-check";
import { same, type Equivalences } from "../../../providers/shared/compare";
import { differencesOf } from "../../../providers/shared/differences";

const rules: Equivalences = { sets: ["set"] };
const between = (before: unknown, now: unknown, name = "value"): string[] =>
  differencesOf(before, now, name, name, rules).map(({ path, kind }) => `${path}: ${kind}`);

describe("differences", () => {
  it("are named by the deepest path at which both have the same shape", () => {
    assert.deepEqual(between({ a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }), ["value.a.c: update"]);
    assert.deepEqual(between({ a: 1 }, { b: 1 }), ["value.a: delete", "value.b: add"]);
    assert.deepEqual(between([1, 2, 3], [1, 4]), ["value[1]: update", "value[2]: delete"]);
    assert.deepEqual(between({ a: 1 }, "text"), ["value: update"]);
    assert.deepEqual(between(undefined, [1]), ["value: add"]);
    assert.deepEqual(between([1], undefined), ["value: delete"]);
  });

  it("quote a name with a dot", () => {
    assert.deepEqual(between({ "aws:x.y": "1" }, { "aws:x.y": "2" }), ['value["aws:x.y"]: update']);
  });

  it("of a set are its elements, each by its index on its own side", () => {
    assert.deepEqual(between(["a", "b"], ["b", "c"], "set"), ["set[0]: delete", "set[1]: add"]);
    assert.deepEqual(between(["a"], ["b"], "set"), ["set[0]: update"]);
    assert.deepEqual(between(["a", "b", "a"], ["b", "a"], "set"), []);
  });

  it("leave the notes of defaults out", () => {
    assert.deepEqual(between({ a: 1, __defaults: [] }, { a: 1, __defaults: ["a"] }), []);
  });

  it("are none exactly where both are the same", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.constantFrom("set", "value"), (before, now, name) => {
        assert.equal(between(before, now, name).length === 0, same(before, now, name, rules));
      }),
    );
  });
});
