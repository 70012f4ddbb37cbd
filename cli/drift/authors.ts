import { CloudTrailClient, paginateLookupEvents } from "@aws-sdk/client-cloudtrail";
import { clientSettings, counted, type CallCounter } from "../clouds/aws";

/** Who did something, and when. */
export interface Author {
  readonly actor: string;
  /** ISO 8601, UTC. */
  readonly time: string;
}

/** Pages of 50 events that are looked through for one event name: the service answers two a second. */
const MOST_PAGES = 40;

/** What an event asked for, as far as the questions of this file need it. */
type Parameters = Readonly<Record<string, unknown>>;

/**
 * The latest author of each wanted thing within CloudTrail's 90 days.
 *
 * @param wanted things to find.
 * @param isOf whether an event's request was about a thing.
 */
export type FindAuthors = <Thing>(
  eventNames: readonly string[],
  wanted: readonly Thing[],
  isOf: (thing: Thing, parameters: Parameters) => boolean,
) => Promise<Map<Thing, Author>>;

/** Looks into the event history of a region, latest first, no further than until all are found. */
export function authorsIn(region: string, counter: CallCounter): FindAuthors {
  return async (eventNames, wanted, isOf) => {
    const client = counted(new CloudTrailClient(clientSettings(region)), counter);
    const found = new Map<(typeof wanted)[number], Author>();
    for (const AttributeValue of eventNames) {
      if (wanted.length === 0) break;
      const seen = new Set<unknown>();
      let pages = 0;
      const asked = { LookupAttributes: [{ AttributeKey: "EventName" as const, AttributeValue }] };
      for await (const { Events = [] } of paginateLookupEvents({ client, pageSize: 50 }, asked)) {
        for (const event of Events) {
          const details = parsed(event.CloudTrailEvent);
          if (details === undefined || event.EventTime === undefined) continue;
          for (const thing of wanted.filter((each) => !seen.has(each) && isOf(each, details.parameters))) {
            seen.add(thing);
            const author = { actor: details.actor, time: event.EventTime.toISOString() };
            const before = found.get(thing);
            if (before === undefined || before.time < author.time) found.set(thing, author);
          }
        }
        pages += 1;
        if (seen.size === wanted.length || pages >= MOST_PAGES) break;
      }
    }
    return found;
  };
}

/** A call that AWS carried out; what it refused changed nothing. */
function parsed(text: string | undefined): { readonly actor: string; readonly parameters: Parameters } | undefined {
  const event = JSON.parse(text ?? "{}") as {
    errorCode?: string;
    requestParameters?: Parameters | null;
    userIdentity?: { arn?: string; userName?: string; type?: string; invokedBy?: string };
  };
  if (event.errorCode !== undefined) return undefined;
  const { arn, userName, invokedBy, type } = event.userIdentity ?? {};
  return { actor: arn ?? userName ?? invokedBy ?? type ?? "unknown", parameters: event.requestParameters ?? {} };
}
