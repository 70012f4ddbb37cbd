import assert from "node:assert/strict";
import { problemSentence } from "../../access/problems";
import { goneSentences, heldSentences, heldSetProblems, outOfReach } from "../../access/closed-accounts";
import { planAccess } from "../../access/plan";
import { ORGANIZATION, parsed } from "./fixtures";

/** `old-dev` is suspended, `web-dev` is active, 999999999999 is nowhere. */
const made = (permissionSet: string, accountId: string) => ({ urn: `urn:${permissionSet}/${accountId}`, permissionSet, accountId });
const HELD = [made("Developer", "012345678905"), made("Platform-Admin", "012345678905")];

describe("accounts that are not active", () => {
  it("hold what was assigned there; what is assigned elsewhere is not touched by it", () => {
    const gone = made("Developer", "999999999999");
    const found = outOfReach([gone, HELD[1]!, made("Developer", "012345678904"), HELD[0]!], ORGANIZATION);
    assert.deepEqual(found, { held: HELD, gone: [gone] });
  });

  it("are told by name and state, with the sets that they hold", () => {
    assert.deepEqual(heldSentences(HELD, ORGANIZATION), [
      "Account old-dev (012345678905) is SUSPENDED: its 2 assignments (Developer, Platform-Admin) are left as they are, as nothing can be changed there. A change of these permission sets may end in an error because of it (docs/outside-changes.md).",
    ]);
    assert.deepEqual(heldSentences(HELD.slice(0, 1), ORGANIZATION), [
      "Account old-dev (012345678905) is SUSPENDED: its 1 assignment (Developer) is left as it is, as nothing can be changed there. A change of this permission set may end in an error because of it (docs/outside-changes.md).",
    ]);
  });

  it("that are there no more are told with the command that takes their assignments out of the state", () => {
    assert.deepEqual(goneSentences([made("Developer", "999999999999"), made("Own", "999999999999"), made("Own", "999999999998")]), [
      "Account 999999999999 is not in the organization any more: `pulumi up` deletes its 2 assignments (Developer, Own), which gives and takes no access. Should AWS refuse that, take them out of the state: pulumi state delete --yes 'urn:Developer/999999999999' 'urn:Own/999999999999'",
      "Account 999999999998 is not in the organization any more: `pulumi up` deletes its 1 assignment (Own), which gives and takes no access. Should AWS refuse that, take them out of the state: pulumi state delete --yes 'urn:Own/999999999998'",
    ]);
  });

  it("keep the sets that they hold: an archetype stays planned, and an own set may not be taken out of the settings", () => {
    const settings = parsed({ access: [{ group: "g", permissionSet: "Platform-Admin", accounts: "web-dev" }] });
    const planOf = (kept: readonly string[]) => planAccess(settings, ORGANIZATION, new Set(kept)).plan;
    const names = (kept: readonly string[]) => planOf(kept).permissionSets.map(({ name }) => name);
    assert.deepEqual(names([]), ["Platform-Admin"]);
    assert.deepEqual(names(["Developer", "Own"]), ["Developer", "Platform-Admin"]);
    const plan = planOf(["Developer", "Own", "Other"]);
    const held = [...HELD, made("Own", "012345678905")];
    assert.deepEqual(heldSetProblems({ held, leftAlone: ["Developer", "Own", "Other"] }, plan, ORGANIZATION).map(problemSentence), [
      "federation:permissionSets.Other is gone from the settings, but was left alone for an account that was closed: keep it for one `pulumi up`, which takes hold of it again.",
      "federation:permissionSets.Own is gone from the settings, and AWS deletes no permission set that is assigned, as it still is where nothing can be changed: old-dev (012345678905) is SUSPENDED; keep it until the account has left the organization.",
    ]);
  });
});
