import { type Props } from "../shared/values";
import { asAwsError, type AwsError } from "./failures";
import { pause } from "./pace";

/**
 * SDK packages, loaded when the first call needs one: all at once they would cost the plugin's start most of a second.
 */
const packages = {
  cloudtrail: { client: "CloudTrailClient", load: () => import("@aws-sdk/client-cloudtrail") },
  cloudwatch: { client: "CloudWatchClient", load: () => import("@aws-sdk/client-cloudwatch") },
  logs: { client: "CloudWatchLogsClient", load: () => import("@aws-sdk/client-cloudwatch-logs") },
  events: { client: "EventBridgeClient", load: () => import("@aws-sdk/client-eventbridge") },
  iam: { client: "IAMClient", load: () => import("@aws-sdk/client-iam") },
  identitystore: { client: "IdentitystoreClient", load: () => import("@aws-sdk/client-identitystore") },
  kms: { client: "KMSClient", load: () => import("@aws-sdk/client-kms") },
  organizations: { client: "OrganizationsClient", load: () => import("@aws-sdk/client-organizations") },
  tagging: { client: "ResourceGroupsTaggingAPIClient", load: () => import("@aws-sdk/client-resource-groups-tagging-api") },
  s3: { client: "S3Client", load: () => import("@aws-sdk/client-s3") },
  scheduler: { client: "SchedulerClient", load: () => import("@aws-sdk/client-scheduler") },
  sns: { client: "SNSClient", load: () => import("@aws-sdk/client-sns") },
  sqs: { client: "SQSClient", load: () => import("@aws-sdk/client-sqs") },
  ssoadmin: { client: "SSOAdminClient", load: () => import("@aws-sdk/client-sso-admin") },
  sts: { client: "STSClient", load: () => import("@aws-sdk/client-sts") },
};

/** AWS services that the plugin speaks to. */
export type Service = keyof typeof packages;

/** Where and on whose behalf a call is made: the parts of a resource's work, or a function's arguments. */
export interface At {
  readonly inputs?: Props;
  readonly olds?: Props;
  readonly signal?: AbortSignal;
}

interface Client {
  send(command: unknown, options: { abortSignal?: AbortSignal }): Promise<Props>;
}
type Sdk = Record<string, new (input: unknown) => unknown>;

/** The provider's own configuration, as its documentation names the keys. One process serves one provider. */
let configuration: Props = {};
let account: Promise<string> | undefined;
const clients = new Map<string, Promise<{ client: Client; sdk: Sdk }>>();

/** Attempts that the official plugin makes for one call when `maxRetries` is not set. */
const defaultRetries = 25;
/** Longest official pause between two attempts, in milliseconds. */
const longestPauseMs = 300_000;

/** Takes the provider's configuration; its environment fills in what is missing. */
export function configure(config: Props): void {
  configuration = config;
  clients.clear();
  account = undefined;
}

/** Provider configuration value, undefined when it is not set. */
export function setting(name: string): unknown {
  return configuration[name];
}

/** Region of a call: the resource's own, else the provider's. */
export function regionOf(at: At): string {
  const region: unknown =
    at.inputs?.["region"] ??
    at.olds?.["region"] ??
    configuration["region"] ??
    process.env["AWS_REGION"] ??
    process.env["AWS_DEFAULT_REGION"];
  if (typeof region !== "string" || region === "") {
    throw new Error("Invalid or missing region: set aws:region or AWS_REGION.");
  }
  return region;
}

/** Partition of a region, by AWS's naming. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("eusc-") ? "aws-eusc" : "aws";
}

/** The calling account's id, asked once. */
export async function accountId(at: At = {}): Promise<string> {
  account ??= send("sts", "GetCallerIdentity", {}, at).then(({ Account }) => String(Account));
  return account;
}

/**
 * One API call, with the official plugin's retries: throttling and server errors everywhere, and for Identity Center
 * conflicts as well, which is why creating a permission set whose name exists hangs there until the attempts are used
 * up.
 * @param operation API operation, such as `CreatePermissionSet`
 * @throws AwsError
 */
