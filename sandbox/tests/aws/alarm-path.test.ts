import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import {
  CloudTrailClient,
  CreateTrailCommand,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailStatusCommand,
  PutEventSelectorsCommand,
  PutInsightSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, DescribeAlarmHistoryCommand, DescribeAlarmsCommand, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeMetricFiltersCommand,
  FilterLogEventsCommand,
  PutMetricFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketNotificationConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type Cloud, startCloud } from "./cloud";
import { account, login } from "./login-event";

const pattern = JSON.stringify({ detail: { userIdentity: { type: ["IAMUser"], userName: ["breakglass-1", "breakglass-2"] } } });

describe("local AWS: from a sign-in to the subscriber", () => {
  let cloud: Cloud;
  const region = "us-east-2";
  const queueArn = (name: string, place = region) => `arn:aws:sqs:${place}:${account}:${name}`;
  before(async () => {
    cloud = await startCloud();
  });
  after(() => cloud.stop());

  const trail = () => new CloudTrailClient(cloud.settings());
  const client = () => new EventBridgeClient(cloud.settings(region));
  const allow = (service: string, action: string, resource: string) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: action, Resource: resource }],
    });
  const queue = async (name: string, senders: string[] = [], place = region): Promise<string> => {
    const Statement = senders.map((Service) => ({ Effect: "Allow", Principal: { Service }, Action: "sqs:SendMessage", Resource: "*" }));
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    const Attributes = senders.length > 0 ? { Policy } : {};
    return (await new SQSClient(cloud.settings(place)).send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl ?? "";
  };
  const received = async (QueueUrl: string, place = region): Promise<string[]> => {
    const { Messages } = await new SQSClient(cloud.settings(place)).send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    return (Messages ?? []).map((m) => m.Body ?? "");
  };
  const rule = async (Name: string, target: object, State?: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" | "DISABLED") => {
    await client().send(new PutRuleCommand({ Name, EventPattern: pattern, State }));
    await client().send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: "t", Arn: "", ...target }] }));
  };
  const startTrail = async (): Promise<void> => {
    const s3 = new S3Client({ ...cloud.settings(), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: "trail-bucket", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }));
    await queue("siem", [], "eu-west-1");
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: "trail-bucket",
        NotificationConfiguration: { QueueConfigurations: [{ QueueArn: queueArn("siem", "eu-west-1"), Events: ["s3:ObjectCreated:*"] }] },
      }),
    );
    await new CloudWatchLogsClient(cloud.settings()).send(new CreateLogGroupCommand({ logGroupName: "trail" }));
    const input = { Name: "guard", S3BucketName: "trail-bucket", IsMultiRegionTrail: true };
    const CloudWatchLogsLogGroupArn = `arn:aws:logs:eu-west-1:${account}:log-group:trail:*`;
    const CloudWatchLogsRoleArn = `arn:aws:iam::${account}:role/trail`;
    await trail().send(new CreateTrailCommand({ ...input, CloudWatchLogsLogGroupArn, CloudWatchLogsRoleArn }));
    await trail().send(new StartLoggingCommand({ Name: "guard" }));
  };

  it("needs a trail: without one EventBridge gets nothing", async () => {
    const url = await queue("no-trail", ["events.amazonaws.com"]);
    await rule("no-trail", { Arn: queueArn("no-trail") });
    await cloud.control("POST", "events", login());
    assert.deepEqual(await received(url), []);
    await startTrail();
    await cloud.control("POST", "events", login());
    const [message] = await received(url);
    const event = JSON.parse(message ?? "{}");
    assert.equal(event["detail-type"], "AWS Console Sign In via CloudTrail");
    assert.equal(event.source, "aws.signin");
    assert.equal(event.region, region);
    assert.equal(event.detail.userIdentity.userName, "breakglass-1");
  });

  it("does not match a near miss", async () => {
    const url = await queue("near-miss", ["events.amazonaws.com"]);
    await rule("near-miss", { Arn: queueArn("near-miss") });
    await cloud.control("POST", "events", login("breakglass-3"));
    await cloud.control("POST", "events", login("breakglass-1", { awsRegion: "eu-north-1" }));
    assert.deepEqual(await received(url), []);
  });

  it("sends reads only to rules that ask for them, and nothing to disabled ones", async () => {
    const read = { ...login(), eventName: "ListUsers", eventSource: "iam.amazonaws.com", eventType: "AwsApiCall", readOnly: true };
    const writes = await queue("writes", ["events.amazonaws.com"]);
    await rule("writes", { Arn: queueArn("writes") });
    const all = await queue("all", ["events.amazonaws.com"]);
    await rule("all", { Arn: queueArn("all") }, "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
    const off = await queue("off", ["events.amazonaws.com"]);
    await rule("off", { Arn: queueArn("off") }, "DISABLED");
    assert.equal((await client().send(new DescribeRuleCommand({ Name: "all" }))).State, "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
    assert.equal((await client().send(new ListTargetsByRuleCommand({ Rule: "all" }))).Targets?.length, 1);
    await cloud.control("POST", "events", read);
    assert.equal((await received(all)).length, 1);
    assert.deepEqual(await received(writes), []);
    await cloud.control("POST", "events", login());
    assert.equal((await received(writes)).length, 1);
    assert.deepEqual(await received(off), []);
  });

  it("reaches a topic only when its policy and its key let EventBridge in, else the dead letters", async () => {
    const sns = new SNSClient(cloud.settings(region));
    const kms = new KMSClient(cloud.settings(region));
    const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "guard" }));
    const inbox = await queue("inbox");
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn("inbox") }));
    const dead = await queue("dead", ["events.amazonaws.com"]);
    await rule("topic", { Arn: TopicArn, DeadLetterConfig: { Arn: queueArn("dead") } });
    const outcome = async () => {
      await cloud.control("POST", "events", login());
      return { inbox: (await received(inbox)).length, dead: (await received(dead)).length };
    };
    assert.deepEqual(await outcome(), { inbox: 0, dead: 1 });
    const set = (AttributeName: string, AttributeValue: string) =>
      sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
    await set("Policy", allow("events.amazonaws.com", "sns:Publish", TopicArn));
    assert.deepEqual(await outcome(), { inbox: 1, dead: 0 });
    await set("KmsMasterKeyId", "alias/aws/sns");
    assert.deepEqual(await outcome(), { inbox: 0, dead: 1 });
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    await set("KmsMasterKeyId", KeyMetadata?.KeyId ?? "");
    assert.deepEqual(await outcome(), { inbox: 0, dead: 1 });
    const Statement = [
      { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" },
      { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: "*" },
    ];
    const good = await kms.send(new CreateKeyCommand({ Policy: JSON.stringify({ Version: "2012-10-17", Statement }) }));
    await kms.send(new CreateAliasCommand({ AliasName: "alias/guard", TargetKeyId: good.KeyMetadata?.KeyId }));
    await set("KmsMasterKeyId", "alias/guard");
    assert.deepEqual(await outcome(), { inbox: 1, dead: 0 });
    const { undelivered } = (await cloud.control("GET", "console")) as { undelivered: { reason: string }[] };
    assert.ok(undelivered.some((u) => u.reason.includes("alias/aws/sns lets no other service encrypt")));
  });

  it("fills input templates", async () => {
    const url = await queue("template", ["events.amazonaws.com"]);
    const InputTransformer = {
      InputPathsMap: { user: "$.detail.userIdentity.userName", kind: "$.detail-type" },
      InputTemplate: '"Emergency user <user> did <kind>."',
    };
    await rule("template", { Arn: queueArn("template"), InputTransformer });
    await cloud.control("POST", "events", login());
    assert.deepEqual(await received(url), ['"Emergency user breakglass-1 did AWS Console Sign In via CloudTrail."']);
  });

  it("delivers what PutEvents puts", async () => {
    const url = await queue("put", ["events.amazonaws.com"]);
    await rule("put", { Arn: queueArn("put") });
    const Detail = JSON.stringify({ userIdentity: { type: "IAMUser", userName: "breakglass-2" } });
    await client().send(new PutEventsCommand({ Entries: [{ Source: "test", DetailType: "test", Detail }] }));
    assert.equal(JSON.parse((await received(url))[0] ?? "{}").detail.userIdentity.userName, "breakglass-2");
  });

  it("writes the trail's log group and bucket, and tells the bucket's queue", async () => {
    const logs = new CloudWatchLogsClient(cloud.settings());
    const found = await logs.send(
      new FilterLogEventsCommand({ logGroupName: "trail", filterPattern: '{ $.userIdentity.userName = "breakglass-3" }' }),
    );
    assert.equal(found.events?.length, 1);
    const s3 = new S3Client({ ...cloud.settings(), forcePathStyle: true });
    const { Contents } = await s3.send(
      new ListObjectsV2Command({ Bucket: "trail-bucket", Prefix: `AWSLogs/${account}/CloudTrail/us-east-2/` }),
    );
    const names: string[] = [];
    for (const { Key } of Contents ?? []) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: "trail-bucket", Key }));
      const file = JSON.parse(gunzipSync((await Body?.transformToByteArray()) ?? Buffer.alloc(0)).toString()) as {
        Records: { eventName: string }[];
      };
      names.push(...file.Records.map((record) => record.eventName));
    }
    assert.ok(names.includes("ConsoleLogin"));
    const siem = await queue("siem", [], "eu-west-1");
    assert.ok((await received(siem, "eu-west-1")).length > 0);
  });

  it("raises the alarm of a metric filter, and tells its topic", async () => {
    const logs = new CloudWatchLogsClient(cloud.settings());
    const cloudwatch = new CloudWatchClient(cloud.settings());
    const sns = new SNSClient(cloud.settings());
    const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "alarm" }));
    const AttributeValue = allow("cloudwatch.amazonaws.com", "sns:Publish", TopicArn);
    await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
    const inbox = await queue("alarm-inbox", [], "eu-west-1");
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn("alarm-inbox", "eu-west-1") }));
    const filter = {
      logGroupName: "trail",
      filterName: "guard",
      filterPattern:
        '{ ($.userIdentity.type = "IAMUser") && (($.userIdentity.userName = "breakglass-1") || ($.userIdentity.userName = "breakglass-2")) }',
      metricTransformations: [{ metricName: "Uses", metricNamespace: "Guard", metricValue: "1" }],
    };
    await logs.send(new PutMetricFilterCommand(filter));
    await logs.send(new PutMetricFilterCommand(filter));
    assert.equal((await logs.send(new DescribeMetricFiltersCommand({ logGroupName: "trail" }))).metricFilters?.length, 1);
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: "guard",
        Namespace: "Guard",
        MetricName: "Uses",
        Statistic: "Sum",
        Period: 2,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        TreatMissingData: "notBreaching",
        AlarmActions: [TopicArn],
      }),
    );
    const state = async () => (await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: ["guard"] }))).MetricAlarms?.[0]?.StateValue;
    await cloud.control("POST", "events", login("somebody-else"));
    assert.equal(await state(), "OK");
    await cloud.control("POST", "events", login("breakglass-2", { awsRegion: "ap-southeast-2" }));
    assert.equal(await state(), "ALARM");
    const message = JSON.parse(JSON.parse((await received(inbox, "eu-west-1"))[0] ?? "{}").Message ?? "{}");
    assert.equal(message.NewStateValue, "ALARM");
    await new Promise((resolve) => setTimeout(resolve, 2500));
    assert.equal(await state(), "OK");
    const { AlarmHistoryItems } = await cloudwatch.send(
      new DescribeAlarmHistoryCommand({ AlarmName: "guard", HistoryItemType: "StateUpdate" }),
    );
    assert.deepEqual(
      AlarmHistoryItems?.map((i) => i.HistorySummary),
      ["Alarm updated from ALARM to OK", "Alarm updated from OK to ALARM"],
    );
  });

  it("keeps selectors, and logs that a trail was stopped", async () => {
    await trail().send(
      new PutEventSelectorsCommand({ TrailName: "guard", EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: true }] }),
    );
    assert.equal((await trail().send(new GetEventSelectorsCommand({ TrailName: "guard" }))).EventSelectors?.[0]?.ReadWriteType, "All");
    await trail().send(new PutInsightSelectorsCommand({ TrailName: "guard", InsightSelectors: [{ InsightType: "ApiCallRateInsight" }] }));
    assert.equal((await trail().send(new GetInsightSelectorsCommand({ TrailName: "guard" }))).InsightSelectors?.length, 1);
    assert.equal((await trail().send(new DescribeTrailsCommand({}))).trailList?.[0]?.IsMultiRegionTrail, true);
    const url = await queue("stopped", ["events.amazonaws.com"], "eu-west-1");
    const events = new EventBridgeClient(cloud.settings());
    await events.send(new PutRuleCommand({ Name: "stopped", EventPattern: '{"detail":{"eventName":["StopLogging"]}}' }));
    await events.send(new PutTargetsCommand({ Rule: "stopped", Targets: [{ Id: "q", Arn: queueArn("stopped", "eu-west-1") }] }));
    await trail().send(new StopLoggingCommand({ Name: "guard" }));
    assert.equal((await trail().send(new GetTrailStatusCommand({ Name: "guard" }))).IsLogging, false);
    assert.equal((await received(url, "eu-west-1")).length, 1);
  });
});
