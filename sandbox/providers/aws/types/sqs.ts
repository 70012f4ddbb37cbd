import { type ResourceType, type Work } from "../../shared/table";
import { send } from "../cloud";
import { during, orMissing } from "../failures";
import { orAbsent } from "../shapes";
import { regional, tagged, tagsOf } from "../traits";

/** Queue attributes by their names in the API. */
const attributes = {
  kmsMasterKeyId: "KmsMasterKeyId",
  messageRetentionSeconds: "MessageRetentionPeriod",
  policy: "Policy",
  sqsManagedSseEnabled: "SqsManagedSseEnabled",
  visibilityTimeoutSeconds: "VisibilityTimeout",
};

/** What the service decides when the program is silent; a removal from the program is then no change. */
const serviceDecides = ["policy", "sqsManagedSseEnabled"];

function fromText(value: string | undefined): unknown {
  if (value === "true" || value === "false") return value === "true";
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : orAbsent(value);
}

/** `aws:sqs/queue:Queue`. Its id is its URL. */
export const queue: ResourceType = regional(
  tagged(
    {
      replaceOn: ["name", "namePrefix"],
      computed: ["arn", "url", "namePrefix", ...serviceDecides],
      defaults: {
        messageRetentionSeconds: 345_600,
        visibilityTimeoutSeconds: 30,
      },
      policies: ["policy"],
      autoName: { maxLength: 80 },
      unhandled: [
        "contentBasedDeduplication",
        "deduplicationScope",
        "delaySeconds",
        "fifoQueue",
        "fifoThroughputLimit",
        "kmsDataKeyReusePeriodSeconds",
        "maxMessageSize",
        "namePrefix",
        "receiveWaitTimeSeconds",
        "redriveAllowPolicy",
        "redrivePolicy",
      ],
      async create(work) {
        const name = work.inputs["name"] as string;
        const Attributes = Object.fromEntries(
          Object.entries(attributes).flatMap(([property, attribute]) => {
            const value = work.inputs[property] as unknown;
            return value === undefined ? [] : [[attribute, String(value)]];
          }),
        );
        const input = { QueueName: name, Attributes, tags: tagsOf(work) };
        return (await during(`creating SQS Queue (${name})`, send("sqs", "CreateQueue", input, work)))["QueueUrl"] as string;
      },
      async read(work) {
        const answer = await orMissing(send("sqs", "GetQueueAttributes", { QueueUrl: work.id, AttributeNames: ["All"] }, work));
        if (answer === undefined) return undefined;
        const found = answer["Attributes"] as Record<string, string>;
        const { Tags } = await send("sqs", "ListQueueTags", { QueueUrl: work.id }, work);
        const values = Object.fromEntries(
          Object.entries(attributes).map(([property, attribute]) => [property, fromText(found[attribute])]),
        );
        const { policy, ...rest } = values;
        return {
          ...rest,
          // A policy that another resource sets is no drift of the queue's.
          ...(work.inputs["policy"] !== undefined && { policy }),
          arn: found["QueueArn"],
          // Absent where the local service does not know it: then the state keeps what was asked for.
          ...(values["sqsManagedSseEnabled"] === undefined && { sqsManagedSseEnabled: work.inputs["sqsManagedSseEnabled"] }),
          name: work.id.slice(work.id.lastIndexOf("/") + 1),
          url: work.id,
          tagsAll: (Tags ?? {}) as unknown,
        };
      },
      async update(work) {
        const changed = Object.entries(attributes).filter(
          ([property]) => work.changed(property) && (work.inputs[property] !== undefined || !serviceDecides.includes(property)),
        );
        if (changed.length === 0) return;
        const Attributes = Object.fromEntries(
          changed.map(([property, attribute]) => [attribute, String((work.inputs[property] ?? "") as string)]),
        );
        await send("sqs", "SetQueueAttributes", { QueueUrl: work.id, Attributes }, work);
      },
      delete: async (work) => void (await orMissing(send("sqs", "DeleteQueue", { QueueUrl: work.id }, work))),
    },
    {
      tag: (work, tags) => send("sqs", "TagQueue", { QueueUrl: work.id, Tags: tags }, work),
      untag: (work, keys) => send("sqs", "UntagQueue", { QueueUrl: work.id, TagKeys: keys }, work),
    },
  ),
);

async function putPolicy(work: Work, policy: unknown): Promise<void> {
  const QueueUrl = work.inputs["queueUrl"] as string;
  await during(
    `setting SQS Queue Policy (${QueueUrl})`,
    send("sqs", "SetQueueAttributes", { QueueUrl, Attributes: { Policy: policy } }, work),
  );
}

/** `aws:sqs/queuePolicy:QueuePolicy`. Its id is the queue's URL. */
export const queuePolicy: ResourceType = regional({
  replaceOn: ["queueUrl"],
  policies: ["policy"],
  async create(work) {
    await putPolicy(work, work.inputs["policy"]);
    return work.inputs["queueUrl"] as string;
  },
  async read(work) {
    const answer = await orMissing(send("sqs", "GetQueueAttributes", { QueueUrl: work.id, AttributeNames: ["Policy"] }, work));
    const policy = answer?.["Attributes"]?.["Policy"] as string | undefined;
    return policy ? { queueUrl: work.id, policy } : undefined;
  },
  update: (work) => putPolicy(work, work.inputs["policy"]),
  delete: async (work) =>
    void (await orMissing(send("sqs", "SetQueueAttributes", { QueueUrl: work.id, Attributes: { Policy: "" } }, work))),
});
