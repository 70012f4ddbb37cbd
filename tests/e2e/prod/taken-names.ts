import { CloudWatchClient, DeleteAlarmsCommand, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, CreateLogGroupCommand, DeleteLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccountPasswordPolicyCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteUserCommand,
  IAMClient,
  UpdateAccountPasswordPolicyCommand,
} from "@aws-sdk/client-iam";
import { DeleteRuleCommand, EventBridgeClient, PutRuleCommand } from "@aws-sdk/client-eventbridge";
import { CreateBucketCommand, DeleteBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, DeleteTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import assert from "node:assert/strict";
import { account, type Prod } from "./context";

const anything = (action: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: action, Resource: "*" }] });
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/**
 * Before the first `up`: whatever bears a name that the program needs, and a password policy that is stricter than its
 * own, is told, all at once, and nothing is registered.
 */
export function itFindsTakenNames(prod: Prod): void {
  it("tells every name of its own that somebody has already, before anything is registered", async () => {
    const iam = new IAMClient(prod.settings());
    const logs = new CloudWatchLogsClient(prod.settings());
    const s3 = new S3Client({ ...prod.settings(), forcePathStyle: true });
    const sns = new SNSClient(prod.settings());
    const sqs = new SQSClient(prod.settings());
    const logGroupName = "/aws/cloudtrail/federation-audit";
    const Bucket = `federation-audit-${account}-eu-west-1`;
    const roles = ["federation-audit-to-logs", "breakglass-alarms-forward", "breakglass-drill-reminder", "OIDC_MicrosoftSentinel"];

    const { User } = await iam.send(new CreateUserCommand({ UserName: "breakglass-1" }));
    for (const RoleName of roles) await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
    const guard = { PolicyName: "breakglass-guard", Path: "/breakglass/", PolicyDocument: anything("iam:*") };
    const { Policy } = await iam.send(new CreatePolicyCommand(guard));
    const LocationConstraint = "eu-west-1";
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "breakglass-alarms" }));
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "federation-siem-cloudtrail" }));
    await iam.send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 20, RequireSymbols: true }));

    const events = new EventBridgeClient(prod.settings("us-east-1"));
    const rule = await events.send(new PutRuleCommand({ Name: "breakglass-use", EventPattern: JSON.stringify({ source: ["aws.iam"] }) }));
    const watch = new CloudWatchClient(prod.settings());
    const alarm = { MetricName: "m", Namespace: "n", Period: 60, EvaluationPeriods: 1, Threshold: 1, Statistic: "Sum" } as const;
    await watch.send(new PutMetricAlarmCommand({ AlarmName: "breakglass-use", ComparisonOperator: "GreaterThanThreshold", ...alarm }));

    const { status, text } = await prod.sandbox.pulumi(["preview"]);
    await iam.send(new DeleteAccountPasswordPolicyCommand({}));
    await iam.send(new DeleteUserCommand({ UserName: "breakglass-1" }));
    for (const RoleName of roles) await iam.send(new DeleteRoleCommand({ RoleName }));
    await iam.send(new DeletePolicyCommand({ PolicyArn: Policy!.Arn! }));
    await s3.send(new DeleteBucketCommand({ Bucket }));
    await logs.send(new DeleteLogGroupCommand({ logGroupName }));
    await sns.send(new DeleteTopicCommand({ TopicArn }));
    await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    await events.send(new DeleteRuleCommand({ Name: "breakglass-use" }));
    await watch.send(new DeleteAlarmsCommand({ AlarmNames: ["breakglass-use"] }));

    assert.notEqual(status, 0);
    const words = text.replace(/\s+/g, " ");
    for (const sentence of [
      `names the IAM user "breakglass-1", which exists already (${User!.Arn!})`,
      ...roles.map((name) => `The IAM role "${name}" exists already (arn:aws:iam::${account}:role/${name})`),
      `The IAM policy "${Policy!.Arn!}" exists already`,
      `names the S3 bucket "${Bucket}", which exists already`,
      `The log group "${logGroupName}" exists already`,
      `The SNS topic "breakglass-alarms" exists already (${TopicArn!})`,
      "federation:breakglass.passwordPolicy would replace the account's password policy, which is not in this stack's state and also demands at least 20 characters, not 14; an administrator for every change of a password",
      `The event rule "breakglass-use" exists already (${rule.RuleArn!})`,
      `The alarm "breakglass-use" exists already`,
      `The SQS queue "federation-siem-cloudtrail" exists already`,
    ]) {
      assert.ok(words.includes(sentence), `${sentence}\n${text}`);
    }
    assert.doesNotMatch(text, /\n\s+at .*\(|federation:index:Federation/);
  });
}
