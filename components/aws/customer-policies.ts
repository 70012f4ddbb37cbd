import * as pulumi from "@pulumi/pulumi";
import { customerPolicyArn, lackingPolicyProblem, type NeededPolicy, neededPolicies, pathOf } from "../../access/customer-policies";
import type { AccessPlan, Problem } from "../../access/model";
import type { Partition } from "../../contract/partition";
import { readings } from "../reading";
import { readCaller } from "./caller";
import { policyExists } from "./policy-exists";

/**
 * Customer-managed policies that the caller's own account lacks: no call where no set names one, else one for the
 * caller and one a policy. Other accounts cannot be read with the credentials at hand; `up` and `federation verify`
 * tell.
 */
export async function customerPolicyProblems(plan: AccessPlan, partition: Partition): Promise<Problem[]> {
  const needed = neededPolicies(plan);
  if (needed.length === 0) return [];
  const { accountId } = await readCaller();
  const here = needed.filter((one) => one.accountId === accountId);
  return (await readings(here.map((one) => problemOf(one, partition)))).flat();
}

async function problemOf(needed: NeededPolicy, partition: Partition): Promise<Problem[]> {
  const { accountId, accountName, policy } = needed;
  const found = await policyExists(customerPolicyArn(policy, accountId, partition), `the policy ${pathOf(policy)} in ${accountName}`);
  if (typeof found === "object")
    await pulumi.log.warn(
      `Whether ${accountName} (${accountId}) has the customer-managed policy ${pathOf(policy)} could not be told: ${found.refusal}`,
    );
  return found === false ? [lackingPolicyProblem(needed)] : [];
}
