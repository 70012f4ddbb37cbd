import assert from "node:assert/strict";
import { areas, rules } from "../rules";
import { tested } from "./cases";

const RUNBOOK = [
  "R1.2",
  "R2.1",
  "R2.2",
  "R2.3",
  "R2.4",
  "R4.1",
  "R4.2",
  "R4.4",
  "R4.6",
  "R5.1",
  "R5.2",
  "R5.3",
  "R5.4",
  "R5.5",
  "R5.6",
  "R5.7",
].concat(["R6.1", "R6.2", "R6.3", "R6.4", "R7.1", "R7.2", "R7.3", "R7.4", "R7.5", "R8.1", "R9.6"]);

describe("the pack", () => {
  it("has each rule once", () => {
    const names = rules.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
    assert.equal(areas.flatMap((area) => area.rules).length, rules.length);
  });
  for (const rule of rules) {
    it(`says of ${rule.name} what there is to say`, () => {
      assert.match(rule.name, /^[a-z]+(-[a-z]+)+$/);
      assert.match(rule.description, /^[A-Z].+\.$/s);
      assert.match(rule.remediationSteps ?? "", /^[A-Z].+\.$/s);
      assert.match(rule.url ?? "", /^https:\/\//);
      assert.equal(rule.enforcementLevel, "mandatory");
      assert.ok(["low", "medium", "high", "critical"].includes(rule.severity ?? ""));
      for (const part of [rule.framework?.name, rule.framework?.version, rule.framework?.reference, rule.framework?.specification])
        assert.ok(part);
      assert.ok(rule.tags?.some((tag) => /^runbook:R/.test(tag)));
      for (const [name, schema] of Object.entries(rule.configSchema?.properties ?? {})) assert.ok(schema.description, name);
      assert.ok(rule.configSchema?.properties["exemptions"]);
    });
  }
  it("has tests of each rule that violate, that conform, and with what is not known yet", function () {
    // By itself this file loads no tests of rules.
    if (tested.size === 0) this.skip();
    const lacking = rules.flatMap(({ name }) =>
      (["violating", "conforming", "unknown"] as const)
        .filter((kind) => tested.get(name)?.has(kind) !== true)
        .map((kind) => `${name}: ${kind}`),
    );
    assert.deepEqual(lacking, []);
  });
  it("covers the runbook", () => {
    const covered = new Set(rules.flatMap(({ tags = [] }) => tags));
    assert.deepEqual(
      RUNBOOK.filter((id) => !covered.has(`runbook:${id}`)),
      [],
    );
  });
});
