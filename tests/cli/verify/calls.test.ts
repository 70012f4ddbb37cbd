import assert from "node:assert/strict";
import type { Size } from "../../../bench/verify/size";
import { checks } from "../../../cli/verify/registry";
import { runChecks } from "../../../cli/verify/run";
import { callsOf } from "./counted";

/** Calls to AWS of a whole verify of an organization of some size. */
async function callsAt(size: Size): Promise<number> {
  const { counted } = await callsOf(size, async (context) => {
    const results = await runChecks(checks, context);
    const assignments = results.find(({ id }) => id === "R5.7")!.outcomes.map(({ message }) => message);
    assert.match(assignments.join(), /^\d+ assignments, none missing, none too much\.$/);
  });
  return counted;
}

describe("verify's calls to AWS", () => {
  const small: Size = { accounts: 12, sets: 4, groups: 4, accountsOfSet: 3, groupsOfSet: 2, users: 0 };

  it("grow with groups and with permission sets in accounts, and not with the groups of a set", async () => {
    const calls = await callsAt(small);
    assert.equal(await callsAt({ ...small, groupsOfSet: 4 }), calls, "twice the groups of each set: twice the assignments");
    assert.equal(await callsAt({ ...small, accountsOfSet: 6 }), calls + small.sets * 3, "one more call a set and account");
    assert.equal(await callsAt({ ...small, accounts: 18 }), calls, "accounts without an assignment are no calls of their own");
  });

  it("are those of the people and groups where fewer than sets in accounts, with the same answer", async () => {
    // 20 sets in 30 accounts each: 600 places, held by 10 groups and nobody of 40 people directly.
    const spread: Size = { accounts: 31, sets: 20, groups: 10, accountsOfSet: 30, groupsOfSet: 1, users: 40 };
    const calls = await callsAt(spread);
    const byPlace = await callsAt({ ...spread, users: 700 });
    // 660 more pages of people are 7; 600 places in place of 50 principals.
    assert.equal(byPlace - calls, 600 - 50 + 6);
  });
});
