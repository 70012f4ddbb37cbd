import { getPolicy } from "@pulumi/aws/iam/getPolicy";
import * as pulumi from "@pulumi/pulumi";
import { managedPolicyProblem, type NamedPolicy, unknownManagedPolicies } from "../../access/managed-policies";
import type { PermissionSetDefinition, Problem } from "../../access/model";
import { awsManagedArn, type Partition } from "../../access/partition";
import { reading, ReadingError, readings } from "../reading";

/**
 * AWS-managed policies that AWS does not have: no call where all are well known, else one call for each that is not. Where AWS may not be asked,
 * nothing is refused: `up` would tell.
 */
export async function managedPolicyProblems(sets: readonly PermissionSetDefinition[], partition: Partition): Promise<Problem[]> {
  return (await readings(unknownManagedPolicies(sets, partition).map((named) => problemOf(named, partition)))).flat();
}

async function problemOf(named: NamedPolicy, partition: Partition): Promise<Problem[]> {
  try {
    await reading("aws", `the policy ${named.policy}`, () => getPolicy({ arn: awsManagedArn(named.policy, partition) }));
    return [];
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    if (/NoSuchEntity|couldn't find resource|empty result|not found|does not exist|was not found/i.test(error.answer))
      return [managedPolicyProblem(named)];
    if (!/AccessDenied|not authorized/i.test(error.answer)) throw error;
    await pulumi.log.warn(`Whether AWS has the managed policy ${named.policy} could not be told: ${error.message}`);
    return [];
  }
}
