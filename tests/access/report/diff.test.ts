import assert from "node:assert/strict";
import fc from "fast-check";
import { apply, diff } from "../../../access/report/diff";
import { accessKey, compareAccess } from "../../../access/report/snapshot";
import { anyHeld, held } from "./arbitrary";

describe("diff of access", () => {
  it("tells what comes, goes and stays", () => {
    const { gained, lost, kept } = diff([held("a", "P", "1"), held("b", "Q", "2")], [held("b", "Q", "2"), held("a", "P", "3")]);
    assert.deepEqual([gained, lost, kept].map((list) => list.map(accessKey)), [["a\nP\n3"], ["a\nP\n1"], ["b\nQ\n2"]]); // prettier-ignore
  });

  it("takes a renamed group, and other reasons, for the same access", () => {
    const old = held("developers", "P", "1", { groupKey: "id" });
    const now = held("engineers", "P", "1", { groupKey: "id", origin: "elsewhere" });
    assert.deepEqual(diff([old], [now]), { gained: [], lost: [], kept: [now] });
  });

  it("keeps every reason of one access that two resources give", () => {
    const because = (setting: string) => [{ setting, line: null, match: "all", from: null, until: null, reason: null }];
    const { gained } = diff([], [held("a", "P", "1", { because: because("x") }), held("a", "P", "1", { because: because("y") })]);
    assert.deepEqual(gained.map((one) => one.because.map(({ setting }) => setting)), [["x", "y"]]); // prettier-ignore
  });

  it("applied to what was gives what is", () => {
    fc.assert(fc.property(anyHeld, anyHeld, (a, b) => assert.deepEqual(apply(diff(a, b), a), [...b].sort(compareAccess))));
  });

  it("of the same is empty", () => {
    fc.assert(
      fc.property(anyHeld, (a) => {
        assert.deepEqual(diff(a, a), { gained: [], lost: [], kept: [...a].sort(compareAccess) });
      }),
    );
  });

  it("does not depend on order", () => {
    const two = fc.tuple(anyHeld, anyHeld).chain(([a, b]) => fc.tuple(fc.constant([a, b] as const), shuffled(a), shuffled(b)));
    fc.assert(fc.property(two, ([[a, b], c, d]) => assert.deepEqual(diff(c, d), diff(a, b))));
  });

  it("back is what it was, with gained and lost exchanged", () => {
    fc.assert(
      fc.property(anyHeld, anyHeld, (a, b) => {
        const [there, back] = [diff(a, b), diff(b, a)];
        assert.deepEqual([back.gained, back.lost], [there.lost, there.gained]);
      }),
    );
  });
});

function shuffled<T>(list: T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray(list, { minLength: list.length });
}
