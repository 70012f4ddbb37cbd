import { CloudTrailClient, paginateLookupEvents } from "@aws-sdk/client-cloudtrail";
import { clientSettings, counted, type CallCounter } from "../clouds/aws";
import { Failure, sentence } from "../failure";

/** Something that CloudTrail's event history recorded, and that AWS did not refuse. */
export interface HistoryEvent {
  readonly name: string;
  readonly time: Date;
  readonly user: string | undefined;
  /** What was asked and answered, as JSON. What it holds is not documented for events of the console. */
  readonly said: string;
  /** `Failure` of a sign-in. */
  readonly failed: boolean;
}

/** Events of a name of the last 90 days, newest first. */
export type ReadHistory = (name: string) => Promise<HistoryEvent[]>;

/** Pages of 50 events that are read for one name: sign-ins are many, and the service answers two pages a second. */
const MOST_PAGES = 4;

/** Reads the event history of a region. */
export function historyIn(region: string, counter: CallCounter): ReadHistory {
  const client = counted(new CloudTrailClient(clientSettings(region)), counter);
  return async (name) => {
    const events: HistoryEvent[] = [];
    let pages = 0;
    try {
      const asked = { LookupAttributes: [{ AttributeKey: "EventName" as const, AttributeValue: name }] };
      for await (const { Events = [] } of paginateLookupEvents({ client, pageSize: 50 }, asked)) {
        events.push(
          ...Events.flatMap(({ EventTime, Username, CloudTrailEvent }) =>
            EventTime === undefined ? [] : eventOf(name, EventTime, Username, CloudTrailEvent),
          ),
        );
        pages += 1;
        if (pages >= MOST_PAGES) break;
      }
    } catch (error) {
      throw new Failure(
        `CloudTrail's event history in ${region}, the only witness of what is clicked in the AWS console, cannot be read: ${sentence(error)} (cloudtrail:LookupEvents).`,
      );
    }
    return events.sort((left, right) => right.time.getTime() - left.time.getTime());
  };
}

function eventOf(name: string, time: Date, user: string | undefined, text: string | undefined): HistoryEvent[] {
  const event = JSON.parse(text ?? "{}") as {
    errorCode?: string;
    requestParameters?: unknown;
    responseElements?: unknown;
    serviceEventDetails?: Readonly<Record<string, unknown>> | null;
  };
  if (event.errorCode !== undefined) return [];
  const { requestParameters = null, responseElements = null } = event;
  const failed = Object.values(event.serviceEventDetails ?? {}).includes("Failure");
  return [{ name, time: new Date(time), user, said: JSON.stringify({ requestParameters, responseElements }), failed }];
}
