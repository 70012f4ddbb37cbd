import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { accountId, list, partitionOf, regionOf, send } from "../cloud";
import { AwsError, during, orMissing } from "../failures";
import { pause } from "../pace";
import { orAbsent } from "../shapes";
import { regional, tagged, tagList, tagMap, tagsOf } from "../traits";

/** Topic attributes that are plain properties, by their names in the API. */
const topicAttributes = {
  deliveryPolicy: "DeliveryPolicy",
  displayName: "DisplayName",
  kmsMasterKeyId: "KmsMasterKeyId",
  policy: "Policy",
};

/** Attributes are texts; what was a number or truth in the program is one again in the state. */
function fromText(value: unknown): unknown {
  if (value === "true" || value === "false") return value === "true";
  return orAbsent(value);
}

async function setAttribute(work: Work, TopicArn: string, AttributeName: string, AttributeValue: unknown): Promise<void> {
  const input = { TopicArn, AttributeName, AttributeValue: String(AttributeValue ?? "") };
  await during(`setting SNS Topic (${TopicArn}) attribute (${AttributeName})`, send("sns", "SetTopicAttributes", input, work));
}

/** `aws:sns/topic:Topic`. Its id is its ARN. */
export const topic: ResourceType = regional(
  tagged(
    {
      replaceOn: ["name", "namePrefix"],
      computed: ["arn", "namePrefix", "owner", "policy"],
      policies: ["policy"],
      json: ["deliveryPolicy"],
      autoName: { maxLength: 256 },
      unhandled: [
        "archivePolicy",
        "contentBasedDeduplication",
        "fifoThroughputScope",
        "fifoTopic",
        "namePrefix",
        "signatureVersion",
        "tracingConfig",
      ],
      async create(work) {
        const name = work.inputs["name"] as string;
        const Attributes = Object.fromEntries(
          Object.entries(topicAttributes).flatMap(([property, attribute]) =>
            work.inputs[property] === undefined || work.inputs[property] === false ? [] : [[attribute, String(work.inputs[property])]],
          ),
        );
        const input = { Name: name, Attributes, Tags: tagList(tagsOf(work)) };
        return (await during(`creating SNS Topic (${name})`, send("sns", "CreateTopic", input, work)))["TopicArn"] as string;
      },
      async read(work) {
        const answer = await orMissing(send("sns", "GetTopicAttributes", { TopicArn: work.id }, work));
        if (answer === undefined) return undefined;
        const found = answer["Attributes"] as Record<string, string>;
        const { Tags } = await send("sns", "ListTagsForResource", { ResourceArn: work.id }, work);
        const values = Object.fromEntries(
          Object.entries(topicAttributes).map(([property, attribute]) => [property, fromText(found[attribute])]),
        );
        const { policy, ...rest } = values;
        return {
          ...rest,
          // A policy that another resource sets is no drift of the topic's.
          ...(work.inputs["policy"] !== undefined || work.olds["policy"] === undefined ? { policy } : {}),
          arn: work.id,
          name: work.id.slice(work.id.lastIndexOf(":") + 1),
          owner: found["Owner"],
          tagsAll: tagMap(Tags as Props[]),
        };
      },
      async update(work) {
        for (const [property, attribute] of Object.entries(topicAttributes)) {
          if (work.changed(property) && (work.inputs[property] !== undefined || property !== "policy")) {
            await setAttribute(work, work.id, attribute, work.inputs[property]);
          }
        }
      },
      delete: async (work) => void (await orMissing(send("sns", "DeleteTopic", { TopicArn: work.id }, work))),
    },
    {
      tag: (work, tags) => send("sns", "TagResource", { ResourceArn: work.id, Tags: tagList(tags) }, work),
      untag: (work, keys) => send("sns", "UntagResource", { ResourceArn: work.id, TagKeys: keys }, work),
    },
  ),
);

/** `aws:sns/topicPolicy:TopicPolicy`. Its id is the topic's ARN; destroying it puts AWS's default policy back. */
export const topicPolicy: ResourceType = regional({
  replaceOn: ["arn"],
  computed: ["owner"],
  policies: ["policy"],
  async create(work) {
    await setAttribute(work, work.inputs["arn"] as string, "Policy", work.inputs["policy"]);
    return work.inputs["arn"] as string;
  },
  async read(work) {
    const answer = await orMissing(send("sns", "GetTopicAttributes", { TopicArn: work.id }, work));
    const found = answer?.["Attributes"] as Record<string, string> | undefined;
    return found && { arn: work.id, owner: found["Owner"], policy: found["Policy"] };
  },
  update: (work) => setAttribute(work, work.id, "Policy", work.inputs["policy"]),
  async delete(work) {
    const region = regionOf(work);
    const owner = await accountId(work);
    const Policy = JSON.stringify({
      Version: "2008-10-17",
      Id: "__default_policy_ID",
      Statement: [
        {
          Sid: "__default_statement_ID",
          Effect: "Allow",
          Principal: { AWS: `arn:${partitionOf(region)}:iam::${owner}:root` },
          Action: [
            "GetTopicAttributes",
            "SetTopicAttributes",
            "AddPermission",
            "RemovePermission",
            "DeleteTopic",
            "Subscribe",
            "ListSubscriptionsByTopic",
            "Publish",
          ].map((action) => `SNS:${action}`),
          Resource: work.id,
          Condition: { StringEquals: { "AWS:SourceOwner": owner } },
        },
      ],
    });
    await orMissing(send("sns", "SetTopicAttributes", { TopicArn: work.id, AttributeName: "Policy", AttributeValue: Policy }, work));
  },
});

