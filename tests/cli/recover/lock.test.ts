import assert from "node:assert/strict";
import { lockHolders } from "../../../cli/recover/lock";

describe("holders of a lock", () => {
  it("are read from Pulumi's refusal", () => {
    const stderr = [
      "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.",
      "  file:///state/.pulumi/locks/x.json: created by ada@host-1 (pid 4711) at 2026-11-23T08:00:00Z",
    ].join("\n");
    assert.deepEqual(lockHolders({ stdout: "", stderr }), [{ host: "host-1", pid: 4711 }]);
  });

  it("are none in another failure", () => {
    assert.equal(lockHolders({ stdout: "", stderr: "error: no stack named 'dev' found" }), undefined);
  });
});
