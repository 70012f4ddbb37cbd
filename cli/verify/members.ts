import { logReasons, type ProvisioningEvent } from "../../access/provisioning-health";
import { isObjectId } from "../../access/settings/group";
import { capitalized, listed } from "../../access/words";
import type { Member } from "../clouds/entra-types";
import type { StoreUser } from "../clouds/identity-store";
import { cannotTell, finding, note, notYet, type Outcome } from "./check";
import { isLater, type Memberships } from "./membership";

/** People whom a sentence names. */
const shownPeople = 10;

/** A group in both places. */
export interface ComparedGroup {
  readonly displayName: string;
  /** Direct members in Entra; nested groups among them are another check's. */
  readonly entra: readonly Member[];
  /** Members in Identity Center. */
  readonly store: readonly StoreUser[];
  /** Every user of the identity store. */
  readonly users: readonly StoreUser[];
  readonly place: { readonly region: string; readonly identityStoreId: string; readonly groupId: string };
}

/**
 * Holds a group's members in Identity Center against its direct members in Entra, person by person.
 *
 * @param log Entra's provisioning log, as far as it may be read: whom its last word refuses or skips comes with no
 * cycle.
 * @param memberships the last cycle, and since when people are members: whom a whole cycle passed over is not merely
 * awaited. Undefined where no cycle was there for this group.
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/provision-automatically.html
 */
export function memberOutcomes(compared: ComparedGroup, log: readonly ProvisioningEvent[] = [], memberships?: Memberships): Outcome[] {
  const { displayName: group, entra, store } = compared;
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
        `Wait for the next cycle (40 minutes). If it stays, ${[takeOut(compared, extra), ...putIn(compared, late)].join("; then ")}.`,
      ),
    );
  } else if (late.length > 0) outcomes.push(...awaited(compared, late, memberships));
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

/** Members whom nothing keeps out as far as is known: a cycle has still to come for them, or one passed them over. */
function awaited(compared: ComparedGroup, late: readonly Member[], memberships: Memberships | undefined): Outcome[] {
  const lacks = (people: readonly Member[], shown = nameOf): string =>
    `"${compared.displayName}" lacks ${named(people.map(shown))} in Identity Center`;
  const soon = (people: readonly Member[]): Outcome =>
    notYet(`${lacks(people)}; a cycle brings ${people.length === 1 ? "this person" : "them"}.`);
  if (memberships === undefined) return [soon(late)];
  const { cycle, seen, since } = memberships;
  if (since === undefined) {
    const [who, whom] = late.length === 1 ? ["this person is a member", "them"] : ["they are members", "some of them"];
    return [
      cannotTell(
        `${lacks(late)}; since when ${who} cannot be told, so that the cycle of ${cycle} may have passed ${whom} over.`,
        "Give the reader AuditLog.Read.All, or look in Entra's provisioning log.",
      ),
    ];
  }
  const joined = (member: Member): string | undefined => since.get(member.id.toLowerCase());
  const coming = late.filter((member) => isLater(joined(member), seen));
  const passed = late.filter((member) => !coming.includes(member));
  const dated = (member: Member): string =>
    `${nameOf(member)} (a member ${joined(member) === undefined ? "for longer than Entra's audit log reaches" : `since ${joined(member)}`})`;
  const outcomes = coming.length === 0 ? [] : [soon(coming)];
  if (passed.length === 0) return outcomes;
  const without = passed.length === 1 ? "this person" : "them";
  const message = `${lacks(passed, dated)}: the cycle of ${cycle} has ended without ${without}, and the provisioning log does not say why.`;
  return [finding(message, capitalized(`${putIn(compared, passed).join("; then ")}.`)), ...outcomes];
}

/** The command that takes each out of the group in Identity Center; the console of an instance with SCIM has none. */
function takeOut({ place }: ComparedGroup, users: readonly StoreUser[]): string {
  const at = `--region ${place.region} --identity-store-id ${place.identityStoreId}`;
  const commands = users.slice(0, shownPeople).map(({ userId }) => {
    const asked = `aws identitystore get-group-membership-id ${at} --group-id ${place.groupId} --member-id UserId=${userId}`;
    return `\`aws identitystore delete-group-membership ${at} --membership-id $(${asked} --query MembershipId --output text)\``;
  });
  return `take them out of the group there: ${commands.join("; ")}`;
}

/**
 * How to bring members whom provisioning takes for sent, and does not send again: AWS's SCIM never tells it who is in a
 * group (UNVERIFIED whether a restart sends them again). Who is not in Identity Center at all is not taken for sent.
 */
function putIn({ place, users }: ComparedGroup, members: readonly Member[]): string[] {
  const known = members.flatMap((member) => users.find((user) => isSame(member, user)) ?? []);
  const commands = known
    .slice(0, shownPeople)
    .map(
      ({ userId }) =>
        `\`aws identitystore create-group-membership --region ${place.region} --identity-store-id ${place.identityStoreId} --group-id ${place.groupId} --member-id UserId=${userId}\``,
    );
  return [
    ...(commands.length === 0 ? [] : [`put them into the group there, as provisioning takes them for sent: ${commands.join("; ")}`]),
    ...(known.length === members.length
      ? []
      : [
          `run \`federation repair --restart-provisioning\`, which looks at everybody again: after the next cycle, whoever is not in Identity Center has a reason in Entra's provisioning log`,
        ]),
  ];
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