export async function send(service: Service, operation: string, input: Props, at: At = {}): Promise<Props> {
  const { client, sdk } = await clientOf(service, regionOf(at));
  const Command = sdk[`${operation}Command`];
  if (Command === undefined) throw new Error(`The AWS SDK for ${service} has no operation ${operation}.`);
  const retries = Number(configuration["maxRetries"] ?? defaultRetries);
  for (let attempt = 0; ; attempt++) {
    try {
      return await client.send(new Command(input), at.signal === undefined ? {} : { abortSignal: at.signal });
    } catch (thrown) {
      if (at.signal?.aborted) throw new Error("The operation was cancelled.", { cause: thrown });
      const error = asAwsError(operation, thrown);
      if (attempt >= retries || !isRetryable(service, error)) throw error;
    }
    await pause(Math.random() * Math.min(2 ** attempt * 1_000, longestPauseMs), at.signal);
  }
}

/**
 * All pages of a listing.
 * @throws when an answer says that there is more and not where: the same page would come for ever
 */
export async function list(service: Service, operation: string, input: Props, key: string, at: At = {}): Promise<Props[]> {
  const items: Props[] = [];
  let next: Props | undefined = {};
  while (next !== undefined) {
    const page = await send(service, operation, { ...input, ...next }, at);
    items.push(...((page[key] ?? []) as Props[]));
    next = nextPage(page);
    if (next !== undefined && Object.values(next).every((place) => place === undefined))
      throw new Error(`${operation} says that there is more, and not where.`);
  }
  return items;
}

/** Where the next page begins, as the request for it says that; undefined after the last one. */
function nextPage(page: Props): Props | undefined {
  for (const token of ["NextToken", "nextToken", "PaginationToken"]) if (page[token]) return { [token]: page[token] as unknown };
  // S3's versions begin where two markers say, KMS's and IAM's lists where one does.
  if (page["NextKeyMarker"])
    return { KeyMarker: page["NextKeyMarker"] as unknown, VersionIdMarker: page["NextVersionIdMarker"] as unknown };
  if (page["IsTruncated"]) return { Marker: page["Marker"] as unknown };
  return page["Truncated"] ? { Marker: page["NextMarker"] as unknown } : undefined;
}

function isRetryable(service: Service, { code, status }: AwsError): boolean {
  if (service === "ssoadmin" && code === "ConflictException") return true;
  if (/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|ECONN|TimeoutError|EPIPE|socket/i.test(code)) return true;
  return status !== undefined && status >= 500 && status !== 501;
}

function clientOf(service: Service, region: string): Promise<{ client: Client; sdk: Sdk }> {
  const key = `${service} ${region}`;
  const known = clients.get(key);
  if (known !== undefined) return known;
  const { client: name, load } = packages[service];
  const made = (load() as unknown as Promise<Sdk>).then((sdk) => {
    const Client = sdk[name] as new (settings: Props) => Client;
    return { sdk, client: new Client(clientSettings(service, region)) };
  });
  clients.set(key, made);
  return made;
}

function clientSettings(service: Service, region: string): Props {
  const accessKeyId = (configuration["accessKey"] ?? process.env["AWS_ACCESS_KEY_ID"]) as string | undefined;
  const secretAccessKey = (configuration["secretKey"] ?? process.env["AWS_SECRET_ACCESS_KEY"]) as string | undefined;
  const sessionToken = (configuration["token"] ?? process.env["AWS_SESSION_TOKEN"]) as string | undefined;
  const credentials =
    accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } : undefined;
  const endpoints = (configuration["endpoints"] as Props[] | undefined)?.[0] ?? {};
  const endpoint = (endpoints[service] ?? process.env["AWS_ENDPOINT_URL"]) as string | undefined;
  return {
    region,
    // The loop in `send` retries: the SDK's own would come on top.
    maxAttempts: 1,
    ...(credentials && { credentials }),
    ...(endpoint ? { endpoint } : {}),
    // A local endpoint has no host names for buckets, and moto takes the name of a queue's region from the request.
    ...(service === "s3" && { forcePathStyle: endpoint !== undefined || configuration["s3UsePathStyle"] === true }),
    ...(service === "sqs" && { useQueueUrlAsEndpoint: false }),
  };
}
