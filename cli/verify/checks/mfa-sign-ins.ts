import { listed } from "../../../access/words";
import type { SignIn } from "../../clouds/entra-types";
import { RECENT_DAYS } from "../recent";
import { cannotTell, finding, ok, type Check } from "../check";
import type { VerifyContext } from "../context";
import { readSignIns } from "../sign-in-log";

/** R9.5: Entra's log shows the SAML sign-ins, each with MFA, by group of the settings. */
export const mfaSignIns: Check = {
  id: "R9.5",
  runbook: "R9.5",
  cloud: "Entra",
  title: "SAML sign-ins of the last days, with MFA, by group",
  async run(context) {
    const read = await readSignIns(context);
    if ("status" in read) return [read];
    const reading = await context.conditionalAccess();
    const emergency = new Set((reading?.emergency?.members ?? []).map((id) => id.toLowerCase()));
    // Emergency access is held by no policy, and R9.1 finds each use.
    const rows = read.rows.filter(({ status, userId = "" }) => status?.errorCode === 0 && !emergency.has(userId.toLowerCase()));
    if (rows.length === 0) {
      return [
        cannotTell(
          `Entra's log has no sign-in to AWS within ${RECENT_DAYS} days.`,
          "By hand: open the access portal in a private window, sign in with MFA; the log has it within a few minutes.",
        ),
      ];
    }
    const groups = await groupsOf(context);
    const silent = rows.filter((row) => withMfa(row) === undefined);
    const without = rows.filter((row) => withMfa(row) === false);
    const outcomes = [];
    if (without.length > 0) {
      outcomes.push(
        finding(
          `${listed([...new Set(without.map((row) => person(row, groups)))], 10)} signed in to AWS within ${RECENT_DAYS} days without MFA.`,
          "Open these sign-ins in Entra (Sign-in logs > Authentication details), and see R6.1: which policy should have asked. Before it was enabled it is to be expected.",
        ),
      );
    }
    if (silent.length > 0) {
      outcomes.push(
        cannotTell(
          `Entra does not say of ${silent.length} of ${rows.length} sign-ins whether MFA was satisfied.`,
          "The reader needs Policy.Read.All beside AuditLog.Read.All to see which policies applied.",
        ),
      );
    }
    if (outcomes.length > 0) return outcomes;
    return [ok(`${rows.length} sign-ins within ${RECENT_DAYS} days, each with MFA: ${byGroup(rows, groups)}.`)];
  },
};

/**
 * How the log names a grant control that asks for a second factor; the field is a text of no fixed list.
 *
 * @see https://learn.microsoft.com/graph/api/resources/appliedconditionalaccesspolicy
 */
const ASKS_MFA = /mfa|multifactor|authenticationstrength/i;

/**
 * How the log says that MFA was satisfied where no policy asked for it: `authenticationRequirement`, which says it in a
 * word, is of the beta alone.
 *
 * @see https://learn.microsoft.com/graph/api/resources/signinstatus
 */
const MFA_SATISFIED = /^MFA (requirement satisfied|completed)/i;

/**
 * Whether MFA was satisfied, by the policies that held or by the log's own words; undefined where the log says nothing.
 */
function withMfa({ appliedConditionalAccessPolicies: policies, status }: SignIn): boolean | undefined {
  const satisfied = (policies ?? []).some(
    ({ result, enforcedGrantControls = [] }) =>
      result === "success" && (enforcedGrantControls ?? []).some((control) => ASKS_MFA.test(control)),
  );
  if (satisfied || MFA_SATISFIED.test(status?.additionalDetails ?? "")) return true;
  return policies === undefined || policies === null ? undefined : false;
}

/** Names of the settings' groups by object id of their direct members, lower case. */
async function groupsOf(context: VerifyContext): Promise<ReadonlyMap<string, readonly string[]>> {
  const [groups, members] = await Promise.all([context.directoryGroups(), context.members()]);
  const found = new Map<string, string[]>();
  for (const { id, displayName } of groups) {
    for (const member of members.get(id) ?? []) {
      const key = member.id.toLowerCase();
      found.set(key, [...(found.get(key) ?? []), displayName]);
    }
  }
  return found;
}

function person({ userPrincipalName = "somebody", userId = "" }: SignIn, groups: ReadonlyMap<string, readonly string[]>): string {
  const own = groups.get(userId.toLowerCase()) ?? [];
  return own.length === 0 ? userPrincipalName : `${userPrincipalName} (${own.map((name) => `"${name}"`).join(", ")})`;
}

/** People of each group, and of none. */
function byGroup(rows: readonly SignIn[], groups: ReadonlyMap<string, readonly string[]>): string {
  const people = new Map(rows.map(({ userId = "" }) => [userId.toLowerCase(), groups.get(userId.toLowerCase()) ?? []]));
  const counts = new Map<string, number>();
  for (const own of people.values()) for (const name of own) counts.set(name, (counts.get(name) ?? 0) + 1);
  const none = [...people.values()].filter((own) => own.length === 0).length;
  const words = [...counts].sort().map(([name, count]) => `${count} of "${name}"`);
  return listed([...words, ...(none === 0 ? [] : [`${none} of no group of the settings`])], 20);
}
