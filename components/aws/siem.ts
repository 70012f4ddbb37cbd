import * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
import { stableJson } from "../../access/json";
import { SENTINEL_ROLE, SIEM_QUEUE } from "../../access/siem";
import type { SentinelIdentity } from "../../access/microsoft-cloud";
import { stackTag } from "../stack-tag";

/**
 * Thumbprint that Microsoft names for the issuer of Sentinel's tokens; AWS trusts the issuer by its own library of
 * authorities.
 */
const SENTINEL_THUMBPRINT = "626d44e704d1ceabe3bf0d53397464ac8080142c";

const READ_QUEUE = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage"];

/** How Sentinel reads. */
export interface SentinelArgs {
  /** Who it is in its cloud. */
  readonly identity: SentinelIdentity;
  /** Log Analytics workspace id (UUID); the role session is named after it. */
  readonly workspaceId: string;
  /** Prefixes of the role session name; Microsoft has changed it once. */
  readonly sessionNamePrefixes: readonly string[];
  /**
   * ARN of an OIDC provider for the same issuer that exists already (Defender for Cloud makes one); it must carry
   * Sentinel's audience.
   */
  readonly existingOidcProviderArn?: string;
}

/** Inputs of {@link SiemExport}. */
export interface SiemExportArgs {
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
  /** The trail's bucket. This export owns the bucket's whole notification configuration. */
  readonly bucketName: pulumi.Input<string>;
  readonly bucketReady: readonly pulumi.Resource[];
  /**
   * Key that the objects are encrypted with; left out for a trail that exists, whose key must let the role decrypt by
   * itself.
   */
  readonly keyArn?: pulumi.Input<string>;
  /** Set: the trail is the organization's (`o-…`), and its files lie below that. */
  readonly organizationId?: string;
  /** Roles or accounts (ARNs) of other SIEMs that read the queue. */
  readonly readers: readonly string[];
  /** Left out: another SIEM reads bucket and queue with a role of its own. */
  readonly sentinel?: SentinelArgs;
}

/**
 * Hands the trail's files to a SIEM (R9.4): each new object is announced in a queue; Sentinel gets a role that reads
 * both and nothing else.
 */
export class SiemExport extends pulumi.ComponentResource {
  readonly queueUrl: pulumi.Output<string>;
  readonly queueArn: pulumi.Output<string>;
  /** Only with Sentinel. */
  readonly roleArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: SiemExportArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT.siemExport, name, {}, opts);
    const { accountId, partition, region, sentinel, readers } = args;
    const queueName = SIEM_QUEUE;
    const bucketArn = pulumi.interpolate`arn:${partition}:s3:::${args.bucketName}`;
    const queueArn = `arn:${partition}:sqs:${region}:${accountId}:${queueName}`;

    const queue = new sqs.Queue(
      name,
      {
        region,
        name: queueName,
        sqsManagedSseEnabled: true,
        messageRetentionSeconds: 14 * 24 * 3600,
        visibilityTimeoutSeconds: 300,
        tags: stackTag(),
      },
      { parent: this },
    );
    const policy = new sqs.QueuePolicy(
      name,
      {
        region,
        queueUrl: queue.url,
        policy: bucketArn.apply((arn) =>
          stableJson({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { Service: "s3.amazonaws.com" },
                Action: "sqs:SendMessage",
                Resource: queueArn,
                Condition: { ArnEquals: { "aws:SourceArn": arn }, StringEquals: { "aws:SourceAccount": accountId } },
              },
              ...(readers.length === 0
                ? []
                : [{ Effect: "Allow", Principal: { AWS: [...readers].sort() }, Action: READ_QUEUE, Resource: queueArn }]),
            ],
          }),
        ),
      },
      { parent: this },
    );
    new s3.BucketNotification(
      name,
      {
        region,
        bucket: args.bucketName,
        queues: [
          {
            id: "siem",
            queueArn: queue.arn,
            events: ["s3:ObjectCreated:*"],
            filterPrefix: logPrefix(args),
            filterSuffix: ".json.gz",
          },
        ],
      },
      { parent: this, dependsOn: [policy, ...args.bucketReady] },
    );
    this.queueUrl = queue.url;
    this.queueArn = queue.arn;
    this.roleArn = sentinel === undefined ? undefined : this.sentinelRole(name, args, sentinel, queueArn, bucketArn);
    this.registerOutputs({ queueUrl: this.queueUrl });
  }

  private sentinelRole(
    name: string,
    args: SiemExportArgs,
    sentinel: SentinelArgs,
    queueArn: string,
    bucketArn: pulumi.Output<string>,
  ): pulumi.Output<string> {
    const provider =
      sentinel.existingOidcProviderArn ??
      new iam.OpenIdConnectProvider(
        `${name}/sentinel`,
        {
          url: `https://${sentinel.identity.issuer}`,
          clientIdLists: [sentinel.identity.audience],
          thumbprintLists: [SENTINEL_THUMBPRINT],
          tags: stackTag(),
        },
        { parent: this },
      ).arn;
    const role = new iam.Role(
      `${name}/sentinel`,
      {
        name: SENTINEL_ROLE,
        tags: stackTag(),
        assumeRolePolicy: pulumi.output(provider).apply((arn) =>
          stableJson({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { Federated: arn },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: {
                  StringEquals: {
                    [`${sentinel.identity.issuer}:aud`]: sentinel.identity.audience,
                    // The issuer is shared by all of Microsoft's customers: the session name says whose workspace it
                    // is.
                    "sts:RoleSessionName": sentinel.sessionNamePrefixes.map((prefix) => `${prefix}${sentinel.workspaceId}`),
                  },
                },
              },
            ],
          }),
        ),
      },
      { parent: this },
    );
    new iam.RolePolicy(
      `${name}/sentinel`,
      {
        role: role.name,
        name: "read-cloudtrail",
        policy: pulumi.all([bucketArn, args.keyArn]).apply(([bucket, key]) =>
          stableJson({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Action: READ_QUEUE,
                Resource: queueArn,
              },
              { Effect: "Allow", Action: "s3:GetObject", Resource: `${bucket}/${logPrefix(args)}*` },
              { Effect: "Allow", Action: ["s3:GetBucketLocation", "s3:ListBucket"], Resource: bucket },
              ...(key === undefined ? [] : [{ Effect: "Allow", Action: "kms:Decrypt", Resource: key }]),
            ],
          }),
        ),
      },
      { parent: this },
    );
    return role.arn;
  }
}

/**
 * Below which CloudTrail writes its files. An organization's trail has a folder an account, which holds its digest
 * files as well: a prefix cannot leave those out, and a reader finds no records in them.
 */
function logPrefix({ accountId, organizationId }: SiemExportArgs): string {
  return organizationId === undefined ? `AWSLogs/${accountId}/CloudTrail/` : `AWSLogs/${organizationId}/`;
}
