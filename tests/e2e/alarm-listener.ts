import { SNSClient, SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { ClientSettings } from "./client-settings";

/** A queue that hears what a topic says. */
export interface Listener {
  /** Everything that came until two seconds were silent, as one text. */
  received(): Promise<string>;
  leave(): Promise<void>;
}

/** Subscribes a new queue to a topic in its region. */
export async function listenTo(TopicArn: string, settings: ClientSettings): Promise<Listener> {
  const sqs = new SQSClient(settings);
  const sns = new SNSClient(settings);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "test-listener" }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  const Endpoint = Attributes!["QueueArn"];
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:SendMessage", Resource: Endpoint }],
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const { SubscriptionArn } = await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint, ReturnSubscriptionArn: true }));
  return {
    async received() {
      const found: string[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 }));
        if (Messages.length === 0) return found.join("\n");
        found.push(...Messages.map(({ Body = "" }) => Body));
        // What is not deleted comes again after half a minute.
        for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    },
    async leave() {
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}
