import type { AccessEvent } from "../../clouds/access-events";
import { isOutcome, peopleOf, personOf, readEvents, whereLooked } from "../access-events";
import { RECENT_DAYS } from "../recent";
import { cannotTell, finding, ok, type Check } from "../check";

/** R9.1, the AWS half: whom Entra sent, Identity Center let in. */
export const awsSignIns: Check = {
  id: "R9.1 AWS",
  runbook: "R9.1",
  cloud: "Entra",
  title: "Sign-ins of the last days, taken by Identity Center",
  async run(context) {
    const read = await readEvents(context, "ExternalIdPDirectoryLogin");
    if (isOutcome(read)) return [read];
    // The latest first: who came in since is well again.
    const who = peopleOf(read.events);
    const last = new Map<string, AccessEvent>();
    for (const event of read.events) if (!last.has(who(event))) last.set(who(event), event);
    const refused = [...last.values()].filter(({ failed }) => failed);
    if (refused.length > 0) {
      return Promise.all(
        refused.map(async (event) =>
          finding(
            `Entra sent ${await personOf(context, event)} to AWS at ${event.time.toISOString()}, and Identity Center did not let them in.`,
            "See whether the person is in Identity Center under the same user name (R4.5), and whether certificate (R2.4, R3.1) and reply URLs (R2.2) are right; then let them sign in again.",
          ),
        ),
      );
    }
    const came = [...last.values()].length;
    if (came === 0)
      return [
        cannotTell(
          `Nobody came to Identity Center from Entra within ${RECENT_DAYS} days${await whereLooked(context)}.`,
          "By hand: open the access portal, sign in, and see the accounts; the event is there within 15 minutes.",
        ),
      ];
    return [ok(`${came} people came from Entra within ${RECENT_DAYS} days, and Identity Center let each in.`)];
  },
};
