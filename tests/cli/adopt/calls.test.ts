import assert from "node:assert/strict";
import { adoptOfAll } from "../../../bench/verify/operations";
import { assignmentsOf, type Size } from "../../../bench/verify/size";
import { callsOf } from "../verify/counted";

/** Calls to AWS of a whole adoption of an organization of some size, counted at its endpoint. */
async function callsAt(size: Size): Promise<number> {
  const { arrived } = await callsOf(size, ({ settings }) => adoptOfAll(settings.homeRegion, assignmentsOf(size)));
  return arrived;
}

describe("adopt's calls to AWS", () => {
  const small: Size = { accounts: 12, sets: 4, groups: 4, accountsOfSet: 3, groupsOfSet: 2, users: 4 };

  it("grow with permission sets and their accounts, and not with the groups of a set", async () => {
    const calls = await callsAt(small);
    assert.equal(await callsAt({ ...small, groupsOfSet: 4 }), calls, "twice the groups of each set: twice the assignments");
    assert.equal(await callsAt({ ...small, accountsOfSet: 6 }), calls + small.sets * 3, "one more call a set and account");
    assert.equal(await callsAt({ ...small, accounts: 18 }), calls, "accounts without an assignment are no calls of their own");
    const wide = { ...small, accountsOfSet: 1 };
    // One for its name, six for its content and where it is, one for the account that holds it.
    assert.equal((await callsAt({ ...wide, sets: 5 })) - (await callsAt(wide)), 8, "one permission set more");
  });
});
