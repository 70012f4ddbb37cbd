import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { GetRoleCommand, IAMClient, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { GetQueueAttributesCommand, DeleteMessageCommand, GetQueueUrlCommand, ReceiveMessageCommand, SendMessageCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs"; // prettier-ignore
import { account, type Prod } from "../context";

/** Follows the remedy of what was planted. */
export type Follow = () => Promise<unknown>;

/** A policy document that lets everybody do something. */
export const everybody = (Action: string, Resource: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action, Resource }] });

/**
 * Changes an event rule of a region; what it gives puts the rule and its targets back, as `pulumi up --refresh` does.
 */
export async function changedRule(
  prod: Prod,
  [region, Name]: readonly [region: string, name: string],
  plant: (client: EventBridgeClient, targets: readonly Target[]) => Promise<unknown>,
): Promise<Follow> {
  const client = new EventBridgeClient(prod.settings(region));
  const { State, EventPattern, Description } = await client.send(new DescribeRuleCommand({ Name }));
  const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ Rule: Name }));
  await plant(client, Targets);
  return async () => {
    await client.send(new PutRuleCommand({ Name, State, EventPattern, Description }));
    const { Targets: now = [] } = await client.send(new ListTargetsByRuleCommand({ Rule: Name }));
    const Ids = now.map(({ Id }) => Id!).filter((id) => !Targets.some(({ Id }) => Id === id));
    if (Ids.length > 0) await client.send(new RemoveTargetsCommand({ Rule: Name, Ids }));
    await client.send(new PutTargetsCommand({ Rule: Name, Targets }));
  };
}

/** Lets somebody else be a role. */
export async function trustedByOthers(prod: Prod, RoleName: string): Promise<Follow> {
  const iam = new IAMClient(prod.settings("us-east-1"));
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "sts:AssumeRole" }],
  });
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
  const before = decodeURIComponent(Role!.AssumeRolePolicyDocument!);
  return () => iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: before }));
}

/** Leaves a message in a queue of what could not be delivered. */
export async function undelivered(prod: Prod, region: string, QueueName: string): Promise<Follow> {
  const sqs = new SQSClient(prod.settings(region));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
  return () => emptied(prod, region, QueueName);
}

/** Waits until a queue holds what could not be delivered. */
export async function lost(prod: Prod, region: string, QueueName: string): Promise<void> {
  const sqs = new SQSClient(prod.settings(region));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  const count = "ApproximateNumberOfMessages";
  for (let looks = 0; looks < 50; looks += 1) {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [count] }));
    if (Attributes?.[count] !== "0") return;
    await new Promise((later) => setTimeout(later, 200));
  }
  throw new Error(`Nothing came to ${QueueName} in ${region}.`);
}

/**
 * Reads what a queue holds and takes it out, as the remedy says once what kept the messages is mended; a purge is
 * allowed once a minute.
 */
export async function emptied(prod: Prod, region: string, QueueName: string): Promise<void> {
  const sqs = new SQSClient(prod.settings(region));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }));
    if (Messages.length === 0) return;
    for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }
}

/** Lets everybody write into a queue. */
export async function openedQueue(prod: Prod, region: string, QueueName: string): Promise<Follow> {
  const sqs = new SQSClient(prod.settings(region));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy"] }));
  const set = (Policy: string) => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await set(everybody("sqs:SendMessage", "*"));
  return () => set(Attributes!["Policy"]!);
}
