import assert from "node:assert/strict";
import { beginRun, KeptForRun } from "../../sdk/run";

describe("what is kept for a run", () => {
  it("stays until the next run begins, which begins with nothing", () => {
    const names = new KeptForRun(() => new Set<string>());
    const count = new KeptForRun(() => 0);
    names.get().add("first");
    count.set(1);
    assert.deepEqual([[...names.get()], count.get()], [["first"], 1]);
    beginRun();
    assert.deepEqual([[...names.get()], count.get()], [[], 0]);
  });
});
