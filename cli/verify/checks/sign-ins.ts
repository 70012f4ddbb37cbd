import { GraphError } from "../../../graph/client";
import { listed } from "../../../access/words";
import { cannotTell, finding, notYet, ok, type Check } from "../check";

/** Days of Entra's sign-in log that are looked at; the log keeps 30. */
const DAYS = 7;

/** R9.1, R9.5: whoever signed in to AWS lately was held by a policy of Conditional Access, but for emergency access. */
export const signIns: Check = {
  id: "R9.1",
  runbook: "R9.1",
  title: "Sign-ins of the last days, held by Conditional Access",
  async run(context) {
    if (context.settings.conditionalAccess?.state !== "enabled") return [notYet("The settings enable no Conditional Access.")];
    const [reading, { appId }] = await Promise.all([context.conditionalAccess(), context.application()]);
    const since = new Date(context.now.getTime() - DAYS * 86_400_000);
    let rows;
    try {
      rows = await (await context.conditionalAccessReader()).signIns(appId, since);
    } catch (error) {
      // Another permission and licence than the rest of verify needs: without them the rest stands.
      if (!(error instanceof GraphError) || (error.status !== 403 && error.status !== 401)) throw error;
      return [
        cannotTell(
          `Entra does not show its sign-in log: ${error.message}`,
          "The reader needs AuditLog.Read.All, and the tenant Entra ID P1.",
        ),
      ];
    }
    const through = rows.filter(({ status }) => status?.errorCode === 0);
    if (through.length === 0)
      return [cannotTell(`Nobody signed in to AWS within ${DAYS} days${rows.length === 0 ? "" : `; ${rows.length} tried`}.`)];
    const emergency = new Set((reading?.emergency?.members ?? []).map((id) => id.toLowerCase()));
    const free = through.filter(
      ({ userId = "", conditionalAccessStatus }) => conditionalAccessStatus !== "success" && !emergency.has(userId.toLowerCase()),
    );
    const used = [
      ...new Set(
        through.filter(({ userId = "" }) => emergency.has(userId.toLowerCase())).map(({ userPrincipalName = "" }) => userPrincipalName),
      ),
    ];
    const outcomes = [];
    if (free.length > 0) {
      const people = [...new Set(free.map(({ userPrincipalName = "somebody" }) => userPrincipalName))];
      outcomes.push(
        finding(
          `${listed(people, 10)} signed in to AWS within ${DAYS} days with no policy of Conditional Access in force.`,
          "Open these sign-ins in Entra (Sign-in logs > Conditional Access), which says why each policy did not apply; before the policies were enabled it is to be expected.",
        ),
      );
    }
    if (used.length > 0) {
      outcomes.push(
        finding(
          `Emergency access was used within ${DAYS} days: ${listed(used, 10)}.`,
          "Where that was no drill and no incident, follow the breakglass procedure (docs/breakglass.md).",
        ),
      );
    }
    return outcomes.length > 0 ? outcomes : [ok(`${through.length} sign-ins within ${DAYS} days, each under Conditional Access.`)];
  },
};
