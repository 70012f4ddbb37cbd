import { finding, notYet, ok, type Check, type Outcome } from "../check";

/** R6.1: the groups that policies leave out are there, and somebody is in the emergency-access group. */
export const exceptionGroups: Check = {
  id: "R6.1 exceptions",
  runbook: "R6.1",
  cloud: "Entra",
  title: "Emergency-access and travel-exception groups",
  async run(context) {
    const reading = await context.conditionalAccess();
    if (reading === undefined) return [notYet("The settings have no federation:conditionalAccess.")];
    const { settings, exceptionGroups: groups, emergency } = reading;
    const outcomes: Outcome[] = [];
    for (const [written, found] of groups) {
      const setting = written === settings.emergencyAccessGroup ? "emergencyAccessGroup" : "travelExceptionGroup";
      const at = `federation:conditionalAccess.${setting}`;
      if (found.length === 0) {
        outcomes.push(
          finding(
            `Entra has no group "${written}" (${at}).`,
            `If it was renamed, write its name of today or its object id at ${at}; if it was deleted, restore it in Entra (Groups > Deleted groups): policies know it by its object id.`,
          ),
        );
      } else if (found.length > 1) {
        outcomes.push(
          finding(
            `Entra has ${found.length} groups "${written}" (${found.map(({ id }) => id).join(", ")}).`,
            `Write the object id of the one that is meant at ${at}.`,
          ),
        );
      }
    }
    if (emergency !== undefined) {
      const { group, members } = emergency;
      outcomes.push(
        members.length > 0
          ? ok(`"${group.displayName}" has ${members.length === 1 ? "one member" : `${members.length} members`}.`)
          : finding(
              `"${group.displayName}" has no members: nobody is left whom no policy holds.`,
              "Put two cloud-only accounts with a FIDO2 key each into it (docs/conditional-access.md).",
            ),
      );
    }
    return outcomes.length > 0 ? outcomes : [ok("The settings name none.")];
  },
};
