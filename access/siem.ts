/**
 * The SIEM export (R9.4): names, and the documents by which S3 may announce files and Sentinel may read them.
 */
import { stableJson } from "./json";
import type { SentinelIdentity } from "./microsoft-cloud";

/** Queue in which S3 announces the trail's new files to the SIEM (R9.4). */
export const SIEM_QUEUE = "federation-siem-cloudtrail";

/** Role that Sentinel's AWS connector takes on: its name begins with what the connector demands. */
export const SENTINEL_ROLE = "OIDC_MicrosoftSentinel";

/** Name of the role's one policy. */
export const SENTINEL_POLICY = "read-cloudtrail";

const READ_QUEUE = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage"];

/** Where the export is. */
export interface SiemPlace {
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
  /** Set: the trail is the organization's (`o-…`), and its files lie below that. */
  readonly organizationId?: string | undefined;
}

/** Who Sentinel is. */
export interface SentinelTrustInput {
  readonly identity: SentinelIdentity;
  /** Log Analytics workspace id (UUID); the role session is named after it. */
  readonly workspaceId: string;
  /** Prefixes of the role session name; Microsoft has changed it once. */
  readonly sessionNamePrefixes: readonly string[];
}

/** ARN of the queue. */
export function siemQueueArn({ accountId, partition, region }: SiemPlace): string {
  return `arn:${partition}:sqs:${region}:${accountId}:${SIEM_QUEUE}`;
}

/** The queue's policy: S3 sends for the bucket, the readers read. */
export function siemQueuePolicy(place: SiemPlace, bucketArn: string, readers: readonly string[]): string {
  const Resource = siemQueueArn(place);
  return stableJson({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource,
        Condition: { ArnEquals: { "aws:SourceArn": bucketArn }, StringEquals: { "aws:SourceAccount": place.accountId } },
      },
      ...(readers.length === 0 ? [] : [{ Effect: "Allow", Principal: { AWS: [...readers].sort() }, Action: READ_QUEUE, Resource }]),
    ],
  });
}

/** Whom Sentinel's role trusts. */
export function sentinelTrust({ identity, workspaceId, sessionNamePrefixes }: SentinelTrustInput, providerArn: string): string {
  return stableJson({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: providerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${identity.issuer}:aud`]: identity.audience,
            // The issuer is shared by all of Microsoft's customers: the session name says whose workspace it is.
            "sts:RoleSessionName": sessionNamePrefixes.map((prefix) => `${prefix}${workspaceId}`),
          },
        },
      },
    ],
  });
}

/** What Sentinel's role may: read the queue, the trail's files, and decrypt them where the key is given. */
export function sentinelPolicy(place: SiemPlace, bucketArn: string, keyArn: string | undefined): string {
  return stableJson({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: READ_QUEUE, Resource: siemQueueArn(place) },
      { Effect: "Allow", Action: "s3:GetObject", Resource: `${bucketArn}/${siemLogPrefix(place)}*` },
      { Effect: "Allow", Action: ["s3:GetBucketLocation", "s3:ListBucket"], Resource: bucketArn },
      ...(keyArn === undefined ? [] : [{ Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn }]),
    ],
  });
}

/**
 * Below which CloudTrail writes its files. An organization's trail has a folder an account, which holds its digest
 * files as well: a prefix cannot leave those out, and a reader finds no records in them.
 */
export function siemLogPrefix({ accountId, organizationId }: SiemPlace): string {
  return organizationId === undefined ? `AWSLogs/${accountId}/CloudTrail/` : `AWSLogs/${organizationId}/`;
}
