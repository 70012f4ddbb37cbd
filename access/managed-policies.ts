/**
 * Which policies AWS manages: those of a list are known without a question, and whatever the list lacks is asked of
 * AWS, which adds some every week.
 */
import known from "./aws-managed-policies.json";
import type { PermissionSetDefinition, Problem } from "./model";
import type { Partition } from "../contract/partition";
import { mistake } from "./problems";
import { nearest } from "./words";

/**
 * By path and name. Of the commercial partition, as of the day of the list; only ever used to save questions and to
 * guess what was meant.
 */
const KNOWN: ReadonlySet<string> = new Set(known);

/** Names of AWS's policies with their paths, as of the day of the list. */
export function managedPolicyNames(): ReadonlySet<string> {
  return KNOWN;
}

/** A policy by path and name, and the permission sets that name it. */
export interface NamedPolicy {
  readonly policy: string;
  readonly permissionSets: readonly string[];
}

/**
 * Policies of AWS that nobody but AWS can tell to exist; sorted. Other partitions lack some of the list's, so that
 * there all are asked for.
 */
export function unknownManagedPolicies(sets: readonly PermissionSetDefinition[], partition: Partition): NamedPolicy[] {
  const naming = new Map<string, Set<string>>();
  for (const { name, managedPolicies, permissionsBoundary } of sets) {
    const boundary = permissionsBoundary !== undefined && "managedPolicy" in permissionsBoundary ? [permissionsBoundary.managedPolicy] : [];
    for (const policy of [...managedPolicies, ...boundary]) {
      if (partition === "aws" && KNOWN.has(policy)) continue;
      naming.set(policy, (naming.get(policy) ?? new Set()).add(name));
    }
  }
  return [...naming]
    .map(([policy, names]) => ({ policy, permissionSets: [...names].sort() }))
    .sort((a, b) => (a.policy < b.policy ? -1 : 1));
}

/** A policy that AWS does not have; the nearest that it has. */
export function managedPolicyProblem({ policy, permissionSets }: NamedPolicy): Problem {
  const sets = `the permission set${permissionSets.length === 1 ? "" : "s"} ${permissionSets.join(", ")}`;
  const remedy = didYouMeanPolicy(policy);
  return mistake(
    "federation:permissionSets",
    `names the AWS-managed policy ${JSON.stringify(policy)} in ${sets}, and AWS has none of this path and name`,
    remedy,
  );
}

/** Most forget the path: a name that is right but for it is meant before any that only looks alike. */
function didYouMeanPolicy(policy: string): string {
  const name = policy.split("/").at(-1);
  const elsewhere = known.find((other) => other !== policy && other.split("/").at(-1) === name);
  if (elsewhere !== undefined) return `did you mean ${JSON.stringify(elsewhere)}?`;
  const byName = new Map(known.map((other) => [other.split("/").at(-1)!, other]));
  const meant = nearest(policy.split("/").at(-1)!, byName.keys());
  return meant === undefined
    ? "write one of https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html, or a customer-managed policy under customerManagedPolicies"
    : `did you mean ${JSON.stringify(byName.get(meant))}?`;
}
