import { isObjectId } from "../../../access/settings/group";
import { cannotTell, finding, follows, note, notYet, ok, type Check, type Outcome } from "../check";
import { Missing } from "../missing";
import type { VerifyContext } from "../context";
import { unreadItem } from "../items";
import { unreadPlaces } from "../live-assignment";

/**
 * R5.7: each group of the access list from end to end, with the first broken link of the chain: exists once in Entra,
 * is a security group, is assigned to the application, is in Identity Center, has its assignments. Nested groups are a
 * note: the group works, their members do not come along.
 */
export const groupChain: Check = {
  id: "R5.7 groups",
  runbook: "R5.7",
  cloud: "Entra",
  title: "Each group, from Entra to its accounts",
  assignOnly: true,
  async run(context) {
    const readings = await context.groups();
    const outcomes: Outcome[] = [];
    let whole = 0;
    // A note with a remedy is about a group that works; one without is what another check's finding brings with it.
    for (const { written } of readings) {
      const found = await firstBrokenLink(context, written).catch((error: unknown) => {
        if (error instanceof Missing) throw error;
        return unreadItem(`"${written}"`, error);
      });
      if (found === undefined || (found.status === "note" && found.remedy !== undefined)) whole += 1;
      if (found !== undefined) outcomes.push(found);
    }
    const summary = `${whole} of ${readings.length} groups are whole from Entra to their accounts.`;
    return [...outcomes, whole === readings.length ? ok(summary) : notYet(summary)];
  },
};

async function firstBrokenLink(context: VerifyContext, written: string): Promise<Outcome | undefined> {
  const {
    found,
    formerIds,
    wasThere = false,
  } = (await context.groups()).find((group) => group.written === written) ?? { found: [], formerIds: [] };
  const [group, ...others] = found;
  const broken = (link: string, message: string, remedy: string): Outcome => finding(`"${written}" breaks at ${link}: ${message}`, remedy);
  if (group === undefined && formerIds.length > 0 && !wasThere) {
    return broken(
      "Entra",
      `there is no such group, and none by the object id of the one that Identity Center knows by this name (${formerIds.join(", ")}): whether it was deleted or came from another directory cannot be told.`,
      "Restore it in Entra if it was deleted there, else write a group that Entra has, or take it out of federation:access; then run `pulumi up --refresh`.",
    );
  }
  if (group === undefined && formerIds.length > 0) {
    return broken(
      "Entra",
      `the group that was known by this name (${formerIds.join(", ")}) was deleted.`,
      "Restore it in Entra, or take it out of federation:access and run `pulumi up --refresh`.",
    );
  }
  if (group === undefined && isObjectId(written)) {
    return broken(
      "Entra",
      "no group has this object id.",
      "If it was deleted, restore it in Entra, or take it out of federation:access and run `pulumi up --refresh`; else correct federation:access.",
    );
  }
  if (group === undefined)
    return broken(
      "Entra",
      "there is no such group.",
      "If it was renamed, write its new name in federation:access; create it as a security group only if there never was one.",
    );
  if (others.length > 0 && formerIds.length > 0) {
    return broken(
      "Entra",
      `there is no such group now, and ${found.length} were known by this name (${found.map(({ displayName, id }) => `"${displayName}", ${id}`).join("; ")}).`,
      "Write the name or object id of the one that is meant in federation:access.",
    );
  }
  if (others.length > 0) {
    return broken(
      "Entra",
      `${found.length} groups have this name (${found
        .map(({ id }) => id)
        .sort()
        .join(", ")}).`,
      "Write the object id in federation:access.",
    );
  }
  if (group.securityEnabled === false) {
    return broken(
      "Entra",
      `"${group.displayName}" (${group.id}) is no security group, and cannot be assigned to an application.`,
      "Write a security group that has the same people as direct members in federation:access.",
    );
  }
  const nested = (await context.membersOf(group.id)).filter((member) => member["@odata.type"] === "#microsoft.graph.group");
  const nestedNames = nested.map(({ displayName, id }) => `"${displayName ?? id}"`).join(", ");
  if (!(await context.appRoleAssignments()).some(({ principalId }) => principalId === group.id)) {
    return follows(`"${written}" breaks at the application: it is not assigned (see R4.6).`);
  }
  const matches = await context.matches();
  const groupId = matches.groupIds.get(written);
  if (groupId === undefined) return broken("Identity Center", "it is not provisioned there under its object id.", "See R4.5.");
  const sets = new Map((await context.permissionSets()).map(({ name, arn }) => [name, arn]));
  const live = new Set(
    (await context.assignmentReading()).assignments
      .filter(({ principalId }) => principalId === groupId)
      .map((a) => `${a.permissionSetArn} ${a.accountId}`),
  );
  const grants = (await context.plan()).grants.filter(({ group: name }) => name === written);
  const unread = await unreadPlaces(context);
  const missing = grants.filter(
    ({ permissionSet, accountId }) => !live.has(`${sets.get(permissionSet)} ${accountId}`) && !unread.has(permissionSet, accountId),
  );
  if (missing.length > 0)
    return follows(`"${written}" breaks at its assignments: ${missing.length} of ${grants.length} are missing (see R5.7).`);
  const unknown = grants.filter(({ permissionSet, accountId }) => unread.has(permissionSet, accountId)).length;
  if (unknown > 0)
    return cannotTell(`"${written}" may break at its assignments: ${unknown} of ${grants.length} could not be read (see R5.7).`);
  if (formerIds.length > 0) {
    return note(
      `"${written}" is called "${group.displayName}" in Entra now (${group.id}).`,
      `Write "${group.displayName}" in federation:access; nobody's access changes by it.`,
    );
  }
  if (nested.length > 0) {
    return note(
      `"${written}" has nested groups, whose members get no access: ${nestedNames}; provisioning takes direct members only.`,
      "Make them direct members, or use a dynamic group.",
    );
  }
  return undefined;
}
