import assert from "node:assert/strict";
import fc from "fast-check";
import {
  configPath,
  configPathParts,
  distinctProblems,
  formatProblems,
  inOrderOf,
  missing,
  mistake,
  problemPredicate,
  wrong,
} from "../../access/problems";

describe("problems", () => {
  it("are one sentence each, made of their parts", () => {
    const problems = [
      wrong("federation:stage", "prod", "write development or production"),
      wrong("federation:stage", undefined, "write development or production"),
      missing("federation:alarms", "write its subscribers"),
      mistake("federation:access[2]", "has no permissionSet", "write which permission set the group gets"),
      mistake("federation:stange", "is no setting", 'did you mean "stage"?'),
      { path: "organization", subject: "The organization's feature set", value: '"CONSOLIDATED"', remedy: "enable all features" },
    ];
    assert.deepEqual(formatProblems(problems).split("\n"), [
      'federation:stage is "prod": write development or production.',
      "federation:stage is missing: write development or production.",
      "federation:alarms is missing: write its subscribers.",
      "federation:access[2] has no permissionSet: write which permission set the group gets.",
      'federation:stange is no setting: did you mean "stage"?',
      'The organization\'s feature set is "CONSOLIDATED": enable all features.',
    ]);
    assert.equal(problemPredicate(problems[0]!), 'is "prod": write development or production.');
  });
  it("say a remedy as it is, whatever word it begins with", () => {
    assert.equal(formatProblems([wrong("federation:x", "y", "is what it begins with")]), 'federation:x is "y": is what it begins with.');
  });
  it("never show the value of what may be secret", () => {
    assert.equal(wrong("federation:siem.apiToken", "s3cr3t", "remove it").value, "a value that is not shown");
  });
  it("have a path whose parts can be had back, whatever a key is called", () => {
    const key = fc.oneof(fc.string(), fc.constantFrom("Data-Analyst-RO", 'a"b', "a.b", "[0]", "\\", "federation:x", ""));
    fc.assert(
      fc.property(fc.constantFrom("access", "permissionSets"), fc.array(fc.oneof(fc.nat(), key)), (first, rest) => {
        assert.deepEqual(configPathParts(configPath([first, ...rest])), [first, ...rest]);
      }),
    );
    assert.deepEqual(configPathParts("organization"), []);
  });
  it("are told once, in the order of the settings", () => {
    const [b, a] = [missing(configPath(["b", 0]), "write it"), missing(configPath(["a", "x.y"]), "write it")];
    assert.deepEqual(distinctProblems([b, a, { ...b }]).sort(inOrderOf(["a", "b"])), [a, b]);
    assert.equal(a.path, 'federation:a["x.y"]');
  });
});
