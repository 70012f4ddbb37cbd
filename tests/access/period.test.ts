import assert from "node:assert/strict";
import fc from "fast-check";
import { daysAfter, fixedClock } from "../../contract/clock";
import { groupsOf } from "../../access/groups";
import { planAccess } from "../../access/plan";
import { why } from "../../access/queries";
import { parseSettings } from "../../access/settings";
import { account, mistakes, ORGANIZATION, parsed, planMistakes, planned, rightSettings } from "./fixtures";

const admins = { group: "aws-platform-admins", permissionSet: "Platform-Admin", accounts: "all" };
/** The fixtures' today is 2026-11-23. */
const entry = (more: object) => ({ group: "aws-incident", permissionSet: "Security-Audit-RO", accounts: "web-dev", ...more });
const planOf = (more: object) => planned({ access: [admins, entry(more)] });

describe("access that ends", () => {
  for (const [what, more, holds] of [
    ["until today", { until: "2026-11-23" }, true],
    ["until yesterday", { until: "2026-11-22" }, false],
    ["from today", { from: "2026-11-23" }, true],
    ["from tomorrow", { from: "2026-11-24" }, false],
    ["for today only", { from: "2026-11-23", until: "2026-11-23" }, true],
    ["until a day that YAML took for a time", { until: "2026-11-22T00:00:00Z" }, false],
  ] as const) {
    it(`${what} ${holds ? "is granted" : "gives nothing"}`, () => {
      const { grants, groups, permissionSets, outOfTime } = planOf(more);
      const names = permissionSets.map(({ name }) => name);
      assert.deepEqual(
        [grants.some(({ group }) => group === "aws-incident"), groups.includes("aws-incident"), names.includes("Security-Audit-RO")],
        [holds, holds, holds],
      );
      assert.equal(outOfTime.length, holds ? 0 : 1);
    });
  }

  it("names nobody who must exist once it has ended", () => {
    const gone = { until: "2026-11-22", accounts: "000000000000" };
    assert.deepEqual(planMistakes({ access: [admins, entry(gone)] }), []);
    assert.ok(!groupsOf(parsed({ access: [admins, entry(gone)] })).some(({ group }) => group === "aws-incident"));
  });

  it("is held against the organization before it begins", () => {
    const [only, ...others] = planMistakes({ access: [admins, entry({ from: "2027-01-01", accounts: "web-dv" })] });
    assert.match(only!, /^federation:access\[1\]\.accounts is "web-dv": .*did you mean "web-dev"\?/);
    assert.deepEqual(others, []);
  });

  it("does not end before it begins, and ends on a day of the calendar", () => {
    assert.deepEqual(mistakes({ access: [entry({ from: "2026-12-02", until: "2026-12-01" })] }), [
      'federation:access[0].until is "2026-12-01": that is before federation:access[0].from, 2026-12-02; write the last day of the access.',
    ]);
    assert.match(mistakes({ access: [entry({ until: "2026-02-30" })] })[0]!, /^federation:access\[0\]\.until is "2026-02-30": write a day/);
    assert.match(mistakes({ access: [entry({ reason: "" })] })[0]!, /^federation:access\[0\]\.reason is "": write why/);
  });

  it("is no repetition of the same access at another time", () => {
    assert.deepEqual(mistakes({ access: [entry({ until: "2026-12-01" }), entry({ from: "2027-02-01" })] }), []);
    assert.equal(mistakes({ access: [entry({ until: "2026-12-01" }), entry({ until: "2026-12-01" })] }).length, 1);
  });

  it("is told by why: while it holds, after it, before it", () => {
    const sentences = (more: object) =>
      why("aws-incident", { id: "012345678904", name: "web-dev" }, planOf({ reason: "incident 4711", ...more }));
    const holder = "in web-dev (012345678904)";
    assert.deepEqual(sentences({ until: "2026-12-01" }), [
      `aws-incident holds Security-Audit-RO ${holder} because federation:access[1] says web-dev, until 2026-12-01 (incident 4711).`,
    ]);
    assert.deepEqual(sentences({ until: "2026-11-01" }), [
      `aws-incident holds no longer Security-Audit-RO ${holder}: federation:access[1], which says web-dev, ended on 2026-11-01 (incident 4711).`,
    ]);
    assert.deepEqual(sentences({ from: "2026-12-01" }), [
      `aws-incident does not yet hold Security-Audit-RO ${holder}: federation:access[1], which says web-dev, begins on 2026-12-01 (incident 4711).`,
    ]);
  });

  it("grants on each of its days what an entry without days grants, and on no other", () => {
    const organization = { ...ORGANIZATION, accounts: [account("100000000001", "management"), account("012345678904", "web-dev")] };
    const grantsOn = (today: string, more: object) => {
      const raw = rightSettings({ productionAccounts: "100000000001", access: [entry({ accounts: "all", ...more })] });
      const { settings, problems } = parseSettings(raw, fixedClock(`${today}T23:59:59Z`));
      assert.deepEqual(problems, []);
      return planAccess(settings!, organization).plan.grants.map(({ permissionSet, accountId }) => [permissionSet, accountId]);
    };
    const days = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(days, days, days, (first, length, at) => {
        const [from, until, today] = [first, first + length, at].map((count) => daysAfter("2026-11-23", count)) as [string, string, string];
        assert.deepEqual(grantsOn(today, { from, until }), at >= first && at <= first + length ? grantsOn(today, {}) : []);
      }),
    );
  });
});
