import assert from "node:assert/strict";
import { MalformedValueError } from "../../shared/unknowns";
import { block, flag, list, names, number, show, text } from "../../shared/values";

describe("values", () => {
  it("are shown on one line of at most 80 characters", () => {
    assert.equal(show("a\n  b"), '"a b"');
    assert.equal(show("a".repeat(80)), `"${"a".repeat(80)}"`);
    assert.equal(show("a".repeat(81)), `"${"a".repeat(77)}..."`);
  });
  it("are named in a sentence", () => {
    assert.equal(names([]), "");
    assert.equal(names(["a"]), "a");
    assert.equal(names(["a", "b"]), "a and b");
    assert.equal(names(["a", "b", "c"], "or"), "a, b or c");
  });
  it("are text where they are text, a number or a flag", () => {
    assert.deepEqual(
      ["a", 5, false, undefined, null].map((value) => text(value, "p")),
      ["a", "5", "false", undefined, undefined],
    );
    assert.throws(() => text({}, "p"), new MalformedValueError("p is malformed; it must be text"));
  });
  it("are flags where the providers would take them for some", () => {
    assert.deepEqual(
      [true, "true", "false", undefined].map((value) => flag(value, "p")),
      [true, true, false, undefined],
    );
    assert.throws(() => flag("yes", "p"), new MalformedValueError("p is malformed; it must be true or false"));
  });
  it("are numbers where the providers would take them for some", () => {
    assert.deepEqual(
      [92, "92", 0, undefined].map((value) => number(value, "p")),
      [92, 92, 0, undefined],
    );
    for (const value of ["", " ", "many", Infinity]) {
      assert.throws(() => number(value, "p"), new MalformedValueError("p is malformed; it must be a number"));
    }
  });
  it("are lists and blocks, whether a bridge holds one or several", () => {
    assert.deepEqual([undefined, null, "a", ["a", "b"]].map(list), [[], [], ["a"], ["a", "b"]]);
    assert.deepEqual(
      [undefined, null, [], { a: 1 }, [{ a: 1 }]].map((value) => block(value, "p")),
      [{}, {}, {}, { a: 1 }, { a: 1 }],
    );
    assert.throws(() => block("a", "p"), new MalformedValueError("p is malformed; it must be a block of fields"));
  });
});
