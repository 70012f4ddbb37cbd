import assert from "node:assert/strict";
import { type Sources, VerifyContext } from "../../../cli/verify/context";
import { checks } from "../../../cli/verify/registry";
import { runChecks } from "../../../cli/verify/run";
import { accessFaults } from "../../e2e/faults/access-faults";
import { conditionalAccessFaults } from "../../e2e/faults/conditional-access-faults";
import { entraFaults } from "../../e2e/faults/entra-faults";
import type { Places } from "../../e2e/faults/places";
import type { Prod } from "../../e2e/prod/context";
import { guardFaults } from "../../e2e/prod/single-faults";
import { now, rightSources, settings } from "./fakes";
import { awsCases } from "./remedies/aws";
import { emergencyCases } from "./remedies/emergency";
import { entraCases } from "./remedies/entra";
import { provisioningCases } from "./remedies/provisioning";
import { trailCases } from "./remedies/trail";
import { signInCases } from "./remedies/sign-ins";
import { type Sample, sites, sitesOfSample, unseenRemedies } from "./remedies/sites";

const cases = [...awsCases, ...provisioningCases, ...entraCases, ...signInCases, ...emergencyCases, ...trailCases];

/** Findings of one check. */
async function findings(id: string, change: (sources: Sources) => Sources = (sources) => sources, wanted = settings(), at = now) {
  const asked = checks.filter((check) => check.id === id);
  assert.equal(asked.length, 1, id);
  const [result] = await runChecks(asked, new VerifyContext(wanted, at, change(rightSources(wanted))));
  assert.equal(result!.failed, undefined, JSON.stringify(result));
  return result!.outcomes.filter(({ status }) => status === "finding");
}

describe("verify: every remedy is followed by a test", () => {
  const followed: Sample[] = [];

  for (const { id, says, remedy, wrong, followed: after, before: first, after: second = first, at } of cases) {
    it(`${id}: ${says.slice(0, 90)}`, async () => {
      const found = await findings(id, wrong, first, at);
      const its = found.filter(({ message }) => message.includes(says));
      assert.ok(its.length > 0, JSON.stringify(found));
      for (const each of its) assert.ok(each.remedy!.includes(remedy), each.remedy);
      assert.deepEqual(await findings(id, after, second), [], "after following it");
      followed.push(...its.map(({ message, remedy: seen = "" }) => ({ id, message, remedies: [seen] })));
    });
  }

  it("and none that the source can offer is left out", () => {
    const places = {} as Places;
    const onTheEngine: Sample[] = [
      ...[...[...accessFaults(places), ...conditionalAccessFaults(places), ...entraFaults(places)], ...guardFaults({} as Prod)].flatMap(
        ({ id, says }) => (typeof says === "string" ? [{ id, message: says }] : []),
      ),
      // Its key's name is AWS's.
      { id: "R7.2", message: "breakglass-1 has 1 access keys (…KEY1), and the settings want none." },
    ];
    const all = sites();
    assert.ok(all.length > 150, "the source is read");
    const samples = [...followed, ...onTheEngine];
    const covered = new Set(
      samples.flatMap((sample) => {
        const its = sitesOfSample(sample, all);
        assert.ok(its.length > 0, `made nowhere: ${sample.id} ${sample.message}`);
        return its.map(({ at }) => at);
      }),
    );
    assert.deepEqual(
      all.filter(({ at }) => !covered.has(at)).map(({ at, source }) => `${at} ${source}`),
      [],
    );
    assert.deepEqual(unseenRemedies(all, samples), []);
  });
});
