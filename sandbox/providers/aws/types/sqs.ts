import { type ResourceType, type Work } from "../../shared/table";
import { send } from "../cloud";
import { during, orMissing } from "../failures";
import { orAbsent } from "../shapes";
import { regional, tagged, tagsOf } from "../traits";

/** Queue attributes by their names in the API. */
const attributes = {
  messageRetentionSeconds: "MessageRetentionPeriod",
  sqsManagedSseEnabled: "SqsManagedSseEnabled",
  visibilityTimeoutSeconds: "VisibilityTimeout",
};

function fromText(value: string | undefined): unknown {
  if (value === "true" || value === "false") return value === "true";
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : orAbsent(value);
}

/** `aws:sqs/queue:Queue`. Its id is its URL. */
export const queue: ResourceType = regional(
  tagged(
    {
      inputs: [...Object.keys(attributes), "name"],
      replaceOn: ["name"],
      // The service encrypts where the program says nothing; a removal from the program is then no change.
      computed: ["arn", "namePrefix", "policy", "sqsManagedSseEnabled", "url"],
      defaults: {
        messageRetentionSeconds: 345_600,
        visibilityTimeoutSeconds: 30,
      },
      autoName: { maxLength: 80 },
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
        return {
          ...values,
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
          ([property]) => work.changed(property) && (work.inputs[property] !== undefined || property !== "sqsManagedSseEnabled"),
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
  inputs: ["policy", "queueUrl"],
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
