import assert from "node:assert/strict";
import type { Outcome } from "../../../../cli/verify/check";
import { judgeAttributes } from "../../../../cli/verify/checks/session-attributes";

const said = (outcomes: readonly Outcome[]) => outcomes.map(({ status, message }) => `${status}: ${message}`);

describe("verify: attributes for access control", () => {
  const wanted = { Department: "department", CostCenter: "extensionattribute1" };
  const department = ["Department", ["${path:enterprise.department}"]] as const;
  const judge = (...found: (readonly [string, readonly string[]])[]) => said(judgeAttributes(wanted, new Map(found)));

  it("finds them off", () =>
    assert.deepEqual(said(judgeAttributes(wanted, undefined)), ["finding: Attributes for access control are off in Identity Center."]));
  it("accepts what the settings mean", () =>
    assert.deepEqual(judge(department), ["ok: Attributes for access control are on; mapped in Identity Center: Department."]));
  it("finds a tag that is not mapped, and one from elsewhere", () => {
    assert.deepEqual(judge(), [
      "finding: Session tag Department is not mapped in Identity Center; the settings mean ${path:enterprise.department}.",
    ]);
    assert.deepEqual(judge(["Department", ["${path:title}"]]), [
      "finding: Session tag Department is filled from ${path:title}; the settings mean ${path:enterprise.department}.",
    ]);
  });
  it("finds a mapping that hides a claim", () =>
    assert.deepEqual(judge(department, ["CostCenter", ["${path:title}"]]), [
      "finding: Session tag CostCenter is filled from the identity store (${path:title}), and the claim that the settings send is ignored.",
    ]));
  it("shows a tag that the settings do not name", () =>
    assert.deepEqual(judge(department, ["Team", ["${path:title}"]]), ["cannot tell: Identity Center maps Team besides the settings'."]));
});
