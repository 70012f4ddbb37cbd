import pMap from "p-map";
import { finding, notYet, ok, type Check, type Outcome } from "../check";

/** R4.5: provisioning runs, and the groups and their members are in Identity Center. */
export const provisioningJob: Check = {
  id: "R4.5",
  runbook: "R4.5",
  title: "Provisioning runs, groups appear",
  assignOnly: true,
  async run(context) {
    const job = await context.job();
    const outcomes: Outcome[] = [];
    const quarantine = job.status?.quarantine;
    if (job.status?.code === "Quarantine" || (quarantine !== undefined && quarantine !== null)) {
      const reason = [quarantine?.reason, quarantine?.error?.message].filter(Boolean).join(": ") || "Entra gives no reason";
      outcomes.push(
        finding(
          `Provisioning is in quarantine (${reason}).`,
          "Mend the cause (mostly the token: `federation steps`), then restart provisioning in the portal.",
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

/** Compares member counts group by group: provisioning on demand takes five members, a cycle the rest. */
async function members(context: Parameters<Check["run"]>[0]): Promise<Outcome[]> {
  const [{ identityStoreId }, groups, matches, byGroup] = await Promise.all([
    context.instance(),
    context.directoryGroups(),
    context.matches(),
    context.members(),
  ]);
  const outcomes: Outcome[] = matches.missing.map(({ displayName, id }) =>
    finding(
      `Group "${displayName}" (${id}) is not in Identity Center.`,
      "Wait for the next cycle (40 minutes), or run `pulumi up`, which provisions it on demand.",
    ),
  );
  for (const refusal of matches.refused) outcomes.push(finding(refusal, "Then run `federation verify` again."));
  const present = groups.filter(({ written }) => matches.groupIds.has(written));
  const counts = await pMap(
    present,
    async (group) => {
      const wanted = (byGroup.get(group.id) ?? []).filter((member) => member["@odata.type"] !== "#microsoft.graph.group").length;
      return {
        group,
        wanted,
        found: await context.sources.identityStore.memberCount(identityStoreId, matches.groupIds.get(group.written) ?? ""),
      };
    },
    { concurrency: 8 },
  );
  for (const { group, wanted, found } of counts) {
    if (found < wanted)
      outcomes.push(notYet(`"${group.displayName}" has ${found} of ${wanted} members in Identity Center; a cycle brings the others.`));
    if (found > wanted) {
      outcomes.push(
        finding(
          `"${group.displayName}" has ${found} members in Identity Center, ${found - wanted} more than in Entra.`,
          "Wait for the next cycle; if they stay, look in Entra's provisioning logs.",
        ),
      );
    }
  }
  if (outcomes.length === 0) outcomes.push(ok(`${present.length} groups are in Identity Center with their members.`));
  return outcomes;
}
