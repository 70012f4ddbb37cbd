import assert from "node:assert/strict";
import type { Size } from "../../../bench/verify/size";
import { readDrift } from "../../../cli/drift/command";
import { callsOf } from "../verify/counted";

/** Calls to AWS of a whole drift of an organization of some size, counted at its endpoint. */
async function callsAt(size: Size): Promise<number> {
  const { arrived } = await callsOf(size, async (context) => {
    const { missing, undeclared } = await readDrift(context, async () => new Map());
    assert.deepEqual(
      [...missing, ...undeclared].filter(({ accountId }) => accountId !== undefined),
      [],
      "all assignments are seen",
    );
  });
  return arrived;
}

describe("drift's calls to AWS", () => {
  const small: Size = { accounts: 12, sets: 4, groups: 4, accountsOfSet: 3, groupsOfSet: 2, users: 4 };

  it("grow with permission sets in accounts, and not with the groups of a set", async () => {
    const calls = await callsAt(small);
    assert.equal(await callsAt({ ...small, groupsOfSet: 4 }), calls, "twice the groups of each set: twice the assignments");
    assert.equal(await callsAt({ ...small, accountsOfSet: 6 }), calls + small.sets * 3, "one more call a set and account");
  });
});
