import assert from "node:assert/strict";
import { resourceRule } from "../../shared/resource-rule";
import { type Standards, frameworkOf, tagsOf } from "../../shared/standards";

const rule = (standards: Standards) =>
  resourceRule({
    name: "some-rule",
    description: "It holds.",
    severity: "low",
    standards,
    remediationSteps: "Nothing.",
    url: "https://example.com",
    types: [],
    check: () => undefined,
  });

describe("standards of a rule", () => {
  it("are told by the most specific benchmark that knows the rule", () => {
    const all = { runbook: ["R1.1"], cis: ["1.1", "1.2"], wellArchitected: ["SEC01-BP01"], cisa: ["MS.AAD.1.1v1"], maester: ["MT.1001"] };
    assert.equal(frameworkOf(all)?.reference, "1.1");
    assert.equal(frameworkOf({ ...all, cis: [] })?.reference, "MS.AAD.1.1v1");
    assert.equal(frameworkOf({ ...all, cis: [], cisa: [] })?.reference, "SEC01-BP01");
    assert.equal(frameworkOf({ runbook: [], maester: ["MT.1001"] })?.reference, "MT.1001");
    assert.equal(frameworkOf({ runbook: ["R1.1"] }), undefined);
  });
  it("are all there as tags", () => {
    assert.deepEqual(
      tagsOf({ runbook: ["R1.1"], cis: ["1.1"], wellArchitected: ["SEC01-BP01"], cisa: ["MS.AAD.1.1v1"], maester: ["MT.1001"] }),
      ["runbook:R1.1", "cis-aws:1.1", "aws-well-architected:SEC01-BP01", "cisa:MS.AAD.1.1v1", "maester:MT.1001"],
    );
    assert.deepEqual(tagsOf({ runbook: ["R1.1"] }), ["runbook:R1.1"]);
  });
  it("reach the SDK, where there are some", () => {
    assert.equal(rule({ runbook: ["R1.1"], cis: ["1.1"] }).framework?.reference, "1.1");
    assert.equal("framework" in rule({ runbook: ["R1.1"] }), false);
  });
});
