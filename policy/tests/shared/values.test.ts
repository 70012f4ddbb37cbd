import assert from "node:assert/strict";
import { MalformedValueError } from "../../shared/unknowns";
import { readBlock, readBoolean, readList, names, readNumber, show, readText } from "../../shared/values";

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
      ["a", 5, false, undefined, null].map((value) => readText(value, "p")),
      ["a", "5", "false", undefined, undefined],
    );
    assert.throws(() => readText({}, "p"), new MalformedValueError("p is malformed; it must be text"));
  });
  it("are flags where the providers would take them for some", () => {
    assert.deepEqual(
      [true, "true", "false", undefined].map((value) => readBoolean(value, "p")),
      [true, true, false, undefined],
    );
    assert.throws(() => readBoolean("yes", "p"), new MalformedValueError("p is malformed; it must be true or false"));
  });
  it("are numbers where the providers would take them for some", () => {
    assert.deepEqual(
      [92, "92", 0, undefined].map((value) => readNumber(value, "p")),
      [92, 92, 0, undefined],
    );
    for (const value of ["", " ", "many", Infinity]) {
      assert.throws(() => readNumber(value, "p"), new MalformedValueError("p is malformed; it must be a number"));
    }
  });
  it("are lists and blocks, whether a bridge holds one or several", () => {
    assert.deepEqual([undefined, null, "a", ["a", "b"]].map(readList), [[], [], ["a"], ["a", "b"]]);
    assert.deepEqual(
      [undefined, null, [], { a: 1 }, [{ a: 1 }]].map((value) => readBlock(value, "p")),
      [{}, {}, {}, { a: 1 }, { a: 1 }],
    );
    assert.throws(() => readBlock("a", "p"), new MalformedValueError("p is malformed; it must be a block of fields"));
  });
});
