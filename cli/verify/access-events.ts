import { isAccessDenied } from "../clouds/aws-error";
import type { AccessEvent, AccessEventName, AccessEvents } from "../clouds/access-events";
import { cannotTell, type Outcome } from "./check";
import type { VerifyContext } from "./context";

/**
 * Events of a name, or what to say where the history may not be read: another permission than the rest of verify needs.
 */
export async function readEvents(context: VerifyContext, name: AccessEventName): Promise<AccessEvents | Outcome> {
  try {
    return await context.accessEvents(name);
  } catch (error) {
    if (!isAccessDenied(error)) throw error;
    return cannotTell("CloudTrail's event history may not be read.", "The reader needs cloudtrail:LookupEvents in the management account.");
  }
}

/** True for what {@link readEvents} says in place of events. */
export function isOutcome(read: AccessEvents | Outcome): read is Outcome {
  return "status" in read;
}

/** Who it was, by user name; an event that has none is asked for in the identity store. */
export async function personOf(context: VerifyContext, { userName, userId }: AccessEvent): Promise<string> {
  if (userName !== undefined || userId === undefined) return userName ?? "somebody";
  const { identityStoreId } = await context.instance();
  return (await context.sources.identityStore.userName(identityStoreId, userId)) ?? userId;
}

/**
 * Who each event is about, as one word for a person whose events name now the user's id, now the user name: an event
 * that has both tells that they are one.
 */
export function peopleOf(events: readonly AccessEvent[]): (event: AccessEvent) => string {
  const names = new Map<string, string>();
  for (const { userId, userName } of events) if (userId !== undefined && userName !== undefined) names.set(userId, userName.toLowerCase());
  return ({ userId = "", userName }) => userName?.toLowerCase() ?? names.get(userId) ?? userId;
}

/** Where Identity Center's events are looked for when there are none, as the end of a sentence. */
export async function whereLooked(context: VerifyContext): Promise<string> {
  const [{ accountId }, { organization }] = await Promise.all([context.ownAccount(), context.organization()]);
  const { managementAccountId } = organization;
  return accountId === managementAccountId
    ? ""
    : `; these credentials are of ${accountId}, and the events stand in the history of the management account ${managementAccountId}`;
}
