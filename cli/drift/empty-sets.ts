import type { VerifyContext } from "../verify/context";
import type { FindAuthors } from "./authors";
import type { DriftItem, LeftAlone } from "./item";

/** Permission sets that are provisioned in an active account where nobody is assigned to them. */
export interface EmptySets {
  readonly undeclared: readonly DriftItem[];
  readonly leftAlone: readonly LeftAlone[];
}

/**
 * Names them; one whose declared assignment is missing there is left out, as that is said already. Identity Center
 * takes a set's role away with its last assignment: one that stayed is what a failed deletion leaves.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtoremoveaccess.html
 * @param authors asked who took the last assignment away.
 * @param lacks whether a declared assignment of the set is missing in the account.
 */
export async function emptySets(
  context: VerifyContext,
  lacks: (permissionSet: string, accountId: string) => boolean,
  authors: FindAuthors,
): Promise<EmptySets> {
  const [{ empty }, sets, { organization }, unmanaged, { instanceArn }] = await Promise.all([
    context.assignmentReading(),
    context.permissionSets(),
    context.organization(),
    context.unmanaged(),
    context.instance(),
  ]);
  const nameOf = new Map(sets.map(({ arn, name }) => [arn, name]));
  const active = new Map(organization.accounts.filter(({ state }) => state === "ACTIVE").map(({ id, name }) => [id, name]));
  const undeclared: DriftItem[] = [];
  const takenBack = await authors(
    ["DeleteAccountAssignment"],
    empty.filter(({ accountId }) => active.has(accountId)),
    ({ permissionSetArn, accountId }, said) => said["permissionSetArn"] === permissionSetArn && said["targetId"] === accountId,
  );
  const leftAlone: LeftAlone[] = [];
  for (const place of empty) {
    const { permissionSetArn, accountId } = place;
    const permissionSet = nameOf.get(permissionSetArn) ?? permissionSetArn;
    const accountName = active.get(accountId);
    if (accountName === undefined || lacks(permissionSet, accountId)) continue;
    const what = `${permissionSet} is provisioned in ${accountName} (${accountId}), where nobody is assigned to it`;
    const entry = unmanaged.permissionSet(permissionSet);
    if (entry?.state === "now") {
      leftAlone.push({ what, setting: entry.setting, reason: entry.reason, until: entry.until ?? null });
      continue;
    }
    const at =
      `--region ${context.settings.homeRegion} --instance-arn ${instanceArn} --permission-set-arn ${permissionSetArn} ` +
      `--target-type AWS_ACCOUNT --target-id ${accountId} --principal-type GROUP --principal-id <group>`;
    const declared = context.settings.permissionSets.some(({ name }) => name === permissionSet);
    undeclared.push({
      kind: "permission set",
      what,
      permissionSet,
      accountId,
      accountName,
      actor: takenBack.get(place)?.actor ?? null,
      time: takenBack.get(place)?.time ?? null,
      ...(declared
        ? { adopt: `an entry of federation:access for ${permissionSet} with accounts: "${accountId}"` }
        : {
            adopt: null,
            unadoptable: `the settings do not have the set; to leave it alone: an entry of federation:unmanaged with permissionSets: [${permissionSet}] and the reason`,
          }),
      // UNVERIFIED: the API has no call of its own that takes a role away.
      remove: `assign a group without members and take it back, with which the role goes: aws sso-admin create-account-assignment ${at}, then aws sso-admin delete-account-assignment ${at}`,
    });
  }
  return { undeclared, leftAlone };
}
