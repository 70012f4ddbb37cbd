import { listed } from "../../../access/words";
import { RECENT_DAYS as DAYS } from "../recent";
import { cannotTell, finding, notYet, ok, type Check } from "../check";
import { readSignIns } from "../sign-in-log";

/** R9.1: whoever signed in to AWS lately was held by a policy of Conditional Access, but for emergency access. */
export const signIns: Check = {
  id: "R9.1",
  runbook: "R9.1",
  cloud: "Entra",
  title: "Sign-ins of the last days, held by Conditional Access",
  async run(context) {
    if (context.settings.conditionalAccess?.state !== "enabled") return [notYet("The settings enable no Conditional Access.")];
    const [reading, read] = [await context.conditionalAccess(), await readSignIns(context)];
    if ("status" in read) return [read];
    const { rows } = read;
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
