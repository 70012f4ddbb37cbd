import assert from "node:assert/strict";
import { problemSentence } from "../../../access/problems";
import type { PermissionSetDefinition } from "../../../access/model";
import { managedPolicyProblems } from "../../../components/aws/managed-policies";
import { startMocks } from "../mocks";

describe("managed policies met with AWS", () => {
  let asked: unknown[] = [];
  let refusal = "";
  before(() =>
    startMocks({
      "aws:iam/getPolicy:getPolicy": ({ arn }) => {
        asked.push(arn);
        if (refusal !== "") throw new Error(refusal);
        return { arn };
      },
    }),
  );
  beforeEach(() => {
    asked = [];
    refusal = "";
  });
  const problems = (...managedPolicies: string[]) =>
    managedPolicyProblems([{ name: "Ops", managedPolicies } as unknown as PermissionSetDefinition], "aws");

  it("cost no call where all are well known", async () => {
    assert.deepEqual(await problems("ReadOnlyAccess", "job-function/Billing"), []);
    assert.deepEqual(asked, []);
  });

  it("are AWS's to judge where the list lacks one: a policy of last week is taken", async () => {
    assert.deepEqual(await problems("ReadOnlyAccess", "AWSBrandNewPolicy"), []);
    assert.deepEqual(asked, ["arn:aws:iam::aws:policy/AWSBrandNewPolicy"]);
  });

  for (const answer of [
    "invocation of aws:iam/getPolicy:getPolicy returned an error: GetPolicy: NoSuchEntityException: Policy not found",
    "reading IAM policy (arn:aws:iam::aws:policy/ViewOnlyAcess): couldn't find resource",
  ]) {
    it(`are a mistake where AWS has none: ${answer.slice(-40)}`, async () => {
      refusal = answer;
      assert.match(
        problemSentence((await problems("ViewOnlyAcess"))[0]!),
        /"ViewOnlyAcess" in the permission set Ops, .* did you mean "job-function\/ViewOnlyAccess"\?$/,
      );
    });
  }

  it("are not refused where AWS may not be asked, and end the run where it does not answer", async () => {
    refusal = "AccessDenied: User is not authorized to perform: iam:GetPolicy";
    assert.deepEqual(await problems("AWSBrandNewPolicy"), []);
    refusal = "connect ECONNREFUSED";
    await assert.rejects(problems("AWSBrandNewPolicy"), /AWS could not be reached when it was asked for the policy AWSBrandNewPolicy/);
  });
});
