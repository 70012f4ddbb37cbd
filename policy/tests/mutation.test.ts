import assert from "node:assert/strict";
import { checkMutations } from "../testing/mutation";

// The year makes no difference to it.
(process.env["FEDERATION_NOW"] === undefined ? describe : describe.skip)("the tests of the rules", function () {
  this.timeout(1_200_000);

  it("notice every condition that is negated and every limit that moves (npm run mutation tells while it goes)", async () => {
    const share = Number(process.env["FEDERATION_MUTATION_SHARE"] ?? "1");
    const { mutants, survivors, outdated } = await checkMutations("", undefined, share);
    assert.ok(mutants > 1000 / share / 2, `${mutants}`);
    assert.deepEqual(survivors, []);
    assert.deepEqual(outdated, [], "equivalent-mutants.ts");
  });
});
