import { CloudTrailClient, GetTrailCommand, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, DescribeMetricFiltersCommand, TestMetricFilterCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  TestEventPatternCommand,
} from "@aws-sdk/client-eventbridge";
import { GetTopicAttributesCommand, ListSubscriptionsByTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import assert from "node:assert/strict";
import { type Listener, listenTo } from "../alarm-listener";
import { account, type Prod, watchedRegions } from "./context";

/** Trail, event rules, metric filter, alarm and topic, as the AWS API shows them and as events go through them. */
export function itWatches(prod: Prod): void {
  let listener: Listener | undefined;
  const received = (): Promise<string> => listener!.received();
  /**
   * Puts an event on a region's bus, as EventBridge gets it from CloudTrail; nobody but AWS may call itself the source
   * `aws.…`.
   */
  const put = async (region: string, detail: object): Promise<void> => {
    const DetailType = "AWS API Call via CloudTrail";
    const { FailedEntryCount } = await new EventBridgeClient(prod.settings(region)).send(
      new PutEventsCommand({ Entries: [{ Source: "federation.test", DetailType, Detail: JSON.stringify(detail) }] }),
    );
    assert.equal(FailedEntryCount, 0);
  };

  it("records every region, and watches where sign-ins are recorded", async () => {
    const trails = new CloudTrailClient(prod.settings());
    const { Trail } = await trails.send(new GetTrailCommand({ Name: "federation-audit" }));
    assert.deepEqual([Trail?.IsMultiRegionTrail, Trail?.LogFileValidationEnabled, Trail?.IncludeGlobalServiceEvents], [true, true, true]);
    assert.match(Trail?.KmsKeyId ?? "", /^arn:aws:kms:eu-west-1:/);
    assert.match(Trail?.CloudWatchLogsLogGroupArn ?? "", /:log-group:\/aws\/cloudtrail\/federation-audit:\*$/);
    assert.equal((await trails.send(new GetTrailStatusCommand({ Name: "federation-audit" }))).IsLogging, true);
    for (const region of watchedRegions) {
      for (const Name of ["breakglass-use", "breakglass-guard-change"]) {
        const events = new EventBridgeClient(prod.settings(region));
        const rule = await events.send(new DescribeRuleCommand({ Name }));
        assert.equal(rule.State, "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", `${Name} in ${region}`);
        const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: Name }));
        assert.deepEqual(
          Targets.map(({ Arn, DeadLetterConfig }) => [Arn, DeadLetterConfig?.Arn]),
          [
            [
              region === "eu-west-1"
                ? `arn:aws:sns:eu-west-1:${account}:breakglass-alarms`
                : `arn:aws:events:eu-west-1:${account}:event-bus/default`,
              `arn:aws:sqs:${region}:${account}:breakglass-alarms-undelivered`,
            ],
          ],
        );
      }
    }
    const { MetricAlarms = [] } = await new CloudWatchClient(prod.settings()).send(
      new DescribeAlarmsCommand({ AlarmNames: ["breakglass-use"] }),
    );
    assert.equal(MetricAlarms.length, 1);
    const sns = new SNSClient(prod.settings());
    const TopicArn = `arn:aws:sns:eu-west-1:${account}:breakglass-alarms`;
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    assert.match(Attributes?.["KmsMasterKeyId"] ?? "", /^arn:aws:kms:eu-west-1:/);
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    assert.deepEqual(
      Subscriptions.map(({ Protocol, Endpoint }) => [Protocol, Endpoint]),
      [["email", "security-oncall@example.com"]],
    );
  });

  const cloudTrailEvent = (userName: string, eventName: string, readOnly: boolean) => ({
    userIdentity: { type: "IAMUser", userName, arn: `arn:aws:iam::${account}:user/breakglass/${userName}`, accountId: account },
    eventSource: eventName === "ConsoleLogin" ? "signin.amazonaws.com" : "iam.amazonaws.com",
    eventName,
    readOnly,
  });

  it("matches a login, an API call and a read-only one by the deployed pattern and filter, and no near miss", async () => {
    const events = new EventBridgeClient(prod.settings());
    const { EventPattern } = await events.send(new DescribeRuleCommand({ Name: "breakglass-use" }));
    const logs = new CloudWatchLogsClient(prod.settings());
    const { metricFilters = [] } = await logs.send(new DescribeMetricFiltersCommand({ filterNamePrefix: "breakglass-use" }));
    const filterPattern = metricFilters[0]!.filterPattern!;
    const matches = async (detail: object, detailType: string): Promise<[boolean | undefined, boolean]> => {
      const Event = JSON.stringify({
        id: "1",
        version: "0",
        account,
        region: "us-east-1",
        time: "2026-12-01T00:00:00Z",
        resources: [],
        source: "aws.signin",
        "detail-type": detailType,
        detail,
      });
      const { Result } = await events.send(new TestEventPatternCommand({ EventPattern, Event }));
      const filtered = await logs.send(new TestMetricFilterCommand({ filterPattern, logEventMessages: [JSON.stringify(detail)] }));
      return [Result, (filtered.matches ?? []).length > 0];
    };
    const login = "AWS Console Sign In via CloudTrail";
    const call = "AWS API Call via CloudTrail";
    assert.deepEqual(await matches(cloudTrailEvent("breakglass-1", "ConsoleLogin", false), login), [true, true]);
    assert.deepEqual(await matches(cloudTrailEvent("breakglass-2", "ConsoleLogin", false), "AWS Console Signin via CloudTrail"), [
      true,
      true,
    ]);
    assert.deepEqual(await matches(cloudTrailEvent("breakglass-1", "CreateUser", false), call), [true, true]);
    assert.deepEqual(await matches(cloudTrailEvent("breakglass-2", "ListUsers", true), call), [true, true]);
    assert.deepEqual(await matches({ ...cloudTrailEvent("breakglass-1", "AssumeRole", true), eventSource: "sts.amazonaws.com" }, call), [
      true,
      true,
    ]);
    assert.deepEqual(await matches(cloudTrailEvent("breakglass-10", "ConsoleLogin", false), login), [false, false]);
    assert.deepEqual(await matches(cloudTrailEvent("ada", "CreateUser", false), call), [false, false]);
    const role = { type: "AssumedRole", arn: `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Platform-Admin/ada@example.com` };
    assert.deepEqual(await matches({ ...cloudTrailEvent("x", "ListUsers", true), userIdentity: role }, call), [false, false]);
  });

  it("tells whoever listens that somebody new does: that, too, is a change of the guard", async () => {
    listener = await listenTo(`arn:aws:sns:eu-west-1:${account}:breakglass-alarms`, prod.settings());
    assert.match(await received(), /Subscribe/);
  });

  it("catches by the metric filter what happens in a region without event rule", async () => {
    await prod.operator("events", { detail: cloudTrailEvent("breakglass-1", "ListUsers", true), account, region: "eu-west-3" });
    assert.match(await received(), /"?NewStateValue\\*"?: ?\\*"ALARM/);
  });

  it("carries events of every watched region over the buses to the topic, and no other user's", async () => {
    await put("us-east-1", cloudTrailEvent("breakglass-10", "ListUsers", true));
    assert.equal(await received(), "");
    for (const region of watchedRegions) {
      await put(region, cloudTrailEvent("breakglass-2", `List${region.replaceAll("-", "")}`, true));
      assert.match(await received(), new RegExp(`List${region.replaceAll("-", "")}`), region);
    }
    await prod.operator("sign-in", { kind: "iam", userName: "breakglass-2", region: "us-east-2", mfa: true, success: true });
    const messages = await received();
    assert.match(messages, /ConsoleLogin/);
    assert.match(messages, /breakglass-2/);
  });

  it("tells of a change of the guard by anybody, of its keys as well, and not of a look", async () => {
    const { EventPattern } = await new EventBridgeClient(prod.settings()).send(
      new DescribeRuleCommand({ Name: "breakglass-guard-change" }),
    );
    assert.ok(EventPattern!.length <= 2048, `${EventPattern!.length}`);
    const { Attributes } = await new SNSClient(prod.settings()).send(
      new GetTopicAttributesCommand({ TopicArn: `arn:aws:sns:eu-west-1:${account}:breakglass-alarms` }),
    );
    const by = (source: string, eventName: string, more: object) => ({
      ...cloudTrailEvent("ada", eventName, false),
      eventSource: source,
      ...more,
    });
    const key = { requestParameters: { keyId: Attributes!["KmsMasterKeyId"] } };
    for (const event of [
      by("cloudtrail.amazonaws.com", "StopLogging", { requestParameters: { name: "federation-audit" } }),
      by("events.amazonaws.com", "DisableRule", { requestParameters: { name: "breakglass-use" } }),
      by("iam.amazonaws.com", "DetachUserPolicy", { requestParameters: { userName: "breakglass-1" } }),
      by("kms.amazonaws.com", "DisableKey", key),
    ]) {
      await put("us-east-1", event);
      assert.match(await received(), new RegExp(event.eventName));
    }
    await put("us-east-1", { ...by("iam.amazonaws.com", "GetUser", { requestParameters: { userName: "breakglass-1" } }), readOnly: true });
    await put("us-east-1", by("kms.amazonaws.com", "DisableKey", { requestParameters: { keyId: "1234abcd-12ab-34cd-56ef-123456789003" } }));
    assert.equal(await received(), "");
  });

  it("tells in words of a change by hand, whoever else made it, and not of the deploying role's", async () => {
    const deployer = `arn:aws:iam::${account}:role/federation-deploy`;
    const change = (role: string, eventName: string) => ({
      ...cloudTrailEvent("x", eventName, false),
      eventSource: "organizations.amazonaws.com",
      userIdentity: {
        type: "AssumedRole",
        arn: `arn:aws:sts::${account}:assumed-role/${role.split("/").at(-1)!}/somebody`,
        sessionContext: { sessionIssuer: { type: "Role", arn: role } },
      },
    });
    await put("us-east-1", change(deployer, "DetachPolicy"));
    assert.equal(await received(), "");
    await put("us-east-1", change(`${deployer}-2`, "DetachPolicy"));
    assert.match(
      await received(),
      /The organization's guard was changed .*, not by a deploying role: DetachPolicy .*federation-deploy-2\/somebody/,
    );
  });

  after(() => listener?.leave());
}
