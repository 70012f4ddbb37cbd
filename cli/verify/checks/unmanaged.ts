import { isObjectId } from "../../../access/settings/group";
import type { UnmanagedEntry } from "../../../access/settings/unmanaged";
import { unmanagedWords } from "../../../access/unmanaged";
import { cannotTell, finding, note, notYet, ok, type Check, type Outcome } from "../check";
import type { VerifyContext } from "../context";
import { nameAssignment, unmanagedSubject } from "../live-assignment";

/**
 * R5.7: each entry of federation:unmanaged still matches something, is in force, and covers nothing that the settings
 * declare under an object id.
 */
export const unmanagedEntries: Check = {
  id: "R5.7 unmanaged",
  runbook: "R5.7",
  cloud: "AWS",
  title: "What the settings leave alone on purpose",
  async run(context) {
    const { entries } = await context.unmanaged();
    if (entries.length === 0) return [ok("The settings leave nothing alone.")];
    const [outcomes, declared] = await Promise.all([
      Promise.all(entries.map((entry) => entryOutcome(context, entry))),
      declaredByObjectId(context),
    ]);
    return [...outcomes, ...declared];
  },
};

async function entryOutcome(context: VerifyContext, entry: UnmanagedEntry): Promise<Outcome> {
  const words = unmanagedWords(entry);
  if (entry.state === "ended")
    return finding(
      `${words} has ended on ${entry.until}: what it covers is a finding again.`,
      `Settle what it covers and remove ${entry.setting}, or write a later day into ${entry.setting}.until.`,
    );
  const count = await matched(context, entry);
  if (typeof count === "string") return notYet(`${words}: ${count}`);
  if (count > 0 || entry.kind === "just-in-time") return ok(`${words} matches ${count}.`);
  return note(`${words} matches nothing any more.`, `Remove ${entry.setting}, so that it covers nothing that comes later.`);
}

/** How many live things an entry matches; a sentence where nothing looks at things of its kind. */
async function matched(context: VerifyContext, entry: UnmanagedEntry): Promise<number | string> {
  const unmanaged = (await context.unmanaged()).only(entry);
  switch (entry.about) {
    case "assignments": {
      const [assignments, sets] = await Promise.all([context.assignments(), context.permissionSets()]);
      const named = await Promise.all(assignments.map(async (each) => unmanagedSubject(await nameAssignment(context, each), each)));
      const apps = entry.groups === undefined && entry.users === undefined ? [] : await context.appRoleAssignments();
      return (
        named.filter((subject) => unmanaged.assignment(subject)).length +
        sets.filter(({ name }) => unmanaged.permissionSet(name)).length +
        apps.filter(({ principalId, principalType, principalDisplayName }) =>
          unmanaged.appAssignment({
            type: principalType === "User" ? "USER" : "GROUP",
            names: [principalId, ...[principalDisplayName ?? []].flat()],
          }),
        ).length
      );
    }
    case "conditionalAccess": {
      const reading = await context.conditionalAccess();
      if (reading === undefined) return "the settings have no federation:conditionalAccess, so that nobody looks at policies.";
      return reading.others.filter(({ displayName }) => unmanaged.conditionalAccess(displayName)).length;
    }
    case "applications":
      return (await context.applications()).filter(({ displayName }) => unmanaged.application(displayName)).length;
    case "iamUsers": {
      const reading = await context.emergency();
      if (reading === undefined) return "the settings have no federation:alarms, so that nobody looks at IAM users.";
      const names = await context.sources.guard.iam.userNames();
      return names.filter((name) => unmanaged.iamUser(name, reading.declared.place.accountId)).length;
    }
  }
}

/**
 * The plan knows a group that the settings write as object id by no name: an entry's pattern that covers its name is
 * found here.
 */
async function declaredByObjectId(context: VerifyContext): Promise<Outcome[]> {
  if (context.settings.phase === "connect") return [];
  const [{ grants }, groups, unmanaged] = await Promise.all([
    context.plan(),
    context.directoryGroups().catch(() => undefined),
    context.unmanaged(),
  ]);
  if (groups === undefined)
    return [cannotTell("Entra could not be read: whether a pattern covers a group that the settings write as object id.")];
  const names = new Map(groups.filter(({ written }) => isObjectId(written)).map(({ written, displayName }) => [written, displayName]));
  const seen = new Map<string, Outcome>();
  for (const { group, permissionSet, accountId, because } of grants) {
    const name = names.get(group);
    if (name === undefined) continue;
    const entry = unmanaged.assignment({ permissionSet, accountId, principal: { type: "GROUP", names: [name] } });
    if (entry === undefined) continue;
    const declared = because[0]?.setting ?? "federation:access";
    seen.set(
      `${entry.setting} ${group}`,
      finding(
        `${entry.setting} covers the group "${name}" (${group}), to which ${declared} gives access.`,
        `Write patterns into ${entry.setting} that leave it out.`,
      ),
    );
  }
  return [...seen.values()];
}
