import assert from "node:assert/strict";
import { diffGuards } from "../../../access/report/guard-changes";
import type { Guard } from "../../../access/report/snapshot";

describe("guards", () => {
  const guard = (kind: Guard["kind"], name: string, content: Guard["content"] = {}): Guard => ({
    kind,
    key: name,
    name,
    type: "aws:x/y:Z",
    content,
  });
  it("are weaker when they go or look away, stronger when they come, and to be checked where the change does not tell", () => {
    const changes = diffGuards(
      [
        guard("trail", "t", { enableLogging: true }),
        guard("alarm", "a"),
        guard("alarm", "b", { pattern: "x" }),
        guard("trail", "u", { protect: true }),
        guard("alarm", "same"),
      ],
      [
        guard("trail", "t", { enableLogging: false }),
        guard("alarm", "b", { pattern: "y" }),
        guard("breakglass", "user"),
        guard("alarm", "new"),
        guard("trail", "u"),
        guard("alarm", "same"),
      ],
      new Set(["same"]),
    );
    assert.deepEqual(
      changes.map(({ effect, change, name }) => [effect, change, name]),
      [
        ["weaker", "removed", "a"],
        ["weaker", "changed", "t"],
        ["weaker", "changed", "u"],
        ["check", "changed", "b"],
        ["check", "replaced", "same"],
        ["check", "new", "user"],
        ["stronger", "new", "new"],
      ],
    );
    assert.equal(changes[1]!.sentence, "Trail t (Z) changes: enableLogging.");
  });
});
