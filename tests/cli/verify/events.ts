import type { AccessEvent } from "../../../cli/clouds/access-events";
import type { Sources } from "../../../cli/verify/context";
import { recentEvents } from "./fakes";
import { deniedByAws } from "./messages";

/** An event history with these events alone. */
export const withEvents =
  (events: readonly AccessEvent[], whole = true) =>
  (sources: Sources): Sources => ({
    ...sources,
    accessEvents: async (name) => ({ events: events.filter((event) => event.name === name), whole }),
  });

/** Ada's sign-in of the day before, with something changed. */
export const event = (change: Partial<AccessEvent>): AccessEvent => ({ ...recentEvents[0]!, ...change });

/** An event history that may not be read, of every name or of one, and what is said of it. */
export const closedHistory =
  (only?: AccessEvent["name"]) =>
  (sources: Sources): Sources => ({
    ...sources,
    accessEvents: (name, since) => (only === undefined || name === only ? deniedByAws() : sources.accessEvents(name, since)),
  });
export const CLOSED = [
  "cannot tell: CloudTrail's event history may not be read. -> The reader needs cloudtrail:LookupEvents in the management account.",
];

/** Credentials of another account than the management account, and an empty history. */
export const elsewhere = (sources: Sources): Sources => ({
  ...withEvents([])(sources),
  ownAccount: async () => ({ accountId: "300000000001", has: async () => true }),
});
export const ELSEWHERE =
  "; these credentials are of 300000000001, and the events stand in the history of the management account 100000000001.";
