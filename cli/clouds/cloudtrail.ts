import { CloudTrailClient, paginateLookupEvents } from "@aws-sdk/client-cloudtrail";
import { clientSettings, counted, type CallCounter } from "./aws";

/** How far back CloudTrail's event history reaches, in days. */
export const eventHistoryDays = 90;

/** One event of the event history. */
export interface TrailEvent {
  readonly name: string;
  readonly time: Date;
  readonly user: string | undefined;
}

/** The latest event of a name in a region within the last 90 days; the service answers two such questions a second. */
export async function latestEvent(region: string, name: string, counter: CallCounter): Promise<TrailEvent | undefined> {
  const client = counted(new CloudTrailClient(clientSettings(region)), counter);
  const asked = { LookupAttributes: [{ AttributeKey: "EventName" as const, AttributeValue: name }] };
  // A page may be empty and not the last.
  for await (const { Events = [] } of paginateLookupEvents({ client, pageSize: 1 }, asked)) {
    const [event] = Events;
    if (event?.EventTime !== undefined) return { name, time: new Date(event.EventTime), user: event.Username };
  }
  return undefined;
}
