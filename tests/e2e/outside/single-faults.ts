import assert from "node:assert/strict";
import { accessFaults } from "../faults/access-faults";
import { conditionalAccessFaults } from "../faults/conditional-access-faults";
import { goneFaults } from "../faults/gone-faults";
import { entraFaults } from "../faults/entra-faults";
import { Judge } from "../faults/judge";
import { Places } from "../faults/places";
import { itFindsEach } from "../faults/single";
import { type Sandbox, succeeded } from "../sandbox";

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

    const all = [...entraFaults(places), ...accessFaults(places), ...conditionalAccessFaults(places)];
    itFindsEach(all, () => judge);

    it("and all that a run puts right, at once, is right after `pulumi up --refresh`; what was deleted, too", async () => {
      const gone = goneFaults(places);
      const healed = [...all.filter(({ remedy }) => remedy.source === "pulumi up"), ...gone];
      const before = await places.aws.assignments();
      for (const { plant } of healed) await plant();
      const found = await judge.findings();
      for (const { id, says } of gone)
        assert.ok(
          found.some((each) => each.id === id && each.message === says),
          `${id} ${String(says)}`,
        );
      // The job and the set that they are about are gone.
      const hidden = ["R4.5", "R5.7"];
      assert.deepEqual(
        new Set(found.map(({ id }) => id)),
        new Set(healed.map(({ id }) => id).filter((id) => !hidden.includes(id))),
        JSON.stringify(found),
      );
      for (const { remedy } of found) assert.match(remedy, /pulumi up --refresh|pulumi refresh. and .pulumi up/);
      succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--refresh"]));
      await places.entra.cycle();
      assert.deepEqual(await judge.findings(), []);
      assert.deepEqual(await places.aws.assignments(), before);
    });
  });
}
