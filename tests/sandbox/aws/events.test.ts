import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import {
  CloudTrailClient,
  CreateTrailCommand,
  DescribeTrailsCommand,
  type Event,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailStatusCommand,
  LookupEventsCommand,
  type LookupEventsCommandInput,
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
  TestMetricFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  TestEventPatternCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketNotificationConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { CreatePermissionSetCommand, ListPermissionSetsCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { type Cloud, instanceArn, startCloud } from "./cloud";

const account = "100000000001";
const login = (userName = "breakglass-1", more: object = {}) => ({
  eventSource: "signin.amazonaws.com",
  eventName: "ConsoleLogin",
  eventType: "AwsConsoleSignIn",
  awsRegion: "us-east-2",
  userIdentity: { type: "IAMUser", userName, accountId: account, arn: `arn:aws:iam::${account}:user/${userName}` },
  responseElements: { ConsoleLogin: "Success" },
  ...more,
});
const pattern = JSON.stringify({ detail: { userIdentity: { type: ["IAMUser"], userName: ["breakglass-1", "breakglass-2"] } } });

describe("local AWS: CloudTrail's event history", () => {
  let cloud: Cloud;
  before(async () => {
    cloud = await startCloud();
  });
  after(() => cloud.stop());
  const lookup = async (region: string, input: LookupEventsCommandInput = {}): Promise<Event[]> =>
    (await new CloudTrailClient(cloud.settings(region)).send(new LookupEventsCommand(input))).Events ?? [];
  const byName = (AttributeValue: string) => ({ LookupAttributes: [{ AttributeKey: "EventName" as const, AttributeValue }] });

  it("has calls and refusals in their region", async () => {
    const sso = new SSOAdminClient(cloud.settings());
    await sso.send(new CreatePermissionSetCommand({ InstanceArn: instanceArn, Name: "Seen" }));
    await assert.rejects(sso.send(new CreatePermissionSetCommand({ InstanceArn: instanceArn, Name: "Seen" })));
    const [refused, made] = await lookup("eu-west-1", byName("CreatePermissionSet"));
    assert.equal(made?.EventSource, "sso.amazonaws.com");
    assert.equal(made?.ReadOnly, "false");
    const detail = JSON.parse(made?.CloudTrailEvent ?? "{}");
    assert.equal(detail.requestParameters.name, "Seen");
    assert.equal(detail.awsRegion, "eu-west-1");
    assert.ok([made, refused].some((e) => JSON.parse(e?.CloudTrailEvent ?? "{}").errorCode === "ConflictException"));
    assert.deepEqual(await lookup("us-east-1", byName("CreatePermissionSet")), []);
  });

  it("looks up by one attribute, in pages", async () => {
    const sso = new SSOAdminClient(cloud.settings());
    for (let n = 0; n < 3; n += 1) await sso.send(new ListPermissionSetsCommand({ InstanceArn: instanceArn }));
    assert.equal((await lookup("eu-west-1", byName("ListPermissionSets"))).length, 3);
    const trail = new CloudTrailClient(cloud.settings());
    const first = await trail.send(new LookupEventsCommand({ ...byName("ListPermissionSets"), MaxResults: 2 }));
    assert.equal(first.Events?.length, 2);
    const rest = await trail.send(new LookupEventsCommand({ ...byName("ListPermissionSets"), MaxResults: 2, NextToken: first.NextToken }));
    assert.equal(rest.Events?.length, 1);
    const LookupAttributes = [...byName("A").LookupAttributes, ...byName("B").LookupAttributes];
    await assert.rejects(lookup("eu-west-1", { LookupAttributes }), { name: "InvalidLookupAttributesException" });
  });

  it("has the operator's console steps", async () => {
    await cloud.control("POST", "console/enable-provisioning");
    const [event] = await lookup("eu-west-1", byName("CreateBearerToken"));
    assert.equal(event?.EventSource, "sso-directory.amazonaws.com");
  });

  it("takes injected events, and forgets them after ninety days", async () => {
    const old = new Date(Date.now() - 91 * 86_400_000).toISOString().replace(/\.\d+/, "");
    await cloud.control("POST", "events", login("breakglass-1", { eventTime: old }));
    const recent = new Date(Date.now() - 89 * 86_400_000).toISOString().replace(/\.\d+/, "");
    await cloud.control("POST", "events", login("breakglass-1", { eventTime: recent }));
    const LookupAttributes = [{ AttributeKey: "Username" as const, AttributeValue: "breakglass-1" }];
    const found = await lookup("us-east-2", { LookupAttributes });
    assert.equal(found.length, 1);
    assert.equal(found[0]?.EventName, "ConsoleLogin");
    assert.deepEqual(await lookup("us-east-2", { LookupAttributes, StartTime: new Date() }), []);
    await assert.rejects(cloud.control("POST", "events", { eventName: "X" }), /needs eventSource/);
  });
});

describe("local AWS: patterns", () => {
  let cloud: Cloud;
  let logs: CloudWatchLogsClient;
  before(async () => {
    cloud = await startCloud();
    logs = new CloudWatchLogsClient(cloud.settings());
  });
  after(() => cloud.stop());
  const matches = async (filterPattern: string, event: unknown): Promise<boolean> => {
    const logEventMessages = [typeof event === "string" ? event : JSON.stringify(event)];
    return (await logs.send(new TestMetricFilterCommand({ filterPattern, logEventMessages }))).matches?.length === 1;
  };

  // The event and the patterns of AWS's documentation:
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
  const documented = {
    eventType: "UpdateTrail",
    sourceIPAddress: "111.111.111.111",
    arrayKey: ["value", "another value"],
    objectList: [
      { name: "a", id: 1 },
      { name: "b", id: 2 },
    ],
    SomeObject: null,
    cluster: { name: "c" },
    ThisFlag: true,
    bandwidth: 75,
    user: { id: 1, email: "John.Stiles@example.com" },
    users: [
      { id: 2, email: "John.Doe@example.com" },
      { id: 3, email: "Jane.Doe@example.com" },
    ],
    actions: ["GET", "PUT", "DELETE"],
    "dotted.key": "x",
  };
  for (const [text, expected] of [
    ['{ $.eventType = "UpdateTrail" }', true],
    ['{ $.eventType = "Update" }', false],
    ['{ $.eventType = "Update*" }', true],
    ["{ $.eventType = Update* }", true],
    ["{ $.eventType = %^Upd[a-z]+Trail$% }", true],
    ["{ $.sourceIPAddress != 123.123.* }", true],
    ["{ $.sourceIPAddress != 111.111.* }", false],
    ['{ $.arrayKey[0] = "value" }', true],
    ['{ $.arrayKey[1] = "value" }', false],
    ['{ $.arrayKey[*] = "another value" }', true],
    ["{ $.objectList[1].id = 2 }", true],
    ["{ $.objectList[0].id = 2 }", false],
    ["{ $.SomeObject IS NULL }", true],
    ["{ $.eventType IS NULL }", false],
    ["{ $.SomeOtherObject NOT EXISTS }", true],
    ["{ $.SomeObject NOT EXISTS }", false],
    ["{ $.ThisFlag IS TRUE }", true],
    ["{ $.ThisFlag IS FALSE }", false],
    ["{ $.bandwidth > 75 }", false],
    ["{ $.bandwidth >= 75 }", true],
    ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', true],
    ['{ ($.user.id = 2 && $.users[0].email = "John.Doe@example.com") || $.actions[2] = "GET" }', false],
    ['{ $.user.id = 1 || $.user.id = 9 && $.eventType = "no" }', true],
    ['{ $.missing != "x" }', false],
    ["{ $.['dotted.key'] = x }", true],
  ] as const) {
    it(`${expected ? "matches" : "does not match"} ${text}`, async () => {
      assert.equal(await matches(text, documented), expected);
    });
  }

  for (const [text, line, expected] of [
    ["", "anything", true],
    ["ERROR", "[ERROR 400] BAD REQUEST", true],
    ["error", "[ERROR 400] BAD REQUEST", false],
    ["ERROR REQUEST", "[ERROR 400] BAD REQUEST", true],
    ['"INTERNAL SERVER ERROR"', "[ERROR 500] INTERNAL SERVER ERROR", true],
    ["?ERROR ?WARN", "WARN only", true],
    ["?ERROR ?WARN", "INFO only", false],
    ["ERROR -EXIT", "ERROR and EXIT", false],
  ] as const) {
    it(`${expected ? "finds" : "does not find"} ${text || "an empty pattern"} in ${line}`, async () => {
      assert.equal(await matches(text, line), expected);
    });
  }

  it("refuses a pattern that it cannot read", async () => {
    await assert.rejects(matches('{ $.a = "b" && }', {}), { name: "InvalidParameterException" });
  });

  it("tests event patterns", async () => {
    const events = new EventBridgeClient(cloud.settings());
    const event = { id: "1", "detail-type": "d", source: "s", account, time: "2026-01-01T00:00:00Z", region: "eu-west-1", resources: [] };
    const test = async (detail: object) =>
      (await events.send(new TestEventPatternCommand({ EventPattern: pattern, Event: JSON.stringify({ ...event, detail }) }))).Result;
    assert.equal(await test({ userIdentity: { type: "IAMUser", userName: "breakglass-2" } }), true);
    assert.equal(await test({ userIdentity: { type: "IAMUser", userName: "breakglass-3" } }), false);
    await assert.rejects(events.send(new TestEventPatternCommand({ EventPattern: pattern, Event: "{}" })), { name: "ValidationException" });
    await assert.rejects(
      events.send(new TestEventPatternCommand({ EventPattern: '{"source":"x"}', Event: JSON.stringify({ ...event, detail: {} }) })),
      { name: "InvalidEventPatternException" },
    );
  });
});

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

  it("leaves e-mail subscriptions pending until somebody clicks", async () => {
    const sns = new SNSClient(cloud.settings());
    const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "mail" }));
    const input = { TopicArn, Protocol: "email", Endpoint: "soc@example.com", ReturnSubscriptionArn: true };
    const { SubscriptionArn } = await sns.send(new SubscribeCommand(input));
    const listed = async () => (await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions?.[0]?.SubscriptionArn;
    const attributes = async () =>
      (await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes?.["PendingConfirmation"];
    assert.equal(await listed(), "PendingConfirmation");
    assert.equal(await attributes(), "true");
    await cloud.control("POST", "console/confirm-subscriptions", { endpoint: "soc@example.com" });
    assert.equal(await listed(), SubscriptionArn);
    assert.equal(await attributes(), "false");
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
