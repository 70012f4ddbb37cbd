import assert from "node:assert/strict";
import type { Fault, Judge } from "./judge";

/**
 * One test a fault: it is the only finding of the checks asked, by its id, and gone once its remedy is followed.
 *
 * @param asked ids of the checks; all of them where none is named.
 */
export function itFindsEach(faults: readonly Fault[], judge: () => Judge, asked?: readonly string[]): void {
  for (const { id, says, remedy, brings, plant } of faults) {
    it(`${id}: ${String(says).slice(0, 100)}`, async () => {
      const follow = await plant();
      let found;
      try {
        found = await judge().findings(asked);
      } finally {
        await follow();
      }
      assert.deepEqual(
        found.map((each) => `${each.id} ${each.status}`),
        [...(brings === undefined ? [] : [`${brings} finding`]), `${id} finding`],
        JSON.stringify(found),
      );
      const its = found.find((each) => each.id === id)!;
      if (typeof says === "string") assert.equal(its.message, says);
      else assert.match(its.message, says);
      assert.match(its.remedy, remedy);
      assert.deepEqual(await judge().findings([id, ...(brings === undefined ? [] : [brings])]), []);
    });
  }
}
