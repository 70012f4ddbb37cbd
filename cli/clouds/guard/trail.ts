import {
  CloudTrailClient,
  GetEventSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  paginateListTrails,
  type AdvancedEventSelector,
  type EventSelector,
} from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  paginateListResourceTags,
} from "@aws-sdk/client-kms";
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { clientSettings, counted, everyItem, type CallCounter } from "../aws";
import { orAbsent } from "../aws-error";
import { documentOf } from "./document";

/** A trail, how it is doing, and which events it takes. */
export interface TrailReading {
  readonly logging: boolean;
  readonly multiRegion: boolean;
  readonly globalEvents: boolean;
  readonly validated: boolean;
  readonly organization: boolean;
  readonly bucket: string | undefined;
  readonly keyArn: string | undefined;
  /** Name of its CloudWatch log group. */
  readonly logGroup: string | undefined;
  readonly logsRoleArn: string | undefined;
  /** What kept it from writing to the bucket or the log group last. */
  readonly errors: readonly string[];
  readonly selectors: readonly EventSelector[];
  readonly advancedSelectors: readonly AdvancedEventSelector[];
}

/** A bucket as far as it guards what lies in it. */
export interface BucketReading {
  readonly policy: unknown;
  readonly versioning: string | undefined;
  /** ARN of the key that it encrypts with. */
  readonly keyArn: string | undefined;
  /** Whether all four kinds of public access are blocked. */
  readonly closed: boolean;
  /** Ids of enabled lifecycle rules. */
  readonly lifecycleRules: readonly string[];
}

/** A key. */
export interface KeyReading {
  /** `Enabled`, `Disabled`, `PendingDeletion`, … */
  readonly state: string;
  readonly rotates: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly policy: unknown;
}

/** A log group. */
export interface LogGroupReading {
  /** Undefined: for ever. */
  readonly retentionDays: number | undefined;
  readonly keyArn: string | undefined;
}

/** Reads the trail and what it writes to; never writes. */
export class TrailReader {
  private readonly s3: S3Client;
  private readonly kms: KMSClient;
  private readonly logs: CloudWatchLogsClient;

  constructor(
    private readonly homeRegion: string,
    private readonly counter: CallCounter,
  ) {
    // Virtual hosts are AWS's own; an endpoint of the environment takes paths.
    this.s3 = counted(
      new S3Client({
        ...clientSettings(homeRegion),
        forcePathStyle: process.env["AWS_ENDPOINT_URL"] !== undefined,
        followRegionRedirects: true,
      }),
      counter,
    );
    this.kms = counted(new KMSClient(clientSettings(homeRegion)), counter);
    this.logs = counted(new CloudWatchLogsClient(clientSettings(homeRegion)), counter);
  }

  /** ARNs of all trails, of every region: a call a page. */
  async trailArns(): Promise<string[]> {
    const client = counted(new CloudTrailClient(clientSettings(this.homeRegion)), this.counter);
    const trails = await everyItem(paginateListTrails({ client }, {}), (page) => page.Trails);
    return trails.flatMap(({ TrailARN }) => TrailARN ?? []);
  }

  /** A trail by ARN, asked in its own region: three calls. */
  trail(arn: string): Promise<TrailReading | undefined> {
    const client = counted(new CloudTrailClient(clientSettings(arn.split(":")[3] ?? "")), this.counter);
    return orAbsent(async () => {
      const [{ Trail }, status, selectors] = await Promise.all([
        client.send(new GetTrailCommand({ Name: arn })),
        client.send(new GetTrailStatusCommand({ Name: arn })),
        client.send(new GetEventSelectorsCommand({ TrailName: arn })),
      ]);
      return {
        logging: status.IsLogging === true,
        multiRegion: Trail?.IsMultiRegionTrail === true,
        globalEvents: Trail?.IncludeGlobalServiceEvents === true,
        validated: Trail?.LogFileValidationEnabled === true,
        organization: Trail?.IsOrganizationTrail === true,
        bucket: Trail?.S3BucketName,
        keyArn: Trail?.KmsKeyId,
        logGroup: /:log-group:(.+?)(:\*)?$/.exec(Trail?.CloudWatchLogsLogGroupArn ?? "")?.[1],
        logsRoleArn: Trail?.CloudWatchLogsRoleArn,
        errors: [status.LatestDeliveryError, status.LatestCloudWatchLogsDeliveryError].filter(
          (error) => error !== undefined && error !== "",
        ),
        selectors: selectors.EventSelectors ?? [],
        advancedSelectors: selectors.AdvancedEventSelectors ?? [],
      } as TrailReading;
    });
  }

  /** A bucket: six calls. */
  bucket(Bucket: string): Promise<BucketReading | undefined> {
    const { s3 } = this;
    return orAbsent(async () => {
      await s3.send(new HeadBucketCommand({ Bucket }));
      const [policy, versioning, encryption, access, lifecycle] = await Promise.all([
        orAbsent(async () => (await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy),
        s3.send(new GetBucketVersioningCommand({ Bucket })),
        orAbsent(() => s3.send(new GetBucketEncryptionCommand({ Bucket }))),
        orAbsent(() => s3.send(new GetPublicAccessBlockCommand({ Bucket }))),
        orAbsent(() => s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))),
      ]);
      const blocks = access?.PublicAccessBlockConfiguration;
      const [rule] = encryption?.ServerSideEncryptionConfiguration?.Rules ?? [];
      return {
        policy: documentOf(policy),
        versioning: versioning.Status,
        keyArn: rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID,
        closed: [blocks?.BlockPublicAcls, blocks?.BlockPublicPolicy, blocks?.IgnorePublicAcls, blocks?.RestrictPublicBuckets].every(
          (block) => block === true,
        ),
        lifecycleRules: (lifecycle?.Rules ?? []).filter(({ Status }) => Status === "Enabled").map(({ ID = "without name" }) => ID),
      };
    });
  }

  /** ARNs of the queues in which S3 announces every new object of a bucket, or those of a prefix: one call. */
  async announcedIn(Bucket: string): Promise<string[]> {
    const { QueueConfigurations = [] } = await this.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    return QueueConfigurations.flatMap(({ QueueArn, Events = [] }) =>
      QueueArn !== undefined && Events.includes("s3:ObjectCreated:*") ? [QueueArn] : [],
    );
  }

  /** A key by ARN or id: four calls. */
  key(KeyId: string): Promise<KeyReading | undefined> {
    const { kms } = this;
    return orAbsent(async () => {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
      const [policy, tags, rotation] = await Promise.all([
        kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" })),
        everyItem(paginateListResourceTags({ client: kms }, { KeyId }), (page) => page.Tags),
        kms.send(new GetKeyRotationStatusCommand({ KeyId })),
      ]);
      return {
        state: KeyMetadata?.KeyState ?? "unknown",
        rotates: rotation.KeyRotationEnabled === true,
        tags: Object.fromEntries(tags.map(({ TagKey = "", TagValue = "" }) => [TagKey, TagValue])),
        policy: documentOf(policy.Policy),
      };
    });
  }

  async logGroup(name: string): Promise<LogGroupReading | undefined> {
    const logGroups = await everyItem(
      paginateDescribeLogGroups({ client: this.logs }, { logGroupNamePrefix: name }),
      (page) => page.logGroups,
    );
    const found = logGroups.find(({ logGroupName }) => logGroupName === name);
    return found && { retentionDays: found.retentionInDays, keyArn: found.kmsKeyId };
  }
}
