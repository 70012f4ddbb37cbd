import assert from "node:assert/strict";
import { noUsers } from "../../rules/iam/no-users";
import { analyze } from "../../sdk/analyze";
import { resource } from "../../testing";

describe("a resource that passes by a rule of one type", () => {
  it("is passed over", async () => {
    const { notApplicable } = await analyze([noUsers], resource("aws:s3/bucket:Bucket", {}));
    assert.deepEqual(notApplicable, ["iam-no-users"]);
  });
});
