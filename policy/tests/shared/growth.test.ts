import assert from "node:assert/strict";
import { rules } from "../../rules";
import { ssoadmin } from "../../shared/types";
import { resource } from "../../testing";
import { analyze } from "../../sdk/analyze";

/**
 * Counts, not times: they are the same on every machine. What each rule answers about a resource goes to the engine,
 * for every account assignment; that each stack is copied once for all rules is tested in stack.test.ts. Times are
 * measured by `npm run bench -- registration`.
 */
describe("what the pack says to the engine", () => {
  it("is about an account assignment little: what does not apply, in few words", async () => {
    const props = {
      instanceArn: "arn:aws:sso:::instance/ssoins-1111222233334444",
      permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-1111222233334444",
      principalType: "GROUP",
      principalId: "65e27c8f-72c3-4a60-8194-d3033054a701",
      targetType: "AWS_ACCOUNT",
      targetId: "300000000000",
      region: "eu-west-1",
    };
    const { notApplicable, diagnostics, bytes } = await analyze(
      rules,
      resource(ssoadmin.accountAssignment, props, { name: "Ops/group/account" }),
    );
    assert.deepEqual(diagnostics, []);
    // A rule more on single resources is an answer more for each of thousands: raise this knowingly.
    assert.ok(notApplicable.length <= 27, `${notApplicable.length} answers`);
    assert.ok(bytes <= 2_300, `${bytes} bytes`);
  });
});
