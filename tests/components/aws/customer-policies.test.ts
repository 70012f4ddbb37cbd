import assert from "node:assert/strict";
import { problemSentence } from "../../../access/problems";
import type { AccessPlan, Grant, PermissionSetDefinition } from "../../../access/model";
import { customerPolicyProblems } from "../../../components/aws/customer-policies";
import { startMocks } from "../mocks";

describe("customer-managed policies met with the caller's account", () => {
  let asked: string[] = [];
  let refusal = "";
  before(() =>
    startMocks({
      "aws:index/getCallerIdentity:getCallerIdentity": () => {
        asked.push("caller");
        return { accountId: "100000000001", arn: "arn:aws:iam::100000000001:role/deploy", userId: "u" };
      },
      "aws:iam/getPolicy:getPolicy": ({ arn }) => {
        asked.push(arn as string);
        if (refusal !== "") throw new Error(refusal);
        return { arn };
      },
    }),
  );
  beforeEach(() => {
    asked = [];
    refusal = "";
  });

  const tools = { name: "tools", path: "/team/" };
  const set = (name: string, more: Partial<PermissionSetDefinition> = {}) =>
    ({ name, customerManagedPolicies: [], ...more }) as unknown as PermissionSetDefinition;
  const grant = (permissionSet: string, accountId: string): Grant => ({
    group: "g",
    permissionSet,
    accountId,
    accountName: `a-${accountId.at(-1)}`,
    because: [],
  });
  const plan = (permissionSets: PermissionSetDefinition[], grants: Grant[]) => ({ permissionSets, grants }) as unknown as AccessPlan;
  const both = plan(
    [set("Ops", { customerManagedPolicies: [tools] }), set("Dev", { permissionsBoundary: { customerManagedPolicy: tools } })],
    [grant("Ops", "100000000001"), grant("Dev", "100000000001"), grant("Ops", "300000000002")],
  );

  it("cost no call where no set that is assigned names one", async () => {
    assert.deepEqual(await customerPolicyProblems(plan([set("Dev")], [grant("Dev", "100000000001")]), "aws"), []);
    assert.deepEqual(await customerPolicyProblems(plan([set("Ops", { customerManagedPolicies: [tools] })], []), "aws"), []);
    assert.deepEqual(asked, []);
  });

  it("are asked for once, in the caller's account only", async () => {
    assert.deepEqual(await customerPolicyProblems(both, "aws"), []);
    assert.deepEqual(asked, ["caller", "arn:aws:iam::100000000001:policy/team/tools"]);
    asked = [];
    assert.deepEqual(await customerPolicyProblems(plan([...both.permissionSets], [grant("Ops", "300000000002")]), "aws"), []);
    assert.deepEqual(asked, ["caller"]);
  });

  it("are a mistake before anything is made where the account lacks one, boundaries too", async () => {
    refusal = "reading IAM policy: couldn't find resource";
    const problems = await customerPolicyProblems(both, "aws");
    assert.deepEqual(problems.map(problemSentence), [
      'federation:permissionSets names the customer-managed policy "/team/tools" in the permission sets Dev, Ops, and the account a-1 (100000000001) has none of this path and name: create it there first, as in every account in which the set is assigned.',
    ]);
  });

  it("are not refused where AWS may not be asked", async () => {
    refusal = "AccessDenied: User is not authorized to perform: iam:GetPolicy";
    assert.deepEqual(await customerPolicyProblems(both, "aws"), []);
  });
});
