import { endedWords, type Unmanaged, unmanagedWords } from "../../../access/unmanaged";
import type { ConditionalAccessPolicy } from "../../clouds/entra-types";
import { finding, follows, note, notYet, ok, type Check, type Outcome } from "../check";
import { blockOutcomes } from "../blocking-policy";
import type { ConditionalAccessReading } from "../conditional-access";
import { textsOf } from "../conditional-access-policy";

/**
 * R6.1: no policy of somebody else's locks the emergency-access group or the groups of the access list out of AWS, and
 * none leaves AWS out of what holds for all applications.
 */
export const otherPolicies: Check = {
  id: "R6.1 others",
  runbook: "R6.1",
  cloud: "Entra",
  title: "Other Conditional Access policies that reach AWS",
  async run(context) {
    const reading = await context.conditionalAccess();
    if (reading === undefined) return [notYet("The settings have no federation:conditionalAccess.")];
    const { others, clientId, emergency } = reading;
    const unmanaged = await context.unmanaged();
    const enabled = others.filter(({ state }) => state === "enabled");
    const reaching = enabled.filter((policy) => reaches(policy, clientId));
    const outcomes: Outcome[] =
      emergency === undefined
        ? []
        : reaching
            .filter(({ grantControls }) => (grantControls ?? undefined) !== undefined)
            .flatMap((policy) => emergencyOutcomes(policy, emergency).map((outcome) => judged(outcome, unmanaged, policy)));
    const groups = await context.directoryGroups();
    const spared = emergency === undefined ? [] : [emergency.group.id, ...emergency.members];
    outcomes.push(
      ...reaching.flatMap((policy) => blockOutcomes(policy, groups, spared).map((outcome) => judged(outcome, unmanaged, policy))),
    );
    for (const policy of enabled) {
      const { displayName, conditions } = policy;
      if (!has(textsOf(conditions.applications?.["excludeApplications"]), clientId)) continue;
      const outcome = finding(
        `The policy "${displayName}", which is none of this stack's, leaves out the AWS app.`,
        `Take "${context.settings.enterpriseApp.name}" out of its excluded resources (Entra admin center > Conditional Access), or let its owner say why it is there.`,
      );
      outcomes.push(judged(outcome, unmanaged, policy));
    }
    return outcomes.length > 0
      ? outcomes
      : [ok(`${reaching.length} enabled policies beside this stack's reach AWS; none holds emergency access, none leaves AWS out.`)];
  },
};

/** What is said of a policy that the settings leave alone is a note. */
function judged(outcome: Outcome, unmanaged: Unmanaged, { displayName }: ConditionalAccessPolicy): Outcome {
  const entry = unmanaged.conditionalAccess(displayName);
  if (entry?.state === "now") return follows(`${outcome.message} Left alone by ${unmanagedWords(entry)}.`);
  return { ...outcome, message: `${outcome.message}${endedWords(entry)}` };
}

function reaches({ conditions: { applications } }: ConditionalAccessPolicy, clientId: string): boolean {
  const [included, excluded] = [textsOf(applications?.["includeApplications"]), textsOf(applications?.["excludeApplications"])];
  return (included.includes("All") || has(included, clientId)) && !has(excluded, clientId);
}

/** Whether a policy holds people of the group: certainly, perhaps (by role or another group), or not. */
function emergencyOutcomes(
  { displayName, conditions: { users } }: ConditionalAccessPolicy,
  { group, members }: NonNullable<ConditionalAccessReading["emergency"]>,
): Outcome[] {
  const list = (name: string): string[] => textsOf(users?.[name]);
  const excluded = has(list("excludeGroups"), group.id) || (members.length > 0 && members.every((id) => has(list("excludeUsers"), id)));
  if (excluded) return [];
  const held =
    list("includeUsers").includes("All") || has(list("includeGroups"), group.id) || members.some((id) => has(list("includeUsers"), id));
  const remedy = `Exclude the group "${group.displayName}" from it (Entra admin center > Conditional Access): it is none of this stack's.`;
  if (held)
    return [
      finding(
        `The policy "${displayName}" reaches AWS and does not exclude "${group.displayName}": it can lock out the emergency-access accounts.`,
        remedy,
      ),
    ];
  const perhaps = list("includeRoles").length > 0 || list("includeGroups").length > 0;
  return perhaps
    ? [
        note(
          `The policy "${displayName}" reaches AWS by role or group and does not exclude "${group.displayName}", whose members may be among them.`,
          remedy,
        ),
      ]
    : [];
}

function has(list: readonly string[], id: string): boolean {
  return list.some((item) => item.toLowerCase() === id.toLowerCase());
}
