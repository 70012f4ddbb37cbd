import assert from "node:assert/strict";
import { deletedGroupSentence, groupsToRemove } from "../../access/deleted-groups";

const ADMINS = { id: "3f0c0000-0000-0000-0000-000000000000", displayName: "aws-admins" };
const OLD = "4f0c0000-0000-0000-0000-000000000000";

describe("groups that were deleted in Entra", () => {
  it("are looked for only where their access is to go, whatever the case of an id", () => {
    assert.deepEqual(groupsToRemove([ADMINS.id.toUpperCase(), OLD.toUpperCase(), OLD], [ADMINS]), [OLD]);
    assert.deepEqual(groupsToRemove([ADMINS.id], [ADMINS]), []);
  });
  it("are told with the one command that gets on", () => {
    assert.equal(
      deletedGroupSentence({ id: OLD, displayName: "aws-developers" }, [ADMINS]),
      `Group "aws-developers" (${OLD}), which the last run assigned to the app, was deleted in Entra, and its app assignment with it. Run \`pulumi up --refresh\`: without the refresh, the run ends in a 404 when it removes that assignment.`,
    );
  });
  it("and made anew under their name are told as two groups; one without name by its id", () => {
    assert.match(
      deletedGroupSentence({ id: OLD, displayName: "AWS-Admins" }, [ADMINS]),
      new RegExp(`with it; the group of this name is another one now \\(${ADMINS.id}\\)\\. Run`),
    );
    assert.match(
      deletedGroupSentence({ id: OLD, displayName: "" }, [{ ...ADMINS, displayName: "" }]),
      new RegExp(`^Group ${OLD}, .* with it\\. Run`),
    );
  });
});
