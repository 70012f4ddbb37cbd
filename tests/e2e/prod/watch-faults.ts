import { CloudTrailClient, PutEventSelectorsCommand, StopLoggingCommand, UpdateTrailCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, DisableAlarmActionsCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, PutMetricFilterCommand, PutRetentionPolicyCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DisableRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { IAMClient, PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { DisableKeyCommand, KMSClient, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import {
  DeleteBucketLifecycleCommand,
  DeletePublicAccessBlockCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { AddPermissionCommand, GetTopicAttributesCommand, SNSClient, SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import { GetQueueUrlCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { account, type Fault, type Prod } from "./context";

const bucket = `federation-audit-${account}-eu-west-1`;
const TopicArn = `arn:aws:sns:eu-west-1:${account}:breakglass-alarms`;
const everybody = (Action: string, Resource: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action, Resource }] });

/** Faults in the trail, the event rules, the alarm and the topic (R7.4). */
export function watchFaults(prod: Prod): readonly Fault[] {
  const roles = (): IAMClient => new IAMClient(prod.settings("us-east-1"));
  const events = (region: string): EventBridgeClient => new EventBridgeClient(prod.settings(region));
  const trails = (): CloudTrailClient => new CloudTrailClient(prod.settings());
  const logs = (): CloudWatchLogsClient => new CloudWatchLogsClient(prod.settings());
  const s3 = (): S3Client => new S3Client({ ...prod.settings(), forcePathStyle: true });
  const sns = (): SNSClient => new SNSClient(prod.settings());
  const kms = (): KMSClient => new KMSClient(prod.settings());
  const topicKey = async (): Promise<string> =>
    (await sns().send(new GetTopicAttributesCommand({ TopicArn }))).Attributes!["KmsMasterKeyId"]!;
  /** Ids that only AWS knows, for undoing. */
  const made: Record<string, string> = {};
  return [
    [
      "R7.4 trail The trail federation-audit is not logging; records one region only.",
      async () => {
        await trails().send(new UpdateTrailCommand({ Name: "federation-audit", IsMultiRegionTrail: false }));
        await trails().send(new StopLoggingCommand({ Name: "federation-audit" }));
      },
    ],
    [
      "R7.4 trail The trail federation-audit leaves out management events, by its event selectors.",
      () =>
        trails().send(
          new PutEventSelectorsCommand({
            TrailName: "federation-audit",
            EventSelectors: [{ ReadWriteType: "WriteOnly", IncludeManagementEvents: true }],
          }),
        ),
      () =>
        trails().send(
          new PutEventSelectorsCommand({
            TrailName: "federation-audit",
            EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: true }],
          }),
        ),
    ],
    [
      `R7.4 trail The trail's bucket ${bucket} has another policy; keeps no versions; does not block public access.`,
      async () => {
        await s3().send(new DeletePublicAccessBlockCommand({ Bucket: bucket }));
        await s3().send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: everybody("s3:GetObject", `arn:aws:s3:::${bucket}/*`) }));
        await s3().send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: "Suspended" } }));
      },
    ],
    [
      `R7.4 trail The trail's bucket ${bucket} has the lifecycle rule forget, which nobody declared: it may delete what was recorded.`,
      () =>
        s3().send(
          new PutBucketLifecycleConfigurationCommand({
            Bucket: bucket,
            LifecycleConfiguration: { Rules: [{ ID: "forget", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 1 } }] },
          }),
        ),
      () => s3().send(new DeleteBucketLifecycleCommand({ Bucket: bucket })),
    ],
    [
      "R7.4 trail The trail's log group /aws/cloudtrail/federation-audit keeps events 1 days instead of 365 days.",
      () => logs().send(new PutRetentionPolicyCommand({ logGroupName: "/aws/cloudtrail/federation-audit", retentionInDays: 1 })),
    ],
    [
      "R7.4 trail The trail's role federation-audit-to-logs has another policy write-logs.",
      () =>
        roles().send(
          new PutRolePolicyCommand({
            RoleName: "federation-audit-to-logs",
            PolicyName: "write-logs",
            PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "logs:*", Resource: "*" }] }),
          }),
        ),
    ],
    [
      "R7.4 rules The event rule breakglass-use in us-east-1 is disabled.",
      () => events("us-east-1").send(new DisableRuleCommand({ Name: "breakglass-use" })),
    ],
    [
      "R7.4 rules The event rule breakglass-guard-change in eu-north-1 is ENABLED, which leaves calls that only read out; has another pattern.",
      () =>
        events("eu-north-1").send(
          new PutRuleCommand({ Name: "breakglass-guard-change", State: "ENABLED", EventPattern: '{"source":["aws.nobody"]}' }),
        ),
    ],
    [
      "R7.4 rules The event rule breakglass-use in us-east-2 has no target.",
      () => events("us-east-2").send(new RemoveTargetsCommand({ Rule: "breakglass-use", Ids: ["alarm"] })),
    ],
    [
      `R7.4 rules The event rule breakglass-use in eu-west-1 has the target arn:aws:sqs:eu-west-1:${account}:eve, which nobody declared.`,
      () =>
        events("eu-west-1").send(
          new PutTargetsCommand({ Rule: "breakglass-use", Targets: [{ Id: "eve", Arn: `arn:aws:sqs:eu-west-1:${account}:eve` }] }),
        ),
      () => events("eu-west-1").send(new RemoveTargetsCommand({ Rule: "breakglass-use", Ids: ["eve"] })),
    ],
    [
      "R7.4 rules The role breakglass-alarms-forward trusts somebody else.",
      () =>
        roles().send(
          new UpdateAssumeRolePolicyCommand({
            RoleName: "breakglass-alarms-forward",
            PolicyDocument: JSON.stringify({
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "sts:AssumeRole" }],
            }),
          }),
        ),
    ],
    [
      "R7.4 rules 1 alarms could not be delivered in ap-southeast-2: nobody heard of them.",
      async () => {
        const sqs = new SQSClient(prod.settings("ap-southeast-2"));
        const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: "breakglass-alarms-undelivered" }));
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
        made["queue"] = QueueUrl!;
      },
      () => new SQSClient(prod.settings("ap-southeast-2")).send(new PurgeQueueCommand({ QueueUrl: made["queue"] })),
    ],
    [
      "R7.4 alarm The metric filter breakglass-use has another pattern.",
      () =>
        logs().send(
          new PutMetricFilterCommand({
            logGroupName: "/aws/cloudtrail/federation-audit",
            filterName: "breakglass-use",
            filterPattern: '{ $.userIdentity.userName = "nobody" }',
            metricTransformations: [
              { metricNamespace: "Federation/Breakglass", metricName: "BreakglassUse", metricValue: "1", defaultValue: 0 },
            ],
          }),
        ),
    ],
    [
      "R7.4 alarm The actions of the alarm breakglass-use are switched off.",
      () => new CloudWatchClient(prod.settings()).send(new DisableAlarmActionsCommand({ AlarmNames: ["breakglass-use"] })),
    ],
    [
      "R7.4 topic The topic breakglass-alarms has another policy.",
      () => sns().send(new AddPermissionCommand({ TopicArn, Label: "Eve", AWSAccountId: ["999999999999"], ActionName: ["Publish"] })),
    ],
    [
      "R7.4 topic The key of the topic breakglass-alarms is Disabled; has another policy.",
      async () => {
        const KeyId = await topicKey();
        await kms().send(new PutKeyPolicyCommand({ KeyId, PolicyName: "default", Policy: everybody("kms:*", "*") }));
        await kms().send(new DisableKeyCommand({ KeyId: KeyId.split("/").at(-1) }));
      },
    ],
    [
      "R7.4 topic eve@example.com hears the alarms, and the settings do not name it.",
      async () => {
        const { SubscriptionArn } = await sns().send(
          new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "eve@example.com", ReturnSubscriptionArn: true }),
        );
        made["eve"] = SubscriptionArn!;
      },
      () => sns().send(new UnsubscribeCommand({ SubscriptionArn: made["eve"] })),
    ],
  ];
}
