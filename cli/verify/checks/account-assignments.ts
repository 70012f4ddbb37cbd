import type { Grant } from "../../../access/model";
import type { LiveAssignment } from "../../clouds/identity-center";
import { finding, ok, type Check, type Outcome } from "../check";
import type { VerifyContext } from "../context";

/** R5.7: the account assignments are exactly the ones that the settings mean. */
export const accountAssignments: Check = {
  id: "R5.7",
  runbook: "R5.7",
  title: "Account assignments are exactly those of the settings",
  assignOnly: true,
  async run(context) {
    const [{ grants, leftOut }, sets, live, { groupIds }] = await Promise.all([
      context.plan(),
      context.permissionSets(),
      context.assignments(),
      context.matches(),
    ]);
    const arnOf = new Map(sets.map(({ name, arn }) => [name, arn]));
    const { missing, extra } = compareAssignments(grants, live, arnOf, groupIds);
    const outcomes: Outcome[] = missing.map(({ group, permissionSet, accountName, accountId }) =>
      finding(`"${group}" lacks ${permissionSet} in ${accountName} (${accountId}).`, "Run `pulumi refresh` and `pulumi up`."),
    );
    outcomes.push(...(await Promise.all(extra.map((assignment) => describeExtra(context, assignment)))));
    const left = leftOut.length === 0 ? "" : `; left out, because not active: ${leftOut.map(({ name }) => name).join(", ")}`;
    return outcomes.length > 0 ? outcomes : [ok(`${grants.length} assignments, none missing, none too much${left}.`)];
  },
};

/** Grants without an assignment, and assignments without a grant. */
export function compareAssignments(
  grants: readonly Grant[],
  live: readonly LiveAssignment[],
  arnOf: ReadonlyMap<string, string>,
  groupIds: ReadonlyMap<string, string>,
): { readonly missing: readonly Grant[]; readonly extra: readonly LiveAssignment[] } {
  // A set or group that is not there yet gives a key of its own, which no assignment has.
  const keyOfGrant = ({ permissionSet, accountId, group }: Grant) =>
    [arnOf.get(permissionSet) ?? `no set ${permissionSet}`, accountId, "GROUP", groupIds.get(group) ?? `no group ${group}`].join(" ");
  const keyOf = ({ permissionSetArn, accountId, principalType, principalId }: LiveAssignment) =>
    [permissionSetArn, accountId, principalType, principalId].join(" ");
  const wanted = new Set(grants.map(keyOfGrant));
  const found = new Set(live.map(keyOf));
  return {
    missing: grants.filter((grant) => !found.has(keyOfGrant(grant))),
    extra: live.filter((assignment) => !wanted.has(keyOf(assignment))),
  };
}

async function describeExtra(
  context: VerifyContext,
  { permissionSetArn, accountId, principalType, principalId }: LiveAssignment,
): Promise<Outcome> {
  const [sets, groups, { organization }, { identityStoreId }] = await Promise.all([
    context.permissionSets(),
    context.storeGroups(),
    context.organization(),
    context.instance(),
  ]);
  const set = sets.find(({ arn }) => arn === permissionSetArn)?.name ?? permissionSetArn;
  const account = organization.accounts.find(({ id }) => id === accountId)?.name ?? "unknown account";
  const who =
    principalType === "GROUP"
      ? `The group "${groups.find(({ groupId }) => groupId === principalId)?.displayName ?? principalId}"`
      : `The user "${(await context.sources.identityStore.userName(identityStoreId, principalId)) ?? principalId}"`;
  const remedy =
    principalType === "GROUP"
      ? "Add it to federation:access, or remove the assignment in the console."
      : "Give access to a group instead, and remove the assignment in the console.";
  return finding(`${who} has ${set} in ${account} (${accountId}), which the settings do not grant.`, remedy);
}
