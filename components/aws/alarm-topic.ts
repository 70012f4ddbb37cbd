import * as kms from "@pulumi/aws/kms";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import { COMPONENT } from "../../contract/component-types";
import { topicKeyPolicy, topicPolicy } from "../../access/breakglass/alarm-topic";
import { GUARD_TAG } from "../../access/breakglass/watch";
import { stackTag } from "../stack-tag";

/** Someone whom an alarm reaches: an e-mail address or an HTTPS endpoint (pager). */
export type Subscriber = { readonly email: string } | { readonly https: string };

/** Inputs of {@link AlarmTopic}. */
export interface AlarmTopicArgs {
  readonly topicName: string;
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
  /** One at least; an e-mail subscriber counts only after the link in AWS's mail was clicked. */
  readonly subscribers: readonly Subscriber[];
}

/**
 * Where alarms go: an encrypted topic with a key of its own.
 *
 * With the AWS-managed key `alias/aws/sns`, EventBridge and CloudWatch could not publish, and would fail silently.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export class AlarmTopic extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  /** What a publisher waits for. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT.alarmTopic, name, {}, opts);
    const { accountId, partition, region, topicName } = args;
    const here = { parent: this };
    const place = { accountId, partition, homeRegion: region };
    const key = new kms.Key(
      name,
      {
        region,
        description: `Encrypts the topic ${topicName}.`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        tags: { [GUARD_TAG]: "true", ...stackTag() },
        policy: topicKeyPolicy(place),
      },
      here,
    );
    const topic = new sns.Topic(
      name,
      { region, name: topicName, displayName: "AWS breakglass alarms", kmsMasterKeyId: key.arn, tags: stackTag() },
      { ...here, protect: true },
    );
    const policy = new sns.TopicPolicy(
      name,
      {
        region,
        arn: topic.arn,
        policy: topicPolicy(place, topicName),
      },
      here,
    );
    const subscriptions = args.subscribers.map((subscriber) => {
      const [protocol, endpoint] = "email" in subscriber ? ["email", subscriber.email] : ["https", subscriber.https];
      return new sns.TopicSubscription(
        `${name}/${"email" in subscriber ? subscriber.email : nameOf(subscriber.https)}`,
        { region, topic: topic.arn, protocol, endpoint, ...(protocol === "https" ? { endpointAutoConfirms: false } : {}) },
        here,
      );
    });
    this.topicArn = topic.arn;
    this.keyArn = key.arn;
    this.ready = [policy, ...subscriptions];
    this.registerOutputs({ topicArn: this.topicArn });
  }
}

/** Webhooks of one service share their host; the path, which may be a key, tells them apart without being shown. */
function nameOf(url: string): string {
  return `${new URL(url).host}-${createHash("sha256").update(url).digest("hex").slice(0, 8)}`;
}
