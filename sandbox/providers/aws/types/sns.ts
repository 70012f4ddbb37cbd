import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { accountId, list, partitionOf, regionOf, send } from "../cloud";
import { AwsError, during, orMissing } from "../failures";
import { pause } from "../pace";
import { orAbsent } from "../shapes";
import { regional, tagged, tagList, tagMap, tagsOf } from "../traits";

/** Topic attributes that are plain properties, by their names in the API. */
const topicAttributes = { displayName: "DisplayName", kmsMasterKeyId: "KmsMasterKeyId" };

async function setAttribute(work: Work, TopicArn: string, AttributeName: string, AttributeValue: unknown): Promise<void> {
  const input = { TopicArn, AttributeName, AttributeValue: String(AttributeValue ?? "") };
  await during(`setting SNS Topic (${TopicArn}) attribute (${AttributeName})`, send("sns", "SetTopicAttributes", input, work));
}

/** `aws:sns/topic:Topic`. Its id is its ARN. */
export const topic: ResourceType = regional(
  tagged(
    {
      inputs: [...Object.keys(topicAttributes), "name"],
      replaceOn: ["name"],
      computed: ["arn", "beginningArchiveTime", "namePrefix", "owner", "policy"],
      policies: ["policy"],
      autoName: { maxLength: 256 },
      async create(work) {
        const name = work.inputs["name"] as string;
        const Attributes = Object.fromEntries(
          Object.entries(topicAttributes).flatMap(([property, attribute]) =>
            work.inputs[property] === undefined ? [] : [[attribute, String(work.inputs[property])]],
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
          Object.entries(topicAttributes).map(([property, attribute]) => [property, orAbsent(found[attribute])]),
        );
        return {
          ...values,
          // A policy that another resource sets is no drift of the topic's.
          ...(work.olds["policy"] === undefined ? { policy: found["Policy"] } : {}),
          arn: work.id,
          name: work.id.slice(work.id.lastIndexOf(":") + 1),
          owner: found["Owner"],
          tagsAll: tagMap(Tags as Props[]),
        };
      },
      async update(work) {
        for (const [property, attribute] of Object.entries(topicAttributes)) {
          if (work.changed(property)) await setAttribute(work, work.id, attribute, work.inputs[property]);
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
  inputs: ["arn", "policy"],
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

/**
 * AWS's ARN for a subscription whose receiver has not clicked yet; it cannot be deleted and lapses after three days.
 */
const pending = /^(pending ?confirmation|PendingConfirmation)$/i;

/** `aws:sns/topicSubscription:TopicSubscription`. Its id is its ARN. */
export const topicSubscription: ResourceType = regional({
  inputs: ["endpoint", "endpointAutoConfirms", "protocol", "topic"],
  replaceOn: ["topic", "protocol", "endpoint", "endpointAutoConfirms"],
  computed: ["arn", "confirmationWasAuthenticated", "filterPolicyScope", "ownerId", "pendingConfirmation"],
  defaults: { endpointAutoConfirms: false },
  async create(work) {
    const { topic: TopicArn, protocol, endpoint } = work.inputs as { topic: string; protocol: string; endpoint: string };
    const input = { TopicArn, Protocol: protocol, Endpoint: endpoint, ReturnSubscriptionArn: true };
    const made = await during(`creating SNS Topic Subscription`, send("sns", "Subscribe", input, work));
    return made["SubscriptionArn"] as string;
  },
  async read(work) {
    const answer = await orMissing(send("sns", "GetSubscriptionAttributes", { SubscriptionArn: work.id }, work));
    const found = (answer?.["Attributes"] as Record<string, string> | undefined) ?? undefined;
    if (found === undefined) return undefined;
    return {
      arn: work.id,
      confirmationWasAuthenticated: found["ConfirmationWasAuthenticated"] === "true",
      endpoint: found["Endpoint"],
      ownerId: found["Owner"],
      pendingConfirmation: found["PendingConfirmation"] === "true",
      protocol: found["Protocol"],
      topic: found["TopicArn"],
    };
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
