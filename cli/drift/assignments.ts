import type { Grant } from "../../access/model";
import type { LiveAssignment } from "../clouds/identity-center";
import { compareAssignments, unidentifiedPrincipals } from "../verify/checks/account-assignments";
import type { VerifyContext } from "../verify/context";
import { nameAssignment, unreadPlaces } from "../verify/live-assignment";
import type { FindAuthors } from "./authors";
import { emptySets } from "./empty-sets";
import type { DriftItem, LeftAlone } from "./item";
import { sortUndeclared } from "./left-alone";

/** Account assignments that nobody declared, and declared ones that are not there. */
export interface AssignmentDrift {
  readonly undeclared: readonly DriftItem[];
  readonly missing: readonly DriftItem[];
  readonly leftAlone: readonly LeftAlone[];
  readonly unjudged: readonly string[];
  /** False where a part could not be read. */
  readonly complete: boolean;
}

/**
 * Holds the live assignments against the grants of the settings; those of groups that cannot be told, and of accounts
 * that are not active, are not judged.
 */
export async function assignmentDrift(context: VerifyContext, authors: FindAuthors): Promise<AssignmentDrift> {
  const [{ grants, leftOut }, sets, { assignments: live }, { groupIds }, unresolved, unread] = await Promise.all([
    context.plan(),
    context.permissionSets(),
    context.assignmentReading(),
    context.matches(),
    unidentifiedPrincipals(context),
    unreadPlaces(context),
  ]);
  const arnOf = new Map(sets.map(({ name, arn }) => [name, arn]));
  const compared = compareAssignments(grants, live, arnOf, groupIds);
  const inactive = new Set(leftOut.map(({ id }) => id));
  const extra = compared.extra.filter(({ principalId, accountId }) => !unresolved.groupIds.has(principalId) && !inactive.has(accountId));
  const missing = compared.missing.filter(
    ({ group, permissionSet, accountId }) => !unresolved.written.has(group) && !unread.has(permissionSet, accountId),
  );
  const kept = compared.extra.filter(({ accountId }) => inactive.has(accountId)).length;

  const isOf = (
    { permissionSetArn, accountId, principalId }: Pick<LiveAssignment, "permissionSetArn" | "accountId" | "principalId">,
    said: Readonly<Record<string, unknown>>,
  ): boolean => said["permissionSetArn"] === permissionSetArn && said["targetId"] === accountId && said["principalId"] === principalId;
  const gone = missing.map((grant) => ({
    grant,
    permissionSetArn: arnOf.get(grant.permissionSet) ?? "",
    accountId: grant.accountId,
    principalId: groupIds.get(grant.group) ?? "",
  }));
  const { open, leftAlone, unjudged } = await sortUndeclared(context, extra, authors, isOf);
  const made = await authors(["CreateAccountAssignment"], open, ({ assignment }, said) => isOf(assignment, said));
  const deleted = await authors(["DeleteAccountAssignment"], gone, isOf);
  const missingAt = new Set(compared.missing.map(({ permissionSet, accountId }) => `${permissionSet} ${accountId}`));
  const empty = await emptySets(context, (permissionSet, accountId) => missingAt.has(`${permissionSet} ${accountId}`), authors);
  const undeclared = await Promise.all(
    open.map(async (each) => {
      const item = await undeclaredItem(context, each.assignment);
      return { ...item, what: `${item.what}${each.because}`, ...authorOf(made.get(each)) };
    }),
  );
  return {
    undeclared: [...undeclared, ...empty.undeclared],
    leftAlone: [...leftAlone, ...empty.leftAlone],
    missing: gone.map((each) => ({ ...missingItem(each.grant), ...authorOf(deleted.get(each)) })),
    complete: unread.outcomes.length === 0,
    unjudged: [
      ...unread.outcomes.map(({ message }) => message),
      ...unjudged,
      ...[...unresolved.written].map(
        (written) => `Which group "${written}" is cannot be told (\`federation verify\`, R5.7 groups): what it holds is not judged.`,
      ),
      ...(kept === 0 ? [] : [`${kept} assignments in accounts that are not active are left as they are.`]),
    ],
  };
}

function authorOf(author: { readonly actor: string; readonly time: string } | undefined): Pick<DriftItem, "actor" | "time"> {
  return author ?? { actor: null, time: null };
}

function missingItem({ group, permissionSet, accountId, accountName, because }: Grant): Omit<DriftItem, "actor" | "time"> {
  return {
    kind: "account assignment",
    what: `"${group}" lacks ${permissionSet} in ${accountName} (${accountId})`,
    group,
    permissionSet,
    accountId,
    accountName,
    adopt: `take ${accountId} out of ${[...new Set(because.map(({ setting }) => setting))].join(" and ")}`,
    remove: "pulumi up --refresh",
  };
}

async function undeclaredItem(context: VerifyContext, assignment: LiveAssignment): Promise<Omit<DriftItem, "actor" | "time">> {
  const { permissionSetArn, accountId, principalType, principalId } = assignment;
  const [{ permissionSet, accountName, principal, objectId, what }, { instanceArn }] = await Promise.all([
    nameAssignment(context, assignment),
    context.instance(),
  ]);
  const common = {
    kind: "account assignment" as const,
    permissionSet,
    accountId,
    accountName,
    what,
    remove:
      `aws sso-admin delete-account-assignment --region ${context.settings.homeRegion} --instance-arn ${instanceArn} --permission-set-arn ${permissionSetArn} ` +
      `--target-type AWS_ACCOUNT --target-id ${accountId} --principal-type ${principalType} --principal-id ${principalId}`,
  };
  const alone = (who: string): string =>
    `to leave it alone: an entry of federation:unmanaged with ${who}: [${JSON.stringify(principal)}], permissionSets: [${permissionSet}], accounts: "${accountId}" and the reason`;
  if (principalType === "USER") {
    const unadoptable = `access goes to groups: give it to one that has this person; ${alone("users")}`;
    return { ...common, user: principal, adopt: null, unadoptable };
  }
  const entry = await entryFor(context, permissionSet, accountId, objectId, principal);
  return "adopt" in entry
    ? { ...common, group: principal, adopt: entry.adopt }
    : { ...common, group: principal, adopt: null, unadoptable: `${entry.why}; ${alone("groups")}` };
}

/**
 * The entry of federation:access that means exactly this assignment, or why no entry does: a group that is none of
 * Entra's, a set that the settings lack, a set or double at the wrong place.
 */
async function entryFor(
  context: VerifyContext,
  permissionSet: string,
  accountId: string,
  objectId: string | undefined,
  group: string,
): Promise<{ readonly adopt: string } | { readonly why: string }> {
  const [{ permissionSets }, { organization }] = await Promise.all([context.plan(), context.organization()]);
  if (objectId === undefined) return { why: `the group carries no object id of Entra's, by which the settings know groups` };
  const original = permissionSets.find(({ name }) => name === permissionSet)?.managementCopyOf;
  const management = accountId === organization.managementAccountId;
  // In the management account an entry means the set's copy, and nowhere else.
  if (management !== (original !== undefined))
    return {
      why: management
        ? "in the management account an entry gives a double of the set, never the set itself"
        : `the set is the double of ${original} for the management account, which no entry gives elsewhere`,
    };
  const name = original ?? permissionSet;
  if (!context.settings.permissionSets.some((set) => set.name === name))
    return { why: `the settings do not have the set ${name}: \`federation adopt\` writes it (docs/adopt.md)` };
  const adopt = `- { group: ${objectId}, permissionSet: ${name}, accounts: "${accountId}" } # ${group}`;
  return { adopt };
}
