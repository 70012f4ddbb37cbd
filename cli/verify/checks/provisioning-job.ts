import pMap from "p-map";
import { problemSentence } from "../../../access/problems";
import { type ProvisioningEvent, quarantineOf } from "../../../access/provisioning-health";
import { finding, follows, notYet, ok, type Check, type Outcome } from "../check";
import type { VerifyContext } from "../context";
import { eachItem } from "../items";
import { memberOutcomes } from "../members";
import { membershipsOf, type Memberships } from "../membership";
import { findingWithLog } from "../finding-with-log";

/** R4.5: provisioning runs, and the groups and their members are in Identity Center. */
export const provisioningJob: Check = {
  id: "R4.5",
  runbook: "R4.5",
  cloud: "Entra",
  title: "Provisioning runs, groups appear",
  assignOnly: true,
  async run(context) {
    const job = await context.job();
    const outcomes: Outcome[] = [];
    const quarantine = quarantineOf(job.status);
    if (quarantine !== undefined) {
      outcomes.push(
        await findingWithLog(
          context,
          `Provisioning is in quarantine (${quarantine.reason}).`,
          "Mend the cause first (mostly the token; R4.2 says whether it works), then run `federation repair`, which restarts provisioning.",
          { known: quarantine.reason },
        ),
      );
    } else if (job.schedule?.state !== "Active") {
      outcomes.push(
        finding(`Provisioning is ${job.schedule?.state ?? "not scheduled"}.`, "Run `pulumi refresh` and `pulumi up`, which start it."),
      );
    }
    const last = job.status?.lastSuccessfulExecution?.timeEnded ?? undefined;
    if (outcomes.length === 0) {
      outcomes.push(
        last === undefined
          ? notYet("No cycle has ended yet; the first takes 20 minutes to hours.")
          : ok(`Active; last successful cycle ended ${last}.`),
      );
    }
    return [...outcomes, ...(await members(context))];
  },
};

/** Groups that Identity Center lacks or cannot tell, then each group's members: one call a group. */
async function members(context: VerifyContext): Promise<Outcome[]> {
  const [{ identityStoreId }, groups, matches, users, unassignable] = await Promise.all([
    context.instance(),
    context.directoryGroups(),
    context.matches(),
    context.storeUsers(),
    context.unassignable(),
  ]);
  const outcomes: Outcome[] = await pMap(matches.missing, ({ displayName, id }) =>
    unassignable.has(id.toLowerCase())
      ? follows(`Group "${displayName}" (${id}) is not in Identity Center, as it is no security group (see R5.7 groups).`)
      : findingWithLog(
          context,
          `Group "${displayName}" (${id}) is not in Identity Center.`,
          "Wait for the next cycle (40 minutes), or run `pulumi up`, which provisions it on demand.",
          { objectIds: [id] },
        ),
  );
  for (const refusal of matches.refused) outcomes.push(finding(problemSentence(refusal), "Then run `federation verify` again."));
  const userOf = new Map(users.map((user) => [user.userId, user]));
  const present = groups.filter(({ written }) => matches.groupIds.has(written));
  const compared = await eachItem(
    present,
    ({ displayName }) => `"${displayName}"`,
    async ({ written, id, displayName }) => {
      const members = await context.membersOf(id);
      const groupId = matches.groupIds.get(written) ?? "";
      const there = await context.sources.identityStore.members(identityStoreId, groupId);
      const known = there.map((userId) => userOf.get(userId) ?? { userId, userName: userId, externalIds: [] });
      const place = { region: context.settings.homeRegion, identityStoreId, groupId };
      const compared = { displayName, entra: members, store: known, users, place };
      const compare = (log: readonly ProvisioningEvent[], memberships?: Memberships): Outcome[] =>
        memberOutcomes(compared, log, memberships);
      const isAwaited = (outcomes: readonly Outcome[]): boolean => outcomes.some(({ status }) => status === "not yet");
      const atOnce = compare([]);
      // The logs are read only where somebody is awaited: that of provisioning once for all groups, the audit log a
      // group.
      if (!isAwaited(atOnce)) return atOnce;
      const { events } = await context.provisioningLog();
      const withReasons = compare(events);
      return isAwaited(withReasons) ? compare(events, await membershipsOf(context, id)) : withReasons;
    },
  );
  outcomes.push(...compared);
  if (outcomes.length === 0) outcomes.push(ok(`${present.length} groups are in Identity Center with their members.`));
  return outcomes;
}
