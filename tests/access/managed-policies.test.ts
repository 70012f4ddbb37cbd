import assert from "node:assert/strict";
import { problemSentence } from "../../access/problems";
import { managedPolicyProblem, unknownManagedPolicies } from "../../access/managed-policies";
import type { PermissionSetDefinition } from "../../access/model";

const set = (name: string, managedPolicies: string[], boundary?: string): PermissionSetDefinition =>
  ({
    name,
    managedPolicies,
    ...(boundary === undefined ? {} : { permissionsBoundary: { managedPolicy: boundary } }),
  }) as unknown as PermissionSetDefinition;

describe("AWS-managed policies", () => {
  it("are known without a question, in boundaries too", () => {
    const sets = [set("a", ["ReadOnlyAccess", "AdministratorAccess", "PowerUserAccess", "job-function/Billing"], "SecurityAudit")];
    assert.deepEqual(unknownManagedPolicies(sets, "aws"), []);
  });

  it("that are not known are asked for once, whoever names them", () => {
    const sets = [set("b", ["ViewOnlyAcess"]), set("a", ["ViewOnlyAcess"], "ReadOnlyAcess")];
    assert.deepEqual(unknownManagedPolicies(sets, "aws"), [
      { policy: "ReadOnlyAcess", permissionSets: ["a"] },
      { policy: "ViewOnlyAcess", permissionSets: ["a", "b"] },
    ]);
  });

  it("are all asked for in another partition, which lacks some", () => {
    assert.deepEqual(
      unknownManagedPolicies([set("a", ["ReadOnlyAccess"])], "aws-cn").map(({ policy }) => policy),
      ["ReadOnlyAccess"],
    );
  });

  const meant = (policy: string): string | undefined =>
    /did you mean "(.*)"\?$/.exec(problemSentence(managedPolicyProblem({ policy, permissionSets: ["a"] })))?.[1];
  it("that AWS lacks are told with the set, and with the one that was meant, path included", () => {
    assert.equal(
      problemSentence(managedPolicyProblem({ policy: "ViewOnlyAcess", permissionSets: ["Ops", "View"] })),
      'federation:permissionSets names the AWS-managed policy "ViewOnlyAcess" in the permission sets Ops, View, and AWS has none of this path and name: did you mean "job-function/ViewOnlyAccess"?',
    );
    assert.equal(meant("job-function/ReadOnlyAccess"), "ReadOnlyAccess");
    assert.equal(meant("AWSLambdaBasicExecutionRole"), "service-role/AWSLambdaBasicExecutionRole");
    assert.equal(meant("SecurityAudti"), "SecurityAudit");
    assert.equal(meant("Zebra"), undefined);
  });
});
