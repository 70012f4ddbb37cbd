import { logReasons, type ProvisioningEvent } from "../../access/provisioning-health";
import { isObjectId } from "../../access/settings/group";
import { listed } from "../../access/words";
import type { Member } from "../clouds/entra-types";
import type { StoreUser } from "../clouds/identity-store";
import { finding, note, notYet, type Outcome } from "./check";

/** People whom a sentence names. */
const shownPeople = 10;

/**
 * Holds a group's members in Identity Center against its direct members in Entra, person by person.
 *
 * @param entra nested groups among them are another check's.
 * @param log Entra's provisioning log, as far as it may be read: whom its last word refuses or skips comes with no
 * cycle.
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/provision-automatically.html
 */
export function memberOutcomes(
  group: string,
  entra: readonly Member[],
  store: readonly StoreUser[],
  log: readonly ProvisioningEvent[] = [],
): Outcome[] {
  const people = entra.filter((member) => (member["@odata.type"] ?? "#microsoft.graph.user") === "#microsoft.graph.user");
  const lacking = people.filter((member) => !store.some((user) => isSame(member, user)));
  const extra = store.filter((user) => !people.some((member) => isSame(member, user)));
  const never = lacking.filter((member) => missingNames(member).length > 0);
  const refused = lacking.filter((member) => !never.includes(member) && logReasons(log, [member.id]).length > 0);
  const late = lacking.filter((member) => !never.includes(member) && !refused.includes(member));
  const outcomes = never.map((member) =>
    finding(
      `${nameOf(member)} will never come to "${group}" in Identity Center: Entra has no ${missingNames(member).join(" and no ")} for them, which AWS's SCIM needs.`,
      "Fill it in in Entra; the next cycle brings them.",
    ),
  );
  if (refused.length > 0) {
    const reasons = logReasons(
      log,
      refused.map(({ id }) => id),
    );
    outcomes.push(
      finding(
        `"${group}" lacks ${named(refused.map(nameOf))} in Identity Center: ${reasons.join("; ")}.`,
        "Mend what the log names in Entra or Identity Center; the next cycle (40 minutes) tries again.",
      ),
    );
  }
  if (extra.length > 0) {
    const lacks = late.length === 0 ? "" : `, and lacks ${named(late.map(nameOf))}, who ${late.length === 1 ? "is" : "are"}`;
    outcomes.push(
      finding(
        `"${group}" in Identity Center has ${named(extra.map(({ userName }) => userName))}, who ${extra.length === 1 ? "is no member" : "are no members"} in Entra${lacks}.`,
        "Wait for the next cycle; if it stays, take them out of the group in Identity Center and run `federation repair --restart-provisioning`: every member is written anew.",
      ),
    );
  } else if (late.length > 0) {
    outcomes.push(
      notYet(
        `"${group}" lacks ${named(late.map(nameOf))} in Identity Center; a cycle brings ${late.length === 1 ? "this person" : "them"}.`,
      ),
    );
  }
  const guests = people.filter(({ userPrincipalName }) => userPrincipalName?.includes("#EXT#") === true);
  if (guests.length > 0) {
    outcomes.push(
      note(
        `"${group}" has guests: ${named(guests.map(nameOf))}.`,
        "Their user name in AWS is the one with #EXT#, not the address that they type; try their sign-in once, or give them accounts of this tenant.",
      ),
    );
  }
  return outcomes;
}

/**
 * By object id where provisioning wrote one: somebody who was made anew under the same name is somebody else. Else by
 * user principal name, as which external id the gallery's mapping writes for users is UNVERIFIED.
 */
function isSame({ id, userPrincipalName }: Member, { userName, externalIds }: StoreUser): boolean {
  const objectIds = externalIds.filter(isObjectId).map((external) => external.toLowerCase());
  if (objectIds.length > 0) return objectIds.includes(id.toLowerCase());
  return (userPrincipalName ?? "").toLowerCase() === userName.toLowerCase();
}

function missingNames({ givenName, surname, displayName, userPrincipalName }: Member): string[] {
  const needed = { "given name": givenName, surname, "display name": displayName, "user principal name": userPrincipalName };
  return Object.entries(needed)
    .filter(([, value]) => value === null || value === "")
    .map(([name]) => name);
}

function nameOf({ displayName, userPrincipalName, id }: Member): string {
  return userPrincipalName ?? displayName ?? id;
}

function named(people: readonly string[]): string {
  return listed([...people].sort(), shownPeople);
}
