import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { send } from "../cloud";
import { during, orMissing } from "../failures";
import { toCamel, toPascal } from "../shapes";
import { regional } from "../traits";

/**
 * One sub-resource of a bucket, whose id is the bucket's name: what its API calls are, and how its properties travel.
 */
interface Setting extends Partial<ResourceType> {
  /** Inputs beside the bucket. */
  readonly inputs: readonly string[];
  readonly put: string;
  readonly get: string;
  /** Left out where destroying the resource writes something instead. */
  readonly remove?: string;
  toApi(inputs: Props): Props;
  /** Undefined when there is nothing set. */
  fromApi(answer: Props, inputs: Props): Props | undefined;
}

function setting({ inputs: parts, put, get, remove, toApi, fromApi, ...row }: Setting): ResourceType {
  const write = async (work: Work): Promise<void> => {
    const Bucket = work.inputs["bucket"] as string;
    await during(`${put} of S3 Bucket (${Bucket})`, send("s3", put, { Bucket, ...toApi(work.inputs) }, work));
  };
  return regional({
    inputs: ["bucket", ...parts],
    replaceOn: ["bucket"],
    async create(work) {
      await write(work);
      return work.inputs["bucket"] as string;
    },
    async read(work) {
      const answer = await orMissing(send("s3", get, { Bucket: work.id }, work));
      const found = answer && fromApi(answer, work.inputs);
      return found && { bucket: work.id, ...found };
    },
    update: write,
    async delete(work) {
      if (remove !== undefined) await orMissing(send("s3", remove, { Bucket: work.id }, work));
    },
    ...row,
  });
}

/** `aws:s3/bucketPolicy:BucketPolicy`. */
export const bucketPolicy = setting({
  inputs: ["policy"],
  put: "PutBucketPolicy",
  get: "GetBucketPolicy",
  remove: "DeleteBucketPolicy",
  policies: ["policy"],
  toApi: ({ policy }) => ({ Policy: policy as unknown }),
  fromApi: ({ Policy }) => (Policy ? { policy: Policy as unknown } : undefined),
});

const blocks = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** `aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock`. */
export const bucketPublicAccessBlock = setting({
  inputs: blocks,
  put: "PutPublicAccessBlock",
  get: "GetPublicAccessBlock",
  remove: "DeletePublicAccessBlock",
  defaults: Object.fromEntries(blocks.map((name) => [name, false])),
  toApi: (inputs) => ({
    PublicAccessBlockConfiguration: toPascal(Object.fromEntries(blocks.map((name) => [name, inputs[name] ?? false]))),
  }),
  fromApi: ({ PublicAccessBlockConfiguration: found }) => toCamel(found) as Props,
});

/** `aws:s3/bucketVersioning:BucketVersioning`. Versioning cannot be taken away: destroying the resource suspends it. */
export const bucketVersioning = setting({
  inputs: ["versioningConfiguration.status"],
  put: "PutBucketVersioning",
  get: "GetBucketVersioning",
  toApi: ({ versioningConfiguration }) => ({ VersioningConfiguration: { Status: versioningConfiguration["status"] as unknown } }),
  fromApi: ({ Status }) => (Status ? { versioningConfiguration: { status: Status as unknown } } : undefined),
  async delete(work) {
    if (work.olds["versioningConfiguration"]?.["status"] !== "Enabled") return;
    await orMissing(send("s3", "PutBucketVersioning", { Bucket: work.id, VersioningConfiguration: { Status: "Suspended" } }, work));
  },
});

/** `aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration`. */
export const bucketServerSideEncryptionConfiguration = setting({
  inputs: [
    "rules.applyServerSideEncryptionByDefault.kmsMasterKeyId",
    "rules.applyServerSideEncryptionByDefault.sseAlgorithm",
    "rules.bucketKeyEnabled",
  ],
  put: "PutBucketEncryption",
  get: "GetBucketEncryption",
  remove: "DeleteBucketEncryption",
  sets: ["rules"],
  toApi: ({ rules }) => ({
    ServerSideEncryptionConfiguration: {
      Rules: (rules as Props[]).map(({ applyServerSideEncryptionByDefault: by, bucketKeyEnabled }) => ({
        ApplyServerSideEncryptionByDefault: {
          SSEAlgorithm: by?.["sseAlgorithm"] as unknown,
          KMSMasterKeyID: by?.["kmsMasterKeyId"] as unknown,
        },
        BucketKeyEnabled: bucketKeyEnabled as unknown,
      })),
    },
  }),
  fromApi: ({ ServerSideEncryptionConfiguration: found }) => ({
    rules: (found["Rules"] as Props[]).map(({ ApplyServerSideEncryptionByDefault: by, BucketKeyEnabled }) => ({
      applyServerSideEncryptionByDefault: { sseAlgorithm: by["SSEAlgorithm"] as unknown, kmsMasterKeyId: by["KMSMasterKeyID"] as unknown },
      bucketKeyEnabled: (BucketKeyEnabled ?? false) as unknown,
    })),
  }),
});

/**
 * `aws:s3/bucketNotification:BucketNotification`. It owns the bucket's whole notification configuration; destroying it
 * empties that.
 */
export const bucketNotification = setting({
  inputs: ["events", "filterPrefix", "filterSuffix", "id", "queueArn"].map((name) => `queues.${name}`),
  put: "PutBucketNotificationConfiguration",
  get: "GetBucketNotificationConfiguration",
  sets: ["queues.events"],
  toApi: ({ queues }) => ({
    NotificationConfiguration: {
      QueueConfigurations: ((queues ?? []) as Props[]).map(({ id, events, queueArn, filterPrefix, filterSuffix }) => ({
        Id: id as unknown,
        QueueArn: queueArn as unknown,
        Events: events as unknown,
        ...filterToApi(filterPrefix as string | undefined, filterSuffix as string | undefined),
      })),
    },
  }),
  fromApi: ({ QueueConfigurations }, { queues }) => ({
    queues: ((QueueConfigurations ?? []) as Props[]).map((one, index) => ({
      // Where the program gives no id the service makes one up, which is nobody's change.
      ...(queues !== undefined && queues[index]?.["id"] === undefined ? {} : { id: one["Id"] as unknown }),
      queueArn: one["QueueArn"] as unknown,
      events: one["Events"] as unknown,
      ...filterFromApi(one),
    })),
  }),
  async delete(work) {
    await orMissing(send("s3", "PutBucketNotificationConfiguration", { Bucket: work.id, NotificationConfiguration: {} }, work));
  },
});

function filterToApi(prefix?: string, suffix?: string): Props {
  const FilterRules = [...(prefix ? [{ Name: "prefix", Value: prefix }] : []), ...(suffix ? [{ Name: "suffix", Value: suffix }] : [])];
  return FilterRules.length === 0 ? {} : { Filter: { Key: { FilterRules } } };
}

function filterFromApi({ Filter }: Props): Props {
  const rules = (Filter?.["Key"]?.["FilterRules"] ?? []) as { Name: string; Value: string }[];
  const value = (name: string): string | undefined => rules.find(({ Name }) => Name.toLowerCase() === name)?.Value;
  return { filterPrefix: value("prefix"), filterSuffix: value("suffix") };
}
