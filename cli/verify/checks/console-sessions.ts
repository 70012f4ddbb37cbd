import type { AccessEvent } from "../../clouds/access-events";
import { isOutcome, peopleOf, personOf, readEvents, whereLooked } from "../access-events";
import { RECENT_DAYS } from "../recent";
import { cannotTell, note, ok, type Check, type Outcome } from "../check";
import type { VerifyContext } from "../context";

/** Sentences about single sessions at most; others are counted. */
const SHOWN = 10;

/** R9.2: the console was opened lately in a role that the settings grant, and in none that they do not. */
export const consoleSessions: Check = {
  id: "R9.2",
  runbook: "R9.2",
  cloud: "AWS",
  title: "Console sessions of the last days, in roles that the settings grant",
  assignOnly: true,
  async run(context) {
    const [read, saml] = [await readEvents(context, "Federate"), await readEvents(context, "AssumeRoleWithSAML")];
    const others = isOutcome(saml) ? [] : otherProviders(saml.events);
    if (isOutcome(read)) return [read];
    const opened = read.events.filter(({ failed }) => !failed);
    const known = opened.filter(({ permissionSet, accountId }) => permissionSet !== undefined && accountId !== undefined);
    const outcomes = [...(await notGranted(context, known)), ...ofNoRole(opened.length - known.length), ...others];
    if (opened.length === 0) {
      return [
        ...outcomes,
        cannotTell(
          `Nobody opened the console through Identity Center within ${RECENT_DAYS} days${await whereLooked(context)}.`,
          "By hand: open the access portal, choose an account and a permission set, and see the console load with its rights; the event is there within 15 minutes.",
        ),
      ];
    }
    if (outcomes.length > 0) return outcomes;
    const places = new Set(opened.map(({ permissionSet, accountId }) => `${permissionSet} ${accountId}`));
    const latest = opened[0]!;
    const most = read.whole ? "" : "The latest ";
    return [
      ok(
        `${most}${opened.length} console sessions within ${RECENT_DAYS} days in ${places.size} roles, each granted by the settings; the last one ${latest.time.toISOString()}, ${latest.permissionSet} in ${latest.accountId}.`,
      ),
    ];
  },
};

/**
 * Sessions in a role that the settings of today grant to nobody; access that was taken away meanwhile is among them.
 */
async function notGranted(context: VerifyContext, opened: readonly AccessEvent[]): Promise<Outcome[]> {
  const [{ grants }, { organization }] = await Promise.all([context.plan(), context.organization()]);
  const granted = new Set(grants.map(({ permissionSet, accountId }) => `${permissionSet} ${accountId}`));
  const who = peopleOf(opened);
  const latest = new Map<string, AccessEvent>();
  for (const event of opened) {
    const key = `${event.permissionSet} ${event.accountId}`;
    const whose = `${key} ${who(event)}`;
    if (!granted.has(key) && !latest.has(whose)) latest.set(whose, event);
  }
  const shown = [...latest.values()].slice(0, SHOWN);
  const outcomes = await Promise.all(
    shown.map(async (event) => {
      const account = organization.accounts.find(({ id }) => id === event.accountId);
      const where = account === undefined ? `account ${event.accountId}` : `${account.name} (${account.id})`;
      return note(
        `${await personOf(context, event)} opened the console of ${where} with ${event.permissionSet} at ${event.time.toISOString()}, which the settings do not grant today.`,
        "Where that access was not taken away since, R5.7 and `federation drift` name the assignment.",
      );
    }),
  );
  const left = latest.size - shown.length;
  return left === 0
    ? outcomes
    : [...outcomes, note(`${left} more such sessions.`, "CloudTrail's event history has them: event name Federate.")];
}

/** Sessions whose events do not say in which role they are: whether the settings grant them is not known. */
function ofNoRole(count: number): Outcome[] {
  if (count === 0) return [];
  const message = `${count} console sessions within ${RECENT_DAYS} days name no account or no permission set.`;
  return [cannotTell(message, "CloudTrail's event history has them: event name Federate.")];
}

/** Roles of this account that were entered through SAML and are none of Identity Center's: a way around it. */
function otherProviders(events: readonly AccessEvent[]): Outcome[] {
  const roles = new Set(events.flatMap(({ roleArn, failed }) => (failed || roleArn === undefined || isReserved(roleArn) ? [] : [roleArn])));
  return [...roles].map((role) =>
    note(
      `${role} was entered through a SAML provider other than Identity Center's within ${RECENT_DAYS} days.`,
      "See whose provider the role trusts (IAM > Identity providers): neither this federation's MFA nor its Conditional Access apply to it.",
    ),
  );
}

function isReserved(roleArn: string): boolean {
  return /:role\/aws-reserved\/sso\.amazonaws\.com\//.test(roleArn);
}
