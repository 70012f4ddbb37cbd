/**
 * The topic that carries the alarms and the key that encrypts it, as documents: the program makes them, `verify` holds
 * the live ones against them.
 */
import { stableJson } from "../json";
import { keyPolicy } from "./key-policy";
import { type BreakglassPlace, WATCH } from "./watch";

/** Services that publish alarms. */
const PUBLISHERS = ["events.amazonaws.com", "cloudwatch.amazonaws.com"];

/** Where a topic lives. */
type TopicPlace = Pick<BreakglassPlace, "accountId" | "partition" | "homeRegion">;

/** ARN of a topic in the home region. */
export function topicArnOf({ accountId, partition, homeRegion }: TopicPlace, topicName: string = WATCH.topic): string {
  return `arn:${partition}:sns:${homeRegion}:${accountId}:${topicName}`;
}

/** Policy of the topic's key, as JSON. */
export function topicKeyPolicy(place: TopicPlace): string {
  return keyPolicy(
    place,
    PUBLISHERS.map((service) => ({ service, condition: ours(place) })),
  );
}

/**
 * Policy of the topic, as JSON: the two services publish, for this account's resources, and nobody without encryption.
 */
export function topicPolicy(place: TopicPlace, topicName: string = WATCH.topic): string {
  const Resource = topicArnOf(place, topicName);
  return stableJson({
    Version: "2012-10-17",
    Statement: [
      ...PUBLISHERS.map((service, index) => ({
        Sid: `Publisher${index + 1}`,
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sns:Publish",
        Resource,
        Condition: ours(place),
      })),
      {
        Sid: "EncryptedTransportOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}

function ours({ accountId }: TopicPlace): { readonly StringEquals: Readonly<Record<string, string>> } {
  return { StringEquals: { "aws:SourceAccount": accountId } };
}
