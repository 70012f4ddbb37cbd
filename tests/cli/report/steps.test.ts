import assert from "node:assert/strict";
import { readChange } from "../../../cli/report/read-change";
import { type ResourceState, sidesOf, type Step, urnParts, withState } from "../../../cli/report/steps";

const PREFIX = "urn:pulumi:dev::p::";
const SET_ARN = "arn:aws:sso:::permissionSet/ssoins-1/ps-1";

function resource(type: string, name: string, inputs: object, outputs: object = {}): ResourceState {
  return { urn: `${PREFIX}${type}::${name}`, type, inputs: { ...inputs }, outputs: { ...outputs } };
}
const set = (name = "S", more: object = {}) =>
  resource("aws:ssoadmin/permissionSet:PermissionSet", "S", { name, ...more }, { arn: SET_ARN });
const assignment = (name: string, targetId: string) =>
  resource("aws:ssoadmin/accountAssignment:AccountAssignment", name, {
    permissionSetArn: SET_ARN,
    principalId: "g",
    principalType: "GROUP",
    targetId,
  });
const step = (op: string, old?: ResourceState, now?: ResourceState): Step => ({
  op,
  urn: (now ?? old)!.urn,
  ...(old === undefined ? {} : { old }),
  ...(now === undefined ? {} : { new: now }),
});

describe("steps of a preview", () => {
  const read = (...steps: Step[]) => readChange(sidesOf(steps), { planned: undefined, stage: undefined, notes: [] });
  const accounts = (side: ReturnType<typeof read>["before"]) => side.held.map(({ accountId }) => accountId);
  const [one, other] = [assignment("a", "1"), assignment("a", "2")];

  it("lock out where the old goes first, and not where the new comes first", () => {
    const first = read(
      step("same", set(), set()),
      step("delete-replaced", one),
      step("replace", one, other),
      step("create-replacement", undefined, other),
    );
    assert.deepEqual([accounts(first.before), accounts(first.after)], [["1"], ["2"]]);
    assert.deepEqual([...first.replaced], [["g\nS\n1", true], ["g\nS\n2", true]]); // prettier-ignore
    const last = read(
      step("same", set(), set()),
      step("create-replacement", one, other),
      step("replace", one, other),
      step("delete-replaced", one),
    );
    assert.deepEqual([accounts(last.before), accounts(last.after)], [["1"], ["2"]]);
    assert.deepEqual([...last.replaced.values()], [false, false]);
  });

  it("lock out where one step tells the replacement without its order, as the one document of a preview does", () => {
    assert.deepEqual([...read(step("replace", set("S"), set("S"))).replacedSets], [["S", true]]);
  });

  it("replace a permission set by either name", () => {
    const { replacedSets } = read(
      step("delete-replaced", set("Old")),
      step("replace", set("Old"), set("New")),
      step("create-replacement", set("Old"), set("New")),
    );
    assert.deepEqual([...replacedSets], [["Old", true], ["New", true]]); // prettier-ignore
  });

  it("of a refresh say what there was", () => {
    const vanished = read(step("same", set(), set()), step("refresh", one), step("create", undefined, one));
    assert.deepEqual([accounts(vanished.before), accounts(vanished.after)], [[], ["1"]]);
    const found = read(step("same", set(), set()), step("refresh", one, other), step("update", other, one));
    assert.deepEqual([accounts(found.before), accounts(found.after)], [["2"], ["1"]]);
    const gone = read(step("same", set(), set()), step("refresh", one, other), step("delete", other));
    assert.deepEqual([accounts(gone.before), accounts(gone.after)], [["2"], []]);
  });

  it("are completed by the state, but for what they tell themselves", () => {
    const sides = sidesOf([step("delete", one)]);
    const { before, after } = withState(sides, [one, assignment("b", "3"), set()]);
    assert.deepEqual([[...before.keys()], [...after.keys()]].map((urns) => urns.map((urn) => urnParts(urn).name)), [["a", "b", "S"], ["b", "S"]]); // prettier-ignore
  });

  it("that delete an exclusive list of policies take nothing from the set, as AWS detaches nothing", () => {
    const managed = resource("aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive", "S/managed", {
      permissionSetArn: SET_ARN,
      managedPolicyArns: ["arn:aws:iam::aws:policy/job-function/Billing"],
    });
    const { after } = read(step("same", set(), set()), step("delete", managed));
    assert.deepEqual(after.permissionSets.get("S")!.managedPolicies, ["job-function/Billing"]);
    const single = resource("aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", "one", {
      permissionSetArn: SET_ARN,
      managedPolicyArn: "arn:aws:iam::aws:policy/X",
    });
    assert.deepEqual(read(step("same", set(), set()), step("delete", single)).after.permissionSets.get("S")!.managedPolicies, []);
  });

  it("have names with anything in them", () => {
    assert.deepEqual(urnParts("urn:pulumi:dev::p::a:b:C$d:e:F::x::y$z"), {
      stack: "dev",
      project: "p",
      types: ["a:b:C", "d:e:F"],
      name: "x::y$z",
    });
  });
});
