import { customerPoliciesOf, pathOf } from "../../access/customer-policies";
import type { PermissionSetDefinition } from "../../access/model";
import { listed } from "../../access/words";
import { cannotTell, finding, type Outcome } from "./check";
import type { VerifyContext } from "./context";

/**
 * Customer-managed policies that accounts lack in which a set is assigned: told of the account whose credentials are at
 * hand. Of the others only where something is amiss, as a role that is current has its policies.
 *
 * @param stale ids of accounts in which the set is out of date.
 */
export async function customerPolicyOutcomes(
  context: VerifyContext,
  definition: PermissionSetDefinition,
  setArn: string,
  stale: readonly string[],
): Promise<Outcome[]> {
  const { name } = definition;
  const policies = customerPoliciesOf(definition);
  if (policies.length === 0 || context.settings.phase !== "assign") return [];
  const [{ grants }, assignments, own] = await Promise.all([context.plan(), context.assignments(), context.ownAccount()]);
  const granted = new Map(
    grants.filter(({ permissionSet }) => permissionSet === name).map((grant) => [grant.accountId, grant.accountName]),
  );
  const outcomes: Outcome[] = [];
  const here = granted.get(own.accountId);
  if (here !== undefined) {
    for (const policy of policies) {
      const found = await own.has(policy);
      const what = `${here} (${own.accountId})`;
      if (found === false) {
        outcomes.push(
          finding(
            `${what} lacks the customer-managed policy ${pathOf(policy)}, which ${name} needs there.`,
            "Create it there, then run `federation repair` where the set is out of date, `pulumi up` where an assignment is missing.",
          ),
        );
      } else if (found === undefined) {
        outcomes.push(
          cannotTell(
            `Whether ${what} has the customer-managed policy ${pathOf(policy)} may not be asked.`,
            "Give the reader iam:GetPolicy.",
          ),
        );
      }
    }
  }
  const assigned = new Set(assignments.filter(({ permissionSetArn }) => permissionSetArn === setArn).map(({ accountId }) => accountId));
  const behind = [...granted].filter(([id]) => id !== own.accountId && (stale.includes(id) || !assigned.has(id)));
  if (behind.length > 0) {
    const accounts = listed(behind.map(([id, account]) => `${account} (${id})`));
    outcomes.push(
      cannotTell(
        `Whether ${accounts} ${behind.length === 1 ? "has" : "have"} ${listed(policies.map(pathOf))}, which ${name} needs, cannot be told with credentials of account ${own.accountId}.`,
        "Look there; a customer-managed policy must exist under this path and name in each account in which the set is assigned.",
      ),
    );
  }
  return outcomes;
}
