/** What surrounds the trail, as documents: the program makes them, `verify` holds the live ones against them. */
import { endpointDomain, partitionOf } from "../../contract/partition";
import { stableJson } from "../json";
import { serviceTrust } from "../service-trust";
import { keyPolicy } from "./key-policy";
import type { BreakglassPlace, WatchingTrail } from "./watch";

/** What the documents of a trail that the program makes are about. */
export interface TrailDocumentsInput {
  readonly place: BreakglassPlace;
  /** With bucket and role: a trail that the program makes. */
  readonly trail: WatchingTrail & { readonly bucket: string; readonly role: string };
  /** Set: the trail records every account of this organization (`o-…`), too. */
  readonly organizationId?: string | undefined;
  /** Roles or accounts (ARNs) that read the bucket. */
  readonly readers: readonly string[];
}

/** Whether the program makes the trail: only then it has a role of its own, and a bucket that is certainly known. */
export function isOwnTrail(trail: WatchingTrail): trail is TrailDocumentsInput["trail"] {
  return trail.role !== undefined && trail.bucket !== undefined;
}

/** Name of the inline policy under which the trail's role writes to the log group. */
export const WRITE_LOGS = "write-logs";

/** Policy of the trail's key, as JSON. */
export function trailKeyPolicy({ place: { accountId, partition, homeRegion }, trail, readers }: TrailDocumentsInput): string {
  return keyPolicy({ accountId, partition, readers }, [
    {
      service: "cloudtrail.amazonaws.com",
      condition: { StringEquals: { "aws:SourceArn": trail.arn } },
    },
    {
      service: `logs.${homeRegion}.${endpointDomain(partitionOf(homeRegion))}`,
      condition: {
        ArnEquals: {
          "kms:EncryptionContext:aws:logs:arn": `arn:${partition}:logs:${homeRegion}:${accountId}:log-group:${trail.logGroup}`,
        },
      },
    },
  ]);
}

/** Trust policy of the role under which the trail writes to the log group, as JSON. */
export function trailRoleTrust({ trail }: TrailDocumentsInput): string {
  return serviceTrust("cloudtrail.amazonaws.com", { "aws:SourceArn": trail.arn });
}

/**
 * What that role may do, as JSON. The streams of an organization's trail are named after the organization, not the
 * account.
 */
export function trailRolePolicy({ place: { accountId, partition, homeRegion }, trail, organizationId }: TrailDocumentsInput): string {
  const streams = [`${accountId}_CloudTrail_${homeRegion}*`, ...(organizationId === undefined ? [] : [`${organizationId}_*`])];
  return stableJson({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: streams.map(
          (stream) => `arn:${partition}:logs:${homeRegion}:${accountId}:log-group:${trail.logGroup}:log-stream:${stream}`,
        ),
      },
    ],
  });
}

/**
 * Policy of the trail's bucket, as JSON. @see
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function trailBucketPolicy({ place: { accountId, partition }, trail, organizationId, readers }: TrailDocumentsInput): string {
  const arn = `arn:${partition}:s3:::${trail.bucket}`;
  const ours = { StringEquals: { "aws:SourceArn": trail.arn } };
  return stableJson({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TrailChecks",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:GetBucketAcl",
        Resource: arn,
        Condition: ours,
      },
      {
        Sid: "TrailWrites",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: [accountId, ...(organizationId === undefined ? [] : [organizationId])].map((owner) => `${arn}/AWSLogs/${owner}/*`),
        Condition: { StringEquals: { "aws:SourceArn": trail.arn, "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
      ...(readers.length === 0
        ? []
        : [
            {
              Sid: "Readers",
              Effect: "Allow",
              Principal: { AWS: [...readers].sort() },
              Action: ["s3:GetObject", "s3:ListBucket"],
              Resource: [arn, `${arn}/*`],
            },
          ]),
      {
        Sid: "EncryptedTransportOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}
