import { allow, bucket, fresh, make, token, type Lifecycle } from "./lifecycle";

/** Lifecycles of the storage types. */
export const storage: readonly Lifecycle[] = [
  {
    type: token("s3", "Bucket"),
    inputs: { bucket: "logs-100000000001", tags: { a: "1" } },
    change: { tags: { a: "1", b: "2" }, forceDestroy: true },
    changes: ["forceDestroy: UPDATE", "tags.b: ADD"],
    replace: { bucket: "other" },
    id: "logs-100000000001",
    outputs: { arn: "arn:aws:s3:::logs-100000000001", bucketRegionalDomainName: "logs-100000000001.s3.eu-west-1.amazonaws.com" },
  },
  {
    type: token("s3", "BucketPolicy"),
    inputs: { policy: allow("s3:GetObject", "arn:aws:s3:::x/*") },
    change: { policy: allow("s3:PutObject", "arn:aws:s3:::x/*") },
    changes: ["policy: UPDATE"],
    needs: async (plugin) => ({ bucket: await bucket(plugin) }),
  },
  {
    type: token("s3", "BucketPublicAccessBlock"),
    inputs: { blockPublicAcls: true, blockPublicPolicy: true },
    change: { restrictPublicBuckets: true },
    changes: ["restrictPublicBuckets: UPDATE"],
    needs: async (plugin) => ({ bucket: await bucket(plugin) }),
  },
  {
    type: token("s3", "BucketVersioning"),
    inputs: { versioningConfiguration: { status: "Enabled" } },
    change: { versioningConfiguration: { status: "Suspended" } },
    changes: ["versioningConfiguration.status: UPDATE"],
    deletesNothing: true,
    needs: async (plugin) => ({ bucket: await bucket(plugin) }),
  },
  {
    type: token("s3", "BucketServerSideEncryptionConfiguration"),
    inputs: {
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn:aws:kms:eu-west-1:100000000001:key/k" },
          bucketKeyEnabled: true,
        },
      ],
    },
    change: { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    changes: ["rules[0]: UPDATE"],
    needs: async (plugin) => ({ bucket: await bucket(plugin) }),
  },
  {
    type: token("s3", "BucketNotification"),
    inputs: {},
    change: { queues: [] },
    deletesNothing: true,
    needs: async (plugin) => {
      const queue = await make(plugin, "sqs", "Queue", { name: fresh("notified") });
      await make(plugin, "sqs", "QueuePolicy", { queueUrl: queue.id, policy: allow("sqs:SendMessage") });
      const queues = [
        { id: "siem", queueArn: queue.outputs["arn"], events: ["s3:ObjectCreated:*"], filterPrefix: "AWSLogs/", filterSuffix: ".json.gz" },
      ];
      return { bucket: await bucket(plugin), queues };
    },
  },
  {
    type: token("kms", "Key"),
    inputs: { description: "encrypts", enableKeyRotation: true, deletionWindowInDays: 30, policy: allow("kms:*"), tags: { a: "1" } },
    change: { description: "encrypts more", enableKeyRotation: false, policy: allow("kms:Decrypt"), tags: { b: "1" } },
    changes: ["description: UPDATE", "enableKeyRotation: UPDATE", "policy: UPDATE", "tags.a: DELETE", "tags.b: ADD"],
    unknowable: ["deletionWindowInDays"],
  },
];
