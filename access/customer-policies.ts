/**
 * Customer-managed policies that permission sets need by path and name in every account in which they are assigned:
 * where one is missing, the assignment fails.
 */
import type { AccessPlan, CustomerManagedPolicyReference, PermissionSetDefinition, Problem } from "./model";
import type { Partition } from "../contract/partition";
import { mistake } from "./problems";

/** One policy that one account must have. */
export interface NeededPolicy {
  readonly accountId: string;
  readonly accountName: string;
  readonly policy: CustomerManagedPolicyReference;
  /** Names, sorted. */
  readonly permissionSets: readonly string[];
}

/** Customer-managed policies of a set, its boundary among them. */
export function customerPoliciesOf({
  customerManagedPolicies,
  permissionsBoundary,
}: Pick<PermissionSetDefinition, "customerManagedPolicies" | "permissionsBoundary">): CustomerManagedPolicyReference[] {
  const boundary =
    permissionsBoundary !== undefined && "customerManagedPolicy" in permissionsBoundary ? [permissionsBoundary.customerManagedPolicy] : [];
  return [...customerManagedPolicies, ...boundary];
}

/** What the plan needs: each account and policy once. */
export function neededPolicies({ grants, permissionSets }: AccessPlan): NeededPolicy[] {
  const policies = new Map(permissionSets.map((set) => [set.name, customerPoliciesOf(set)]));
  const needed = new Map<string, Omit<NeededPolicy, "permissionSets"> & { readonly sets: Set<string> }>();
  for (const { accountId, accountName, permissionSet } of grants) {
    for (const policy of policies.get(permissionSet) ?? []) {
      const key = `${accountId} ${pathOf(policy)}`;
      const one = needed.get(key) ?? { accountId, accountName, policy, sets: new Set<string>() };
      one.sets.add(permissionSet);
      needed.set(key, one);
    }
  }
  return [...needed.values()].map(({ sets, ...one }) => ({ ...one, permissionSets: [...sets].sort() }));
}

/** Path and name of a policy, as people know it. */
export function pathOf({ path, name }: CustomerManagedPolicyReference): string {
  return `${path}${name}`;
}

/** ARN of a policy in an account. */
export function customerPolicyArn(policy: CustomerManagedPolicyReference, accountId: string, partition: Partition): string {
  return `arn:${partition}:iam::${accountId}:policy${pathOf(policy)}`;
}

/** A policy that an account lacks. */
export function lackingPolicyProblem({ accountId, accountName, policy, permissionSets }: NeededPolicy): Problem {
  const sets = `the permission set${permissionSets.length === 1 ? "" : "s"} ${permissionSets.join(", ")}`;
  return mistake(
    "federation:permissionSets",
    `names the customer-managed policy ${JSON.stringify(pathOf(policy))} in ${sets}, and the account ${accountName} (${accountId}) has none of this path and name`,
    "create it there first, as in every account in which the set is assigned",
  );
}
