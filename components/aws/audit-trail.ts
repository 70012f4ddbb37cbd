import * as cloudtrail from "@pulumi/aws/cloudtrail";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as kms from "@pulumi/aws/kms";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
import { trailBucketPolicy, trailKeyPolicy, trailRolePolicy, trailRoleTrust, WRITE_LOGS } from "../../access/breakglass/audit-trail";
import { GUARD_TAG, type WatchingTrail } from "../../access/breakglass/watch";
import { stackTag } from "../stack-tag";

/** Inputs of {@link AuditTrail}. */
export interface AuditTrailArgs {
  /** Names, known before anything is made. */
  readonly trail: WatchingTrail & { readonly bucket: string; readonly role: string };
  readonly accountId: string;
  readonly partition: string;
  /** Where the trail, its bucket and its log group live; it records every region. */
  readonly region: string;
  /** Days that the log group keeps events. The bucket keeps them until somebody decides otherwise. */
  readonly logRetentionDays: number;
  /** Set: the trail records every account of this organization (`o-…`), too. */
  readonly organizationId?: string;
  /** Roles or accounts (ARNs) that read the bucket. */
  readonly readers: readonly string[];
}

/**
 * A CloudTrail trail over all regions, validated and encrypted, with a copy in CloudWatch Logs for the alarms (R7.4).
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export class AuditTrail extends pulumi.ComponentResource {
  readonly trailArn: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  /** What the bucket's notifications come after. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT.auditTrail, name, {}, opts);
    const { accountId, partition, region } = args;
    const { name: trailName, bucket: bucketName, logGroup: logGroupName } = args.trail;
    const { trail: watching, organizationId, readers } = args;
    const documents = { place: { accountId, partition, homeRegion: region }, trail: watching, organizationId, readers };
    const here = { parent: this };

    const key = new kms.Key(
      name,
      {
        region,
        description: `Encrypts what the trail ${trailName} records.`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        tags: { [GUARD_TAG]: "true", ...stackTag() },
        policy: trailKeyPolicy(documents),
      },
      here,
    );
    // Protected: no edit deletes the evidence. Whoever takes the protection away has decided, and is not left with a
    // half-destroyed stack.
    const bucket = new s3.Bucket(name, { region, bucket: bucketName, forceDestroy: true, tags: stackTag() }, { ...here, protect: true });
    const privately = new s3.BucketPublicAccessBlock(
      name,
      {
        region,
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      here,
    );
    const encrypted = new s3.BucketServerSideEncryptionConfiguration(
      name,
      {
        region,
        bucket: bucket.bucket,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn }, bucketKeyEnabled: true }],
      },
      here,
    );
    const versioned = new s3.BucketVersioning(
      name,
      { region, bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
      here,
    );
    const policy = new s3.BucketPolicy(
      name,
      { region, bucket: bucket.bucket, policy: trailBucketPolicy(documents) },
      { ...here, dependsOn: privately },
    );
    const logGroup = new cloudwatch.LogGroup(
      name,
      { region, name: logGroupName, retentionInDays: args.logRetentionDays, kmsKeyId: key.arn, tags: stackTag() },
      here,
    );
    const role = new iam.Role(
      name,
      {
        name: args.trail.role,
        assumeRolePolicy: trailRoleTrust(documents),
        tags: stackTag(),
      },
      here,
    );
    const write = new iam.RolePolicy(
      name,
      {
        role: role.name,
        name: WRITE_LOGS,
        policy: trailRolePolicy(documents),
      },
      here,
    );
    const trail = new cloudtrail.Trail(
      name,
      {
        region,
        name: trailName,
        s3BucketName: bucket.bucket,
        isMultiRegionTrail: true,
        isOrganizationTrail: args.organizationId !== undefined,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        enableLogging: true,
        kmsKeyId: key.arn,
        cloudWatchLogsGroupArn: pulumi.interpolate`${logGroup.arn}:*`,
        cloudWatchLogsRoleArn: role.arn,
        tags: stackTag(),
      },
      { ...here, protect: true, dependsOn: [policy, write, encrypted, versioned] },
    );
    this.trailArn = trail.arn;
    this.logGroupName = logGroup.name;
    this.bucketName = bucket.bucket;
    this.keyArn = key.arn;
    this.ready = [policy];
    this.registerOutputs({ trailArn: this.trailArn, bucketName: this.bucketName });
  }
}
