import assert from "node:assert/strict";
import { judgeAttributes, sessionAttributes } from "../../../../cli/verify/checks/session-attributes";
import { changed } from "../remedies/case";
import { DENIED_BY_AWS, deniedByAws, rowsOf, messages, withCenter } from "../messages";

describe("verify: attributes for access control", () => {
  const wanted = { Department: "department", CostCenter: "extensionattribute1" };
  const department = ["Department", ["${path:enterprise.department}"]] as const;
  const judge = (...found: (readonly [string, readonly string[]])[]) => rowsOf(judgeAttributes(wanted, new Map(found)));

  it("finds them off", () =>
    assert.deepEqual(rowsOf(judgeAttributes(wanted, undefined)), [
      "finding: Attributes for access control are off in Identity Center. -> Run `pulumi up --refresh`.",
    ]));
  it("accepts what the settings mean", () =>
    assert.deepEqual(judge(department), ["ok: Attributes for access control are on; mapped in Identity Center: Department."]));
  it("finds a tag that is not mapped, and one from elsewhere", () => {
    assert.deepEqual(judge(), [
      "finding: Session tag Department is not mapped in Identity Center; the settings mean ${path:enterprise.department}. -> Run `pulumi refresh` and `pulumi up`, which set it.",
    ]);
    assert.deepEqual(judge(["Department", ["${path:title}"]]), [
      "finding: Session tag Department is filled from ${path:title}; the settings mean ${path:enterprise.department}. -> Run `pulumi refresh` and `pulumi up`, which set it.",
    ]);
  });
  it("finds a mapping that hides a claim", () =>
    assert.deepEqual(judge(department, ["CostCenter", ["${path:title}"]]), [
      "finding: Session tag CostCenter is filled from the identity store (${path:title}), and the claim that the settings send is ignored. -> Remove the mapping in the console: Settings > Attributes for access control.",
    ]));
  it("shows a tag that the settings do not name", () =>
    assert.deepEqual(judge(department, ["Team", ["${path:title}"]]), [
      "cannot tell: Identity Center maps Team besides the settings'. -> Remove them in the console if nobody needs them.",
    ]));
  it("asks where the settings name some, and cannot tell where Identity Center refuses", async () => {
    const named = changed("enterpriseApp", { sessionAttributes: wanted });
    const attributes = withCenter({ accessControlAttributes: async () => new Map([[department[0], [...department[1]]]]) });
    assert.match((await messages(sessionAttributes, attributes, named))[0]!, /^ok: /);
    assert.deepEqual(await messages(sessionAttributes, withCenter({ accessControlAttributes: deniedByAws }), named), DENIED_BY_AWS);
    assert.deepEqual(await messages(sessionAttributes), ["not yet: The settings name no session attributes."]);
  });
});
