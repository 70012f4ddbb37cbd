import assert from "node:assert/strict";
import { accessFaults } from "../faults/access-faults";
import { conditionalAccessFaults } from "../faults/conditional-access-faults";
import { entraFaults } from "../faults/entra-faults";
import { Judge } from "../faults/judge";
import { Places } from "../faults/places";
import type { Sandbox } from "../sandbox";

/**
 * Faults, one at a time: each is planted behind the program's back, found by its runbook id and by name as the only
 * finding of all checks, and gone once its remedy is followed.
 */
export function topic(sandbox: Sandbox): void {
  describe("a single fault", () => {
    const places = new Places(sandbox);
    const judge = new Judge(sandbox);

    before(async () => {
      await places.open();
      // A cycle in between would heal some faults and be late with others.
      await places.entra.control({ cycleIntervalSeconds: 3600, startDelaySeconds: 3600 });
      assert.deepEqual(await judge.findings(), []);
    });
    after(async () => {
      judge.end();
      await places.entra.control({ cycleIntervalSeconds: 30, startDelaySeconds: 0.5 });
      await places.entra.cycle();
    });

    for (const { id, says, remedy, plant } of [...entraFaults(places), ...accessFaults(places), ...conditionalAccessFaults(places)]) {
      it(`${id}: ${String(says).slice(0, 100)}`, async () => {
        const follow = await plant();
        let found;
        try {
          found = await judge.findings();
        } finally {
          await follow();
        }
        assert.deepEqual(
          found.map((each) => `${each.id} ${each.status}`),
          [`${id} finding`],
          JSON.stringify(found),
        );
        if (typeof says === "string") assert.equal(found[0]!.message, says);
        else assert.match(found[0]!.message, says);
        assert.match(found[0]!.remedy, remedy);
        assert.deepEqual(await judge.findings([id]), []);
      });
    }
  });
}
