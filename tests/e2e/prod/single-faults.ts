import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Fault, Judge } from "../faults/judge";
import { Places } from "../faults/places";
import { itFindsEach } from "../faults/single";
import { succeeded } from "../sandbox";
import type { Prod } from "./context";
import { alarmFaults, UNDELIVERED } from "./faults/alarm-faults";
import { breakglassFaults } from "./faults/breakglass-faults";
import { changeRuleFaults } from "./faults/change-rule-faults";
import { APP, federationFaults } from "./faults/federation-faults";
import { emptied } from "./faults/put-back";
import { trailFaults } from "./faults/trail-faults";

/** Faults in breakglass users, and in trail and alarms that watch them (R7, R9.6). */
export function guardFaults(prod: Prod): readonly Fault[] {
  return [...breakglassFaults(prod), ...trailFaults(prod), ...alarmFaults(prod), ...changeRuleFaults(prod)];
}

/**
 * Faults in breakglass users, in trail and alarms, and in what only prod has: each alone, found as the only finding,
 * gone once its remedy is followed; then all at once, and `pulumi up` heals those whose remedy it is.
 */
export function itFindsFaults(prod: Prod): void {
  const places = new Places(prod.sandbox, APP);
  const federation = federationFaults(places);
  const guard = guardFaults(prod);
  const faults = [...federation, ...guard];
  let judge!: Judge;
  let env: NodeJS.ProcessEnv = {};

  describe("each planted behind the program's back", () => {
    before(async () => {
      // As after a drill: security keys enrolled, the alarm's mail confirmed, the day written down.
      for (const userName of ["breakglass-1", "breakglass-2"]) await prod.operator("iam/mfa-devices", { userName, name: "vault" });
      await prod.operator("console/confirm-subscriptions", {});
      const source = readFileSync(prod.rotated === "" ? prod.environment["PULUMI_OPTION_CONFIG_FILE"]! : prod.rotated, "utf8");
      const today = new Date().toISOString().slice(0, 10);
      const drilled = source.replace(/(breakglass-\d): "?\d{4}-\d\d-\d\d"?/g, `$1: "${today}"`);
      prod.rotated = prod.copy(drilled, source);
      env = { PULUMI_OPTION_CONFIG_FILE: prod.rotated };
      succeeded(await prod.sandbox.federation(["activate-certificate", "--yes"], { env }));
      await places.open();
      // A cycle in between would heal some faults and be late with others.
      await places.entra.control({ cycleIntervalSeconds: 3600, startDelaySeconds: 3600 });
      judge = new Judge(prod.sandbox, env);
      assert.deepEqual(await judge.findings(), []);
    });
    after(async () => {
      judge.end();
      await places.entra.control({ cycleIntervalSeconds: 30, startDelaySeconds: 0.5 });
      await places.entra.cycle();
    });

    itFindsEach(federation, () => judge);
    // One at a time they are asked for in the checks of what watches; that no other becomes a finding is asked for all
    // at once.
    itFindsEach(guard, () => judge, [...new Set(guard.map(({ id }) => id)), "R9.4"]);

    it("all at once: nothing else becomes a finding, and the remedies heal them", async () => {
      const follows: (() => Promise<unknown>)[] = [];
      // The trail last: once it has stopped, nothing that is done to the others is an event.
      for (const { remedy, plant } of [...faults].reverse()) {
        const follow = await plant();
        if (!remedy.test("pulumi up --refresh")) follows.unshift(follow);
      }
      const found = await judge.findings();
      assert.deepEqual(new Set(found.map(({ id, status }) => `${id} ${status}`)), new Set(faults.map(({ id }) => `${id} finding`)));
      for (const follow of follows) await follow();
      succeeded(await prod.sandbox.pulumi(["up", "--yes", "--skip-preview", "--refresh"], { env }));
      await emptied(prod, ...UNDELIVERED);
      assert.deepEqual(await judge.findings(), []);
    });
  });
}
