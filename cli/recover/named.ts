import { CloudTrailClient, paginateListTags, paginateListTrails } from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient, ListTagsForResourceCommand, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import {
  GetLoginProfileCommand,
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  paginateListAccessKeys,
  ListOpenIDConnectProvidersCommand,
  paginateListPolicies,
  paginateListPolicyTags,
} from "@aws-sdk/client-iam";
import { DescribeKeyCommand, KMSClient, paginateListResourceTags, paginateListKeys } from "@aws-sdk/client-kms";
import { GetBucketTaggingCommand, HeadBucketCommand, paginateListBuckets, S3Client } from "@aws-sdk/client-s3";
import { GetScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import pMap from "p-map";
import { awsConcurrency, clientSettings, everyItem } from "../clouds/aws";
import { orAbsent } from "../clouds/aws-error";
import { needed, type Recovery } from "./finder";
import { type AwsTags, markedBy } from "./marks";
import { textInput, type ResourceState } from "../stack/state";

/** What these finders ask. */
export interface NamedClouds {
  readonly homeRegion: string;
  /** What is older was not made by the interrupted run. */
  readonly since: Date;
}

const put = "writing it again gives the same result";

/**
 * How AWS resources that people name are recovered: breakglass, alarms, SIEM export. Ids as the provider imports them.
 */
export const namedRecoveries: Readonly<Record<string, Recovery<NamedClouds>>> = {
  "aws:iam/user:User": byName(async (name, region) => {
    const { User } = await new IAMClient(clientSettings(region)).send(new GetUserCommand({ UserName: name }));
    return { created: User?.CreateDate, tags: User?.Tags };
  }),
  "aws:iam/role:Role": byName(async (name, region) => {
    const { Role } = await new IAMClient(clientSettings(region)).send(new GetRoleCommand({ RoleName: name }));
    return { created: Role?.CreateDate, tags: Role?.Tags };
  }),
  "aws:iam/policy:Policy": {
    find: async (resource, clouds) => {
      const [name, path] = [needed(resource, "name"), textInput(resource, "path") ?? "/"];
      const client = new IAMClient(settings(resource, clouds));
      const policies = await everyItem(paginateListPolicies({ client }, { Scope: "Local", PathPrefix: path }), (page) => page.Policies);
      return Promise.all(
        policies
          .filter(({ PolicyName }) => PolicyName === name)
          .map(async ({ Arn = "", CreateDate }) => ({
            id: Arn,
            description: `policy ${name}`,
            ...made(CreateDate),
            ...(await markedBy(resource, () => everyItem(paginateListPolicyTags({ client }, { PolicyArn: Arn }), (page) => page.Tags))),
          })),
      );
    },
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    find: async (resource, clouds) => {
      const host = needed(resource, "url")
        .replace(/^https:\/\//, "")
        .replace(/\/+$/, "");
      const client = new IAMClient(settings(resource, clouds));
      const { OpenIDConnectProviderList: list = [] } = await client.send(new ListOpenIDConnectProvidersCommand({}));
      return Promise.all(
        list
          .filter(({ Arn = "" }) => Arn.split(":oidc-provider/")[1]?.replace(/\/+$/, "") === host)
          .map(async ({ Arn = "" }) => {
            const { CreateDate, Tags } = await client.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: Arn }));
            return {
              id: Arn,
              description: `OpenID Connect provider ${host}`,
              ...made(CreateDate),
              ...(await markedBy(resource, () => Tags)),
            };
          }),
      );
    },
  },
  "aws:iam/userLoginProfile:UserLoginProfile": {
    find: async (resource, clouds) => {
      const user = needed(resource, "user");
      const found = await orAbsent(() => new IAMClient(settings(resource, clouds)).send(new GetLoginProfileCommand({ UserName: user })));
      // An older password is somebody's who uses it.
      const created = found?.LoginProfile?.CreateDate;
      if (found === undefined || (created !== undefined && created < clouds.since)) return [];
      return [
        {
          id: user,
          user,
          description: `console password of ${user}`,
          useless: "nobody received its password; remove it, then it is made again",
        },
      ];
    },
  },
  "aws:iam/accessKey:AccessKey": {
    find: async (resource, clouds) => {
      const user = needed(resource, "user");
      // An older key in no state is somebody else's: nothing proves that its secret was lost.
      const client = new IAMClient(settings(resource, clouds));
      const keys = await everyItem(paginateListAccessKeys({ client }, { UserName: user }), (page) => page.AccessKeyMetadata);
      return keys
        .filter(({ CreateDate }) => CreateDate !== undefined && CreateDate >= clouds.since)
        .map(({ AccessKeyId = "" }) => ({
          id: AccessKeyId,
          user,
          description: `access key ${AccessKeyId} of ${user}`,
          useless: "nobody received its secret; remove it, then another is made",
        }));
    },
  },
  "aws:kms/key:Key": {
    find: async (resource, clouds) => {
      const description = needed(resource, "description");
      const client = new KMSClient(settings(resource, clouds));
      const keys = await everyItem(paginateListKeys({ client }, {}), (page) => page.Keys);
      const described = await pMap(keys, ({ KeyId }) => client.send(new DescribeKeyCommand({ KeyId })), { concurrency: awsConcurrency });
      return Promise.all(
        described
          .filter(
            ({ KeyMetadata }) =>
              KeyMetadata?.Description === description && KeyMetadata.KeyState === "Enabled" && KeyMetadata.KeyManager !== "AWS",
          )
          .map(async ({ KeyMetadata: key }) => ({
            id: key?.KeyId ?? "",
            description: `key "${description}"`,
            ...made(key?.CreationDate),
            ...(await markedBy(resource, () =>
              everyItem(paginateListResourceTags({ client }, { KeyId: key?.KeyId }), (page) => page.Tags),
            )),
          })),
      );
    },
  },
  "aws:s3/bucket:Bucket": {
    find: async (resource, clouds) => {
      const name = needed(resource, "bucket");
      const client = new S3Client({ ...settings(resource, clouds), forcePathStyle: true });
      const found = await orAbsent(() => client.send(new HeadBucketCommand({ Bucket: name })));
      if (found === undefined) return [];
      const own = await everyItem(paginateListBuckets({ client }, { Prefix: name }), (page) => page.Buckets);
      const tags = async () => (await orAbsent(() => client.send(new GetBucketTaggingCommand({ Bucket: name }))))?.TagSet;
      return [
        {
          id: name,
          description: `bucket ${name}`,
          ...made(own.find(({ Name }) => Name === name)?.CreationDate),
          ...(await markedBy(resource, tags, true)),
        },
      ];
    },
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    find: async (resource, clouds) => {
      const name = needed(resource, "name");
      const client = new CloudWatchLogsClient(settings(resource, clouds));
      const groups = await everyItem(paginateDescribeLogGroups({ client }, { logGroupNamePrefix: name }), (page) => page.logGroups);
      return Promise.all(
        groups
          .filter(({ logGroupName }) => logGroupName === name)
          .map(async ({ creationTime, logGroupArn: resourceArn }) => ({
            id: name,
            description: `log group ${name}`,
            ...made(creationTime === undefined ? undefined : new Date(creationTime)),
            ...(await markedBy(resource, async () => (await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags)),
          })),
      );
    },
  },
  "aws:cloudtrail/trail:Trail": {
    find: async (resource, clouds) => {
      const name = needed(resource, "name");
      const client = new CloudTrailClient(settings(resource, clouds));
      const trails = await everyItem(paginateListTrails({ client }, {}), (page) => page.Trails);
      return Promise.all(
        trails
          .filter(({ Name }) => Name === name)
          .map(async ({ TrailARN = "" }) => ({
            id: TrailARN,
            description: `trail ${name}`,
            ...(await markedBy(resource, async () => {
              const pages = paginateListTags({ client }, { ResourceIdList: [TrailARN] });
              return (await everyItem(pages, (page) => page.ResourceTagList)).flatMap(({ TagsList = [] }) => TagsList);
            })),
          })),
      );
    },
  },
  "aws:scheduler/schedule:Schedule": {
    find: async (resource, clouds) => {
      const [name, group] = [needed(resource, "name"), textInput(resource, "groupName") ?? "default"];
      const client = new SchedulerClient(settings(resource, clouds));
      const found = await orAbsent(() => client.send(new GetScheduleCommand({ Name: name, GroupName: group })));
      return found === undefined ? [] : [{ id: `${group}/${name}`, description: `schedule ${name}`, ...made(found.CreationDate) }];
    },
  },
  ...Object.fromEntries(
    [
      "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/userPolicyAttachment:UserPolicyAttachment",
      "aws:cloudwatch/eventRule:EventRule",
      "aws:cloudwatch/eventTarget:EventTarget",
      "aws:cloudwatch/logMetricFilter:LogMetricFilter",
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "aws:s3/bucketNotification:BucketNotification",
      "aws:s3/bucketPolicy:BucketPolicy",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "aws:s3/bucketVersioning:BucketVersioning",
      "aws:sns/topic:Topic",
      "aws:sns/topicPolicy:TopicPolicy",
      "aws:sns/topicSubscription:TopicSubscription",
      "aws:sqs/queue:Queue",
      "aws:sqs/queuePolicy:QueuePolicy",
    ].map((type) => [type, { repeatable: put }] as const),
  ),
};

function settings(resource: ResourceState, { homeRegion }: NamedClouds): ReturnType<typeof clientSettings> {
  return clientSettings(textInput(resource, "region") ?? homeRegion);
}

function byName(
  read: (name: string, region: string) => Promise<{ readonly created: Date | undefined; readonly tags: AwsTags | undefined }>,
): Recovery<NamedClouds> {
  return {
    find: async (resource, { homeRegion }) => {
      const name = needed(resource, "name");
      const found = await orAbsent(() => read(name, homeRegion));
      if (found === undefined) return [];
      return [{ id: name, description: name, ...made(found.created), ...(await markedBy(resource, () => found.tags)) }];
    },
  };
}

function made(created: Date | undefined): { created?: Date } {
  return created === undefined ? {} : { created };
}
