import type { Grant } from "../../../access/model";
import { accountWords } from "../../../access/closed-accounts";
import { groupKey } from "../../../access/settings/group";
import type { LiveAssignment } from "../../clouds/identity-center";
import { finding, follows, note, ok, type Check, type Outcome } from "../check";
import type { VerifyContext } from "../context";
import { type Undeclared, undeclaredOutcomes } from "../left-alone";
import { nameAssignment, unmanagedSubject, unreadPlaces } from "../live-assignment";

/** R5.7: the account assignments are exactly the ones that the settings mean. */
export const accountAssignments: Check = {
  id: "R5.7",
  runbook: "R5.7",
  cloud: "AWS",
  title: "Account assignments are exactly those of the settings",
  assignOnly: true,
  async run(context) {
    const [{ grants, leftOut }, sets, { assignments: live }, { groupIds }, unread] = await Promise.all([
      context.plan(),
      context.permissionSets(),
      context.assignmentReading(),
      context.matches(),
      unreadPlaces(context),
    ]);
    const arnOf = new Map(sets.map(({ name, arn }) => [name, arn]));
    const { missing: lacking, extra } = compareAssignments(grants, live, arnOf, groupIds);
    const missing = lacking.filter(({ permissionSet, accountId }) => !unread.has(permissionSet, accountId));
    const unresolved = await unidentifiedPrincipals(context);
    const isUnresolved = ({ group }: Grant): boolean => unresolved.written.has(group);
    const withoutSet = missing.filter((grant) => !isUnresolved(grant) && !arnOf.has(grant.permissionSet));
    const outcomes: Outcome[] = missing
      .filter((grant) => !isUnresolved(grant) && !withoutSet.includes(grant))
      .map(({ group, permissionSet, accountName, accountId }) =>
        finding(`"${group}" lacks ${permissionSet} in ${accountName} (${accountId}).`, "Run `pulumi refresh` and `pulumi up`."),
      );
    outcomes.push(...unread.outcomes);
    const isInDoubt = ({ principalId }: LiveAssignment): boolean => unresolved.groupIds.has(principalId);
    // Nothing can be changed there, whether the settings still mean the account or not; one that is suspended may be
    // reopened.
    const { organization } = await context.organization();
    const inactive = organization.accounts.filter(({ state }) => state !== "ACTIVE");
    for (const account of inactive) {
      const kept = extra.filter(({ accountId }) => accountId === account.id).length;
      if (kept > 0) outcomes.push(follows(`${accountWords(account)}: its ${kept} assignments are left as they are.`));
    }
    const present = new Set(organization.accounts.map(({ id }) => id));
    const active = new Set(organization.accounts.filter(({ state }) => state === "ACTIVE").map(({ id }) => id));
    for (const id of new Set(extra.map(({ accountId }) => accountId).filter((account) => !present.has(account)))) {
      const left = extra.filter(({ accountId }) => accountId === id).length;
      outcomes.push(
        note(
          `Account ${id} is not in the organization any more, and Identity Center still lists ${left} assignments there.`,
          "Run `pulumi up`, or the command that `pulumi preview` prints, which take them out of the state; what Identity Center goes on listing then is for AWS Support.",
        ),
      );
    }
    const foreign = extra.filter((assignment) => !isInDoubt(assignment) && active.has(assignment.accountId));
    outcomes.push(...undeclaredOutcomes("assignment", await Promise.all(foreign.map((assignment) => describeExtra(context, assignment)))));
    for (const set of new Set(withoutSet.map(({ permissionSet }) => permissionSet))) {
      const its = withoutSet.filter(({ permissionSet }) => permissionSet === set);
      const groups = [...new Set(its.map(({ group }) => `"${group}"`))].join(", ");
      outcomes.push(follows(`${set} is not there (see R5.1 to R5.6): ${groups} lack it in ${its.length} accounts.`));
    }
    for (const written of unresolved.written) {
      const its = extra.filter((assignment) => unresolved.groupIds.get(assignment.principalId) === written).length;
      outcomes.push(
        follows(
          `Which group "${written}" is cannot be told (see R4.5 and R5.7 groups): ${its} live assignments under this name are not judged.`,
        ),
      );
    }
    const left = leftOut.length === 0 ? "" : `; left out, because not active: ${leftOut.map(({ name }) => name).join(", ")}`;
    return outcomes.length > 0 ? outcomes : [ok(`${grants.length} assignments, none missing, none too much${left}.`)];
  },
};

export interface UnidentifiedPrincipals {
  /** Groups as written. */
  readonly written: ReadonlySet<string>;
  /** By identity store group id, whatever may be one of them: the group as written. */
  readonly groupIds: ReadonlyMap<string, string>;
}

/**
 * Groups of which Entra has none or several, or Identity Center none that is certainly theirs (R4.5), and every
 * identity store group that one of them may be: by object id, or by name.
 */
export async function unidentifiedPrincipals(context: VerifyContext): Promise<UnidentifiedPrincipals> {
  const [groups, { groupIds: known }, store] = await Promise.all([context.groups(), context.matches(), context.storeGroups()]);
  const unresolved = groups.filter(({ written, found }) => found.length !== 1 || !known.has(written));
  const groupIds = unresolved.flatMap(({ written, found, formerIds }) => {
    const ids = new Set([...found.map(({ id }) => id), ...formerIds].map((id) => id.toLowerCase()));
    return store
      .filter(
        ({ displayName, externalIds }) =>
          [written, ...found.map((group) => group.displayName)].some((name) => groupKey(name) === groupKey(displayName)) ||
          externalIds.some((id) => ids.has(id.toLowerCase())),
      )
      .map(({ groupId }) => [groupId, written] as const);
  });
  return { written: new Set(unresolved.map(({ written }) => written)), groupIds: new Map(groupIds) };
}

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

async function describeExtra(context: VerifyContext, assignment: LiveAssignment): Promise<Undeclared> {
  const [named, unmanaged, plan] = await Promise.all([nameAssignment(context, assignment), context.unmanaged(), context.plan()]);
  const { permissionSet, principal, accountName } = named;
  const remedy = named.gone
    ? "Nobody has access by it, as Identity Center does not have them any more: run `pulumi up --refresh`, which replaces those of this stack, or remove the assignment in the console."
    : assignment.principalType !== "GROUP"
      ? "Give access to a group instead, and remove the assignment in the console."
      : plan.permissionSets.some(({ name }) => name === permissionSet)
        ? "Add it to federation:access and take it over with `federation take-over`, or remove the assignment in the console."
        : `Remove the assignment in the console, or take the set ${permissionSet}, which the settings do not have, over with it by \`federation adopt\` (docs/adopt.md).`;
  return {
    what: `${named.what}, which the settings do not grant`,
    remedy,
    short: `"${principal}" ${permissionSet} in ${accountName}`,
    entry: unmanaged.assignment(unmanagedSubject(named, assignment)),
  };
}