const subscriptionAttributes = {
  deliveryPolicy: "DeliveryPolicy",
  filterPolicy: "FilterPolicy",
  filterPolicyScope: "FilterPolicyScope",
  rawMessageDelivery: "RawMessageDelivery",
  redrivePolicy: "RedrivePolicy",
  subscriptionRoleArn: "SubscriptionRoleArn",
};

/**
 * AWS's ARN for a subscription whose receiver has not clicked yet; it cannot be deleted and lapses after three days.
 */
const pending = /^(pending ?confirmation|PendingConfirmation)$/i;

/** `aws:sns/topicSubscription:TopicSubscription`. Its id is its ARN. */
export const topicSubscription: ResourceType = regional({
  replaceOn: ["topic", "protocol", "endpoint", "endpointAutoConfirms"],
  computed: ["arn", "confirmationWasAuthenticated", "filterPolicyScope", "ownerId", "pendingConfirmation"],
  defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false, rawMessageDelivery: false },
  json: ["deliveryPolicy", "filterPolicy", "redrivePolicy"],
  unhandled: ["replayPolicy"],
  async create(work) {
    const { topic: TopicArn, protocol, endpoint } = work.inputs as { topic: string; protocol: string; endpoint: string };
    const Attributes = Object.fromEntries(
      Object.entries(subscriptionAttributes).flatMap(([property, attribute]) =>
        work.inputs[property] === undefined || work.inputs[property] === false ? [] : [[attribute, String(work.inputs[property])]],
      ),
    );
    const input = { TopicArn, Protocol: protocol, Endpoint: endpoint, Attributes, ReturnSubscriptionArn: true };
    const made = await during(`creating SNS Topic Subscription`, send("sns", "Subscribe", input, work));
    return made["SubscriptionArn"] as string;
  },
  async read(work) {
    const answer = await orMissing(send("sns", "GetSubscriptionAttributes", { SubscriptionArn: work.id }, work));
    const found = (answer?.["Attributes"] as Record<string, string> | undefined) ?? undefined;
    if (found === undefined) return undefined;
    const values = Object.fromEntries(
      Object.entries(subscriptionAttributes).map(([property, attribute]) => [property, fromText(found[attribute])]),
    );
    return {
      ...values,
      arn: work.id,
      confirmationWasAuthenticated: found["ConfirmationWasAuthenticated"] === "true",
      endpoint: found["Endpoint"],
      ownerId: found["Owner"],
      pendingConfirmation: found["PendingConfirmation"] === "true",
      protocol: found["Protocol"],
      rawMessageDelivery: values["rawMessageDelivery"] ?? false,
      topic: found["TopicArn"],
    };
  },
  async update(work) {
    for (const [property, AttributeName] of Object.entries(subscriptionAttributes)) {
      if (!work.changed(property) || (property === "filterPolicyScope" && work.inputs[property] === undefined)) continue;
      const AttributeValue = String((work.inputs[property] ?? (property === "filterPolicy" ? "{}" : "")) as string);
      await send("sns", "SetSubscriptionAttributes", { SubscriptionArn: work.id, AttributeName, AttributeValue }, work);
    }
  },
  async delete(work) {
    if (pending.test(work.id)) return;
    try {
      await orMissing(send("sns", "Unsubscribe", { SubscriptionArn: work.id }, work));
    } catch (error) {
      // As officially: what waits for its confirmation cannot be deleted, and lapses by itself.
      if (!(error instanceof AwsError && /pending confirmation/i.test(error.detail))) throw error;
      return;
    }
    await gone(work);
  },
});

async function gone(work: Work): Promise<void> {
  for (let look = 0; look < 10; look++) {
    const { topic: TopicArn } = work.olds as { topic: string };
    const listed = (await orMissing(list("sns", "ListSubscriptionsByTopic", { TopicArn }, "Subscriptions", work))) ?? [];
    if (!listed.some(({ SubscriptionArn }) => SubscriptionArn === work.id)) return;
    await pause(1_000, work.signal);
  }
}
