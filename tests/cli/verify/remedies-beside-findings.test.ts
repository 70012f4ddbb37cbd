import assert from "node:assert/strict";
import { graphNeeds, permissionToRead } from "../../../access/permissions/graph";
import { type Sources, VerifyContext } from "../../../cli/verify/context";
import { checks } from "../../../cli/verify/registry";
import { runChecks } from "../../../cli/verify/run";
import { EntraReader } from "../../../cli/clouds/entra";
import { ConditionalAccessReader } from "../../../cli/clouds/conditional-access";
import type { GraphClient } from "../../../graph/client";
import { now, rightSources, settings } from "./fakes";
import { noteCases } from "./remedies/notes";
import { BESIDE, type Sample, sites, sitesOfSample, unseenRemedies } from "./remedies/sites";
import { cannotTellCases } from "./remedies/cannot-tell";

/** Outcomes of one check that have something to do. */
async function toDo(id: string, change: (sources: Sources) => Sources = (sources) => sources, wanted = settings(), at = now) {
  const asked = checks.filter((check) => check.id === id);
  assert.equal(asked.length, 1, id);
  const [result] = await runChecks(asked, new VerifyContext(wanted, at, change(rightSources(wanted))));
  return result!.outcomes.filter(({ remedy }) => remedy !== undefined);
}

describe("verify: every remedy of a note, and of what cannot be told, is followed by a test", () => {
  const followed: Sample[] = [];

  for (const { id, says, status, remedy, byHand, wrong, followed: after, before: first, after: second = first, at } of [
    ...noteCases,
    ...cannotTellCases,
  ]) {
    it(`${id}: ${says.slice(0, 90)}`, async () => {
      const found = await toDo(id, wrong, first, at);
      const its = found.filter((outcome) => outcome.message.includes(says));
      assert.ok(its.length > 0, JSON.stringify(found));
      for (const each of its) {
        assert.equal(each.status, status);
        assert.ok(each.remedy!.includes(remedy), each.remedy);
      }
      // Who has looked knows; the clouds say no more than before.
      if (byHand === true)
        assert.match(its[0]!.remedy!, /^(By hand: |Look |See |Where |Find out |CloudTrail's event history|Their user name)/);
      else assert.deepEqual(await toDo(id, after, second), [], "after following it");
      followed.push(...its.map(({ message, remedy: seen = "" }) => ({ id, message, remedies: [seen] })));
    });
  }

  it("and none that the source can offer is left out", () => {
    const all = sites(BESIDE);
    assert.ok(all.length > 35, "the source is read");
    const covered = new Set(
      followed.flatMap((sample) => {
        const its = sitesOfSample(sample, all);
        assert.ok(its.length > 0, `made nowhere: ${sample.id} ${sample.message}`);
        return its.map(({ at }) => at);
      }),
    );
    assert.deepEqual(
      all.filter(({ at }) => !covered.has(at)).map(({ at, source }) => `${at} ${source}`),
      [],
    );
    assert.deepEqual(unseenRemedies(all, followed), []);
  });

  it("a refusal of Graph names the permission for what was asked, and one of those that `federation doctor` has for it", async () => {
    const paths: string[] = [];
    const graph = new Proxy({} as GraphClient, {
      get: () => async (path: string) => {
        paths.push(path);
        return [];
      },
    });
    const entra = new EntraReader(graph);
    const conditional = new ConditionalAccessReader(graph);
    await Promise.all([
      ...[entra.applications(), entra.applicationsOf("x"), entra.servicePrincipal("x"), entra.certificates("x"), entra.claimsPolicies("x")],
      ...[entra.appRoleAssignments("x"), entra.jobs("x"), entra.schema("x", "y"), entra.secrets("x")],
      ...[entra.membersAdded("x", now), entra.groups("x"), entra.members("x")],
      ...[conditional.policies(), conditional.namedLocations(), conditional.securityDefaults(), conditional.signIns("x", now)],
    ]);
    assert.equal(paths.length, 16);
    const known = new Set(graphNeeds("verify", settings()).flatMap(({ anyOf: [least = ""] }) => least));
    const named = paths.map((path) => permissionToRead(`/v1.0${path.split("?")[0]}`));
    assert.deepEqual([...new Set(named)].sort(), [...known].sort());
    assert.deepEqual(["/v1.0/groups/x/members", "/v1.0/servicePrincipals/x/claimsMappingPolicies", "/v1.0/users/x"].map(permissionToRead), [
      "Group.Read.All",
      "Policy.Read.All",
      "Directory.Read.All",
    ]);
  });
});
