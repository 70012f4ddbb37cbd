import assert from "node:assert/strict";
import { accountAssignments, compareAssignments } from "../../../../cli/verify/checks/account-assignments";
import type { Grant } from "../../../../access/model";
import type { LiveAssignment } from "../../../../cli/clouds/identity-center";
import { rightSources, settings } from "../fakes";
import { messages, withCenter } from "../messages";

describe("verify: account assignments", () => {
  const grant = (group: string, permissionSet: string, accountId: string): Grant => ({
    group,
    permissionSet,
    accountId,
    accountName: accountId,
    because: [],
  });
  const live = (
    permissionSetArn: string,
    accountId: string,
    principalId: string,
    principalType: "GROUP" | "USER" = "GROUP",
  ): LiveAssignment => ({
    permissionSetArn,
    accountId,
    principalId,
    principalType,
  });
  const arns = new Map([["Admin", "arn:admin"]]);
  const ids = new Map([["admins", "g-admins"]]);

  it("match when each grant has its assignment and nothing else is there", () => {
    const found = compareAssignments([grant("admins", "Admin", "1")], [live("arn:admin", "1", "g-admins")], arns, ids);
    assert.deepEqual(found, { missing: [], extra: [] });
  });

  it("are missing in another account, and too much for a user of the same id", () => {
    const user = live("arn:admin", "1", "g-admins", "USER");
    const found = compareAssignments([grant("admins", "Admin", "1")], [live("arn:admin", "2", "g-admins"), user], arns, ids);
    assert.equal(found.missing.length, 1);
    assert.deepEqual(found.extra, [live("arn:admin", "2", "g-admins"), user]);
  });

  it("are each missing where neither set nor group exists yet", () => {
    assert.equal(
      compareAssignments([grant("a", "X", "1"), grant("b", "X", "1"), grant("a", "Y", "1")], [], new Map(), new Map()).missing.length,
      3,
    );
  });

  it("of a set that the settings do not have are taken over with their set, or removed", async () => {
    const [assignment] = await rightSources(settings()).identityCenter.assignments("", []);
    const rogue = { arn: "arn:Rogue", name: "Rogue", description: "", sessionDuration: "PT1H", relayState: undefined };
    const outcomes = await messages(accountAssignments, (live) =>
      withCenter({
        permissionSets: async (of) => [...(await live.identityCenter.permissionSets(of)), rogue],
        assignments: async () => [assignment!, { ...assignment!, permissionSetArn: "arn:Rogue" }],
      })(live),
    );
    assert.deepEqual(outcomes, [
      'finding: The group "admins" has Rogue in app (300000000001), which the settings do not grant. -> Remove the assignment in the console, or take the set Rogue, which the settings do not have, over with it by `federation adopt` (docs/adopt.md).',
    ]);
  });
});
