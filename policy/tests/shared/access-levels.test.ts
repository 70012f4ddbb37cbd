import assert from "node:assert/strict";
import { actionsOf } from "../../shared/access-levels";

describe("actionsOf", () => {
  it("tells reading from writing by AWS's levels", async () => {
    const levels = async (pattern: string) =>
      (await actionsOf(pattern))?.map(({ reads, managesPermissions, wildcardOnly }) => [reads, managesPermissions, wildcardOnly]);
    assert.deepEqual(await levels("s3:GetObject"), [[true, false, false]]);
    assert.deepEqual(await levels("S3:putbucketpolicy"), [[false, true, false]]);
    assert.deepEqual(await levels("s3:ListAllMyBuckets"), [[true, false, true]]);
    assert.deepEqual(await levels("kms:CreateGrant"), [[false, true, false]]);
  });
  it("knows no action that AWS does not have", async () => {
    assert.equal(await actionsOf("s3:GetEverything"), undefined);
    assert.equal(await actionsOf("nothing:Get"), undefined);
    assert.equal(await actionsOf("*:Get"), undefined);
    assert.equal(await actionsOf(""), undefined);
  });
});
