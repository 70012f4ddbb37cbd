import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Operation } from "../../../providers/azuread/operation";
import { Pace } from "../../../providers/azuread/pace";

/** Collects garbage now. */
function collect(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}

describe("azuread stand-in: an operation", () => {
  const cancelled = new AbortController();
  const operation = (): Operation => new Operation(new Pace(), 5, 0.3, cancelled.signal);

  it("ends at its deadline, also when garbage was collected meanwhile", async () => {
    const { signal } = operation();
    await sleep(50);
    collect();
    await sleep(500);
    assert.equal(signal.aborted, true);
    assert.equal((signal.reason as Error).name, "TimeoutError");
  });

  it("waits no longer than its deadline", async () => {
    await assert.rejects(
      operation().untilSteady("Waiting for Godot", () => Promise.resolve(false)),
      /^Error: Waiting for Godot: context deadline exceeded$/,
    );
  });

  it("ends when the engine gives up", () => {
    const { signal } = operation();
    cancelled.abort();
    assert.equal(signal.aborted, true);
  });
});
