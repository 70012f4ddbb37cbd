import { CloudTrailClient, paginateLookupEvents, type Event } from "@aws-sdk/client-cloudtrail";
import { clientSettings, counted, type CallCounter } from "./aws";

/**
 * What Identity Center and STS write of people who come in, in the region of Identity Center:
 *
 * - `ExternalIdPDirectoryLogin`: the identity provider sent somebody; success or failure.
 * - `Federate`: somebody opened the console of an account in a permission set's role.
 * - `GetRoleCredentials`, `CreateToken`: somebody's CLI or SDK took role credentials, and the token before them.
 * - `AssumeRoleWithSAML`: a role of this account was entered through SAML, Identity Center's own roles included.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/logging-using-cloudtrail.html
 */
export type AccessEventName = "ExternalIdPDirectoryLogin" | "Federate" | "GetRoleCredentials" | "CreateToken" | "AssumeRoleWithSAML";

/** One of them, without anything that is secret in it: credentials and tokens of the event are never taken over. */
export interface AccessEvent {
  readonly name: AccessEventName;
  readonly time: Date;
  /** User name; events since July 2025 may have the next one only. */
  readonly userName: string | undefined;
  /** Id of the person in the identity store. */
  readonly userId: string | undefined;
  /** Permission set and account of a console session or of role credentials. */
  readonly permissionSet: string | undefined;
  readonly accountId: string | undefined;
  /** Role of `AssumeRoleWithSAML`. */
  readonly roleArn: string | undefined;
  /** AWS refused it. */
  readonly failed: boolean;
}

/** Events of a name, the latest first. */
export interface AccessEvents {
  readonly events: readonly AccessEvent[];
  /** False where there are older ones within the time asked for. */
  readonly whole: boolean;
}

/** Pages of 50 that are read of each name: two calls a second are all that the event history answers. */
const MOST_PAGES = 2;

/** The latest events of a name in a region since a time, of the account whose credentials are at hand. */
export async function accessEvents(region: string, name: AccessEventName, since: Date, counter: CallCounter): Promise<AccessEvents> {
  const client = counted(new CloudTrailClient(clientSettings(region)), counter);
  const asked = { LookupAttributes: [{ AttributeKey: "EventName" as const, AttributeValue: name }], StartTime: since };
  const events: AccessEvent[] = [];
  let pages = 0;
  for await (const { Events = [], NextToken } of paginateLookupEvents({ client, pageSize: 50 }, asked)) {
    events.push(...Events.flatMap((event) => readAccessEvent(name, event)));
    pages += 1;
    if (pages === MOST_PAGES) return { events, whole: NextToken === undefined };
  }
  return { events, whole: true };
}

interface EventText {
  readonly eventSource?: string;
  readonly errorCode?: string;
  readonly userIdentity?: { readonly userName?: string; readonly onBehalfOf?: { readonly userId?: string } };
  readonly requestParameters?: { readonly roleArn?: string; readonly principalTags?: unknown } | null;
  readonly serviceEventDetails?: Readonly<Record<string, string | undefined>> | null;
}

/** Services that write these events; others have calls of the same names. */
const SOURCES = /^(signin|sso|sso-oauth|sts)\.amazonaws\.com$/;

/** An event of the history, or nothing where another service's call has the same name. */
export function readAccessEvent(name: AccessEventName, { EventTime, CloudTrailEvent = "{}" }: Event): AccessEvent[] {
  const { eventSource = "", errorCode, userIdentity, requestParameters, serviceEventDetails } = JSON.parse(CloudTrailEvent) as EventText;
  if (EventTime === undefined || !SOURCES.test(eventSource)) return [];
  const details = serviceEventDetails ?? {};
  return [
    {
      name,
      time: EventTime,
      userName: userIdentity?.userName,
      userId: userIdentity?.onBehalfOf?.userId,
      permissionSet: details["role_name"],
      accountId: details["account_id"],
      roleArn: requestParameters?.roleArn,
      failed: errorCode !== undefined || details[name] === "Failure",
    },
  ];
}
