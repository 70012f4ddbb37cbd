/**
 * Quotas of Identity Center that a plan can break. Those that AWS raises on request are still errors here: `up` would
 * stop half way.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
 */
import type { Grant, PermissionSetDefinition, Problem } from "./model";
import { mistake } from "./problems";
import { listed } from "./words";

/** Most groups that hold one permission set in one account; AWS does not raise it. */
export const GROUPS_PER_SET_AND_ACCOUNT = 100;
/** Most permission sets in an instance. */
export const PERMISSION_SETS = 3_500;
/** Most permission sets that are provisioned in one account. */
export const PERMISSION_SETS_PER_ACCOUNT = 500;

/** A problem for every quota that the plan breaks. */
export function awsLimitProblems(grants: readonly Grant[], permissionSets: readonly PermissionSetDefinition[]): Problem[] {
  const groups = new Map<string, { readonly grant: Grant; readonly groups: Set<string> }>();
  const sets = new Map<string, { readonly grant: Grant; readonly sets: Set<string> }>();
  for (const grant of grants) {
    const pair = `${grant.permissionSet} ${grant.accountId}`;
    const holders = groups.get(pair) ?? { grant, groups: new Set() };
    groups.set(pair, holders);
    holders.groups.add(grant.group);
    const provisioned = sets.get(grant.accountId) ?? { grant, sets: new Set() };
    sets.set(grant.accountId, provisioned);
    provisioned.sets.add(grant.permissionSet);
  }
  const account = ({ accountName, accountId }: Grant): string => `${accountName} (${accountId})`;

  const crowded = new Map<string, { count: number; accounts: string[] }>();
  for (const { grant, groups: holders } of groups.values()) {
    if (holders.size <= GROUPS_PER_SET_AND_ACCOUNT) continue;
    const known = crowded.get(grant.permissionSet) ?? { count: 0, accounts: [] };
    crowded.set(grant.permissionSet, { count: Math.max(known.count, holders.size), accounts: [...known.accounts, account(grant)] });
  }
  const full = [...sets.values()].filter(({ sets: provisioned }) => provisioned.size > PERMISSION_SETS_PER_ACCOUNT);
  return [
    ...[...crowded].map(([set, { count, accounts }]) =>
      mistake(
        "federation:access",
        `gives ${set} to ${count} groups in ${listed(accounts)}, and AWS takes ${GROUPS_PER_SET_AND_ACCOUNT} groups for a permission set in an account`,
        "join groups in Entra",
      ),
    ),
    ...full.map(({ grant, sets: provisioned }) =>
      mistake(
        "federation:access",
        `gives ${provisioned.size} permission sets in ${account(grant)}, and AWS takes ${PERMISSION_SETS_PER_ACCOUNT} in an account`,
        "use fewer, or have the quota raised",
      ),
    ),
    ...(permissionSets.length > PERMISSION_SETS
      ? [
          mistake(
            "federation:permissionSets",
            `makes ${permissionSets.length} permission sets, and AWS takes ${PERMISSION_SETS}`,
            "use fewer, or have the quota raised",
          ),
        ]
      : []),
  ];
}
