import * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
import {
  SENTINEL_POLICY,
  SENTINEL_ROLE,
  sentinelPolicy,
  sentinelTrust,
  type SentinelTrustInput,
  SIEM_QUEUE,
  siemLogPrefix,
  type SiemPlace,
  siemQueuePolicy,
} from "../../access/siem";
import { stackTag } from "../stack-tag";

/**
 * Thumbprint that Microsoft names for the issuer of Sentinel's tokens; AWS trusts the issuer by its own library of
 * authorities.
 */
const SENTINEL_THUMBPRINT = "626d44e704d1ceabe3bf0d53397464ac8080142c";

/** How Sentinel reads. */
export interface SentinelArgs extends SentinelTrustInput {
  /**
   * ARN of an OIDC provider for the same issuer that exists already (Defender for Cloud makes one); it must carry
   * Sentinel's audience.
   */
  readonly existingOidcProviderArn?: string;
}

/** Inputs of {@link SiemExport}. */
export interface SiemExportArgs extends SiemPlace {
  /** The trail's bucket. This export owns the bucket's whole notification configuration. */
  readonly bucketName: pulumi.Input<string>;
  readonly bucketReady: readonly pulumi.Resource[];
  /**
   * Key that the objects are encrypted with; left out for a trail that exists, whose key must let the role decrypt by
   * itself.
   */
  readonly keyArn?: pulumi.Input<string>;
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
    const { partition, region, sentinel, readers } = args;
    const bucketArn = pulumi.interpolate`arn:${partition}:s3:::${args.bucketName}`;

    const queue = new sqs.Queue(
      name,
      {
        region,
        name: SIEM_QUEUE,
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
        policy: bucketArn.apply((arn) => siemQueuePolicy(args, arn, readers)),
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
            filterPrefix: siemLogPrefix(args),
            filterSuffix: ".json.gz",
          },
        ],
      },
      { parent: this, dependsOn: [policy, ...args.bucketReady] },
    );
    this.queueUrl = queue.url;
    this.queueArn = queue.arn;
    this.roleArn = sentinel === undefined ? undefined : this.sentinelRole(name, args, sentinel, bucketArn);
    this.registerOutputs({ queueUrl: this.queueUrl });
  }

  private sentinelRole(
    name: string,
    args: SiemExportArgs,
    sentinel: SentinelArgs,
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
        assumeRolePolicy: pulumi.output(provider).apply((arn) => sentinelTrust(sentinel, arn)),
      },
      { parent: this },
    );
    new iam.RolePolicy(
      `${name}/sentinel`,
      {
        role: role.name,
        name: SENTINEL_POLICY,
        policy: pulumi.all([bucketArn, args.keyArn]).apply(([bucket, key]) => sentinelPolicy(args, bucket, key)),
      },
      { parent: this },
    );
    return role.arn;
  }
}
