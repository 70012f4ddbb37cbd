import * as pulumi from "@pulumi/pulumi";
import { managedPolicyProblem, type NamedPolicy, unknownManagedPolicies } from "../../access/managed-policies";
import type { PermissionSetDefinition, Problem } from "../../access/model";
import { awsManagedArn, type Partition } from "../../contract/partition";
import { readings } from "../reading";
import { policyExists } from "./policy-exists";

/**
 * AWS-managed policies that AWS does not have: no call where all are well known, else one call for each that is not.
 * Where AWS may not be asked, nothing is refused: `up` would tell.
 */
export async function managedPolicyProblems(sets: readonly PermissionSetDefinition[], partition: Partition): Promise<Problem[]> {
  return (await readings(unknownManagedPolicies(sets, partition).map((named) => problemOf(named, partition)))).flat();
}

async function problemOf(named: NamedPolicy, partition: Partition): Promise<Problem[]> {
  const found = await policyExists(awsManagedArn(named.policy, partition), `the policy ${named.policy}`);
  if (typeof found === "object")
    await pulumi.log.warn(`Whether AWS has the managed policy ${named.policy} could not be told: ${found.refusal}`);
  return found === false ? [managedPolicyProblem(named)] : [];
}
