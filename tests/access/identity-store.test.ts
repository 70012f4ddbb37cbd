import assert from "node:assert/strict";
import { problemSentence } from "../../access/problems";
import { matchGroups } from "../../access/identity-store";

const id = "3f0c0000-0000-4000-8000-000000000001";
const other = "3f0c0000-0000-4000-8000-000000000002";
const wanted = [{ written: "aws-admins", id, displayName: "aws-admins" }];

describe("groups in the identity store", () => {
  it("are found by Entra's object id, even under an old name", () => {
    const { groupIds, missing, refused } = matchGroups(wanted, [
      { groupId: "g1", displayName: "old-name", externalIds: [id.toUpperCase()] },
    ]);
    assert.deepEqual([[...groupIds], missing, refused], [[["aws-admins", "g1"]], [], []]);
  });

  it("are found by display name where no external id says otherwise", () => {
    const { groupIds } = matchGroups(wanted, [{ groupId: "g1", displayName: "aws-admins", externalIds: [] }]);
    assert.deepEqual([...groupIds], [["aws-admins", "g1"]]);
  });

  it("prefer the object id to a display name", () => {
    const store = [
      { groupId: "impostor", displayName: "aws-admins", externalIds: [] },
      { groupId: "g1", displayName: "renamed", externalIds: [id] },
    ];
    assert.deepEqual([...matchGroups(wanted, store).groupIds], [["aws-admins", "g1"]]);
  });

  it("are missing where nothing matches", () => {
    assert.deepEqual(matchGroups(wanted, [{ groupId: "g1", displayName: "AWS-Admins", externalIds: [] }]).missing, wanted);
  });

  it("are refused where the name belongs to another Entra group", () => {
    const { groupIds, refused } = matchGroups(wanted, [{ groupId: "g1", displayName: "aws-admins", externalIds: [other] }]);
    assert.equal(groupIds.size, 0);
    assert.match(problemSentence(refused[0]!), /^Group "aws-admins" in Identity Center \(g1\) belongs to another Entra group/);
  });

  it("are refused where two have the name", () => {
    const store = ["g1", "g2"].map((groupId) => ({ groupId, displayName: "aws-admins", externalIds: [] }));
    const { groupIds, refused } = matchGroups(wanted, store);
    assert.equal(groupIds.size, 0);
    assert.match(problemSentence(refused[0]!), /is in Identity Center 2 times \(g1, g2\)/);
  });
});
