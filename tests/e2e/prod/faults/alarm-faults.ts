import { CloudWatchClient, DisableAlarmActionsCommand, EnableAlarmActionsCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, DescribeMetricFiltersCommand, PutMetricFilterCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DisableRuleCommand, PutRuleCommand, PutTargetsCommand, RemoveTargetsCommand } from "@aws-sdk/client-eventbridge";
import { DisableKeyCommand, EnableKeyCommand, GetKeyPolicyCommand, KMSClient, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import { AddPermissionCommand, GetTopicAttributesCommand, RemovePermissionCommand, SNSClient, SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns"; // prettier-ignore
import type { Fault } from "../../faults/judge";
import { account, type Prod } from "../context";
import { changedRule, emptied, everybody, lost, trustedByOthers, undelivered } from "./put-back";

const TopicArn = `arn:aws:sns:eu-west-1:${account}:breakglass-alarms`;
/** Where alarms of the home region go that could not be delivered. */
export const UNDELIVERED = ["eu-west-1", "breakglass-alarms-undelivered"] as const;
const UP = /pulumi up --refresh/;

/** Faults in the event rules on breakglass users, in the alarm and in the topic (R7.4). */
export function alarmFaults(prod: Prod): readonly Fault[] {
  const logs = (): CloudWatchLogsClient => new CloudWatchLogsClient(prod.settings());
  const sns = (): SNSClient => new SNSClient(prod.settings());
  const kms = (): KMSClient => new KMSClient(prod.settings());
  const topicKey = async (): Promise<string> => {
    const { Attributes } = await sns().send(new GetTopicAttributesCommand({ TopicArn }));
    return Attributes!["KmsMasterKeyId"]!.split("/").at(-1)!;
  };
  return [
    {
      id: "R7.4 rules",
      says: "The event rule breakglass-use in us-east-1 is disabled.",
      remedy: UP,
      plant: () =>
        changedRule(prod, ["us-east-1", "breakglass-use"], (events) => events.send(new DisableRuleCommand({ Name: "breakglass-use" }))),
    },
    {
      id: "R7.4 rules",
      says: "The event rule breakglass-guard-change in eu-north-1 is ENABLED, which leaves calls that only read out; has another pattern.",
      remedy: UP,
      plant: () =>
        changedRule(prod, ["eu-north-1", "breakglass-guard-change"], (events) =>
          events.send(new PutRuleCommand({ Name: "breakglass-guard-change", State: "ENABLED", EventPattern: '{"source":["aws.nobody"]}' })),
        ),
    },
    {
      id: "R7.4 rules",
      says: "The event rule breakglass-use in us-east-2 has no target.",
      remedy: UP,
      plant: () =>
        changedRule(prod, ["us-east-2", "breakglass-use"], (events) =>
          events.send(new RemoveTargetsCommand({ Rule: "breakglass-use", Ids: ["alarm"] })),
        ),
    },
    {
      id: "R7.4 rules",
      says: `The event rule breakglass-use in eu-west-1 has the target arn:aws:sqs:eu-west-1:${account}:eve, which nobody declared.`,
      remedy: /aws events remove-targets --region eu-west-1 --rule breakglass-use --ids eve/,
      plant: () =>
        changedRule(prod, ["eu-west-1", "breakglass-use"], (events) =>
          events.send(
            new PutTargetsCommand({ Rule: "breakglass-use", Targets: [{ Id: "eve", Arn: `arn:aws:sqs:eu-west-1:${account}:eve` }] }),
          ),
        ),
    },
    {
      id: "R7.4 rules",
      says: "The role breakglass-alarms-forward trusts somebody else.",
      remedy: UP,
      plant: () => trustedByOthers(prod, "breakglass-alarms-forward"),
    },
    {
      id: "R7.4 rules",
      says: "1 alarms could not be delivered in ap-southeast-2: nobody heard of them.",
      remedy: /purge the queue/,
      plant: () => undelivered(prod, "ap-southeast-2", "breakglass-alarms-undelivered"),
    },
    {
      id: "R7.4 alarm",
      says: "The metric filter breakglass-use has another pattern.",
      remedy: UP,
      plant: async () => {
        const at = { logGroupName: "/aws/cloudtrail/federation-audit" };
        const { metricFilters = [] } = await logs().send(new DescribeMetricFiltersCommand({ ...at, filterNamePrefix: "breakglass-use" }));
        const { filterPattern, metricTransformations } = metricFilters[0]!;
        const put = (pattern: string | undefined) =>
          logs().send(new PutMetricFilterCommand({ ...at, filterName: "breakglass-use", filterPattern: pattern, metricTransformations }));
        await put('{ $.userIdentity.userName = "nobody" }');
        return () => put(filterPattern);
      },
    },
    {
      id: "R7.4 alarm",
      says: "The actions of the alarm breakglass-use are switched off.",
      remedy: UP,
      plant: async () => {
        const [client, AlarmNames] = [new CloudWatchClient(prod.settings()), ["breakglass-use"]];
        await client.send(new DisableAlarmActionsCommand({ AlarmNames }));
        return () => client.send(new EnableAlarmActionsCommand({ AlarmNames }));
      },
    },
    {
      id: "R7.4 topic",
      says: "The topic breakglass-alarms has another policy.",
      remedy: UP,
      plant: async () => {
        await sns().send(new AddPermissionCommand({ TopicArn, Label: "Eve", AWSAccountId: ["999999999999"], ActionName: ["Publish"] }));
        return () => sns().send(new RemovePermissionCommand({ TopicArn, Label: "Eve" }));
      },
    },
    {
      id: "R7.4 topic",
      says: "The key of the topic breakglass-alarms is Disabled.",
      remedy: UP,
      // That the key was disabled is an alarm itself, which nobody hears then.
      brings: "R7.4 rules",
      plant: async () => {
        const KeyId = await topicKey();
        await kms().send(new DisableKeyCommand({ KeyId }));
        await lost(prod, ...UNDELIVERED);
        return async () => {
          await kms().send(new EnableKeyCommand({ KeyId }));
          await emptied(prod, ...UNDELIVERED);
        };
      },
    },
    {
      id: "R7.4 topic",
      says: "The key of the topic breakglass-alarms has another policy.",
      remedy: UP,
      plant: async () => {
        const at = { KeyId: await topicKey(), PolicyName: "default" };
        const { Policy } = await kms().send(new GetKeyPolicyCommand(at));
        await kms().send(new PutKeyPolicyCommand({ ...at, Policy: everybody("kms:*", "*") }));
        return () => kms().send(new PutKeyPolicyCommand({ ...at, Policy }));
      },
    },
    {
      id: "R7.4 topic",
      says: "eve@example.com hears the alarms, and the settings do not name it.",
      remedy: /remove it \(SNS > Subscriptions\)/,
      plant: async () => {
        const eve = { TopicArn, Protocol: "email", Endpoint: "eve@example.com", ReturnSubscriptionArn: true };
        const { SubscriptionArn } = await sns().send(new SubscribeCommand(eve));
        return () => sns().send(new UnsubscribeCommand({ SubscriptionArn }));
      },
    },
  ];
}
