import assert from "node:assert/strict";
import { CloudTrailClient, CreateTrailCommand, StartLoggingCommand } from "@aws-sdk/client-cloudtrail";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand, TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { RULE_STATE } from "../../../access/breakglass/alarm-rules";
import { changeRules } from "../../../access/breakglass/change-rules";
import { type Cloud, startCloud } from "../../../sandbox/tests/aws/cloud";
import { by, CHANGE_EVENTS, type ChangeEvent, DEPLOYER, NEAR_MISSES } from "./change-events";
import { ACCOUNT, place } from "./events";

/** The rules as they are declared, on the local AWS's buses; a queue in the topic's place. */
describe("changes by hand, through the local bus", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let queue: string;
  const rules = changeRules(place, [DEPLOYER]);

  before(async () => {
    cloud = await startCloud();
    await new S3Client({ ...cloud.settings(), forcePathStyle: true }).send(
      new CreateBucketCommand({ Bucket: "trail", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
    );
    const trails = new CloudTrailClient(cloud.settings());
    await trails.send(new CreateTrailCommand({ Name: "trail", S3BucketName: "trail", IsMultiRegionTrail: true }));
    await trails.send(new StartLoggingCommand({ Name: "trail" }));
    const arn = `arn:aws:sqs:eu-west-1:${ACCOUNT}:heard`;
    const Statement = [{ Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "sqs:SendMessage", Resource: "*" }];
    const Attributes = { Policy: JSON.stringify({ Version: "2012-10-17", Statement }) };
    queue = (await sqs().send(new CreateQueueCommand({ QueueName: "heard", Attributes }))).QueueUrl!;
    for (const { region, name, pattern, description, forwarded, targetArn, rewording } of rules) {
      const events = new EventBridgeClient(cloud.settings(region));
      await events.send(new PutRuleCommand({ Name: name, EventPattern: pattern([]), Description: description, State: RULE_STATE }));
      const InputTransformer = rewording && { InputPathsMap: { ...rewording.inputPaths }, InputTemplate: rewording.inputTemplate };
      const Targets = [{ Id: "alarm", Arn: forwarded ? targetArn : arn, ...(InputTransformer && { InputTransformer }) }];
      await events.send(new PutTargetsCommand({ Rule: name, Targets }));
    }
  });
  after(() => cloud.stop());

  const sqs = () => new SQSClient(cloud.settings());
  const received = async (): Promise<string[]> => {
    const { Messages } = await sqs().send(new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10 }));
    for (const { ReceiptHandle } of Messages ?? []) await sqs().send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle }));
    return (Messages ?? []).map(({ Body }) => Body ?? "");
  };
  const happens = ({ detail }: ChangeEvent, region?: string) =>
    cloud.control("POST", "events", { detail, account: ACCOUNT, ...(region === undefined ? {} : { region }) });

  it("tells people of each kind once, in words, wherever it is recorded", async () => {
    await received();
    for (const [name, says] of [
      ["CreateAccountAssignment", /^"IAM Identity Center was changed, not by a deploying role: CreateAccountAssignment \(sso\.amazonaws\.com\) by arn:aws:sts::100000000001:assumed-role\/AWSReservedSSO_Platform-Admin_0123456789abcdef\/ada@example\.com, from 198\.51\.100\.7, at 2026-11-23T12:00:00Z, account 100000000001, eu-west-1\. If you do not know of it: `federation drift` says what differs and how to undo it\. CloudTrail event 3fcfb182-/], // prettier-ignore
      [
        "UpdateSAMLProvider",
        /^"What IAM trusts of the federation was changed .* UpdateSAMLProvider \(iam\.amazonaws\.com\) by .*, us-east-1\./,
      ],
      ["ConsoleLogin", /^"Root signed in or changed something, .* ConsoleLogin .* by arn:aws:iam::100000000001:root,/],
      ["DetachPolicy", /^"The organization's guard was changed .* DetachPolicy \(organizations\.amazonaws\.com\)/],
    ] as const) {
      await happens(CHANGE_EVENTS.find(({ detail }) => detail["eventName"] === name)!);
      const messages = await received();
      assert.equal(messages.length, 1, `${name}: ${messages.join("\n")}`);
      assert.match(messages[0]!, says);
      // EventBridge takes what a template makes only where that is JSON.
      assert.equal(typeof JSON.parse(messages[0]!), "string");
    }
  });

  it("tells nobody of what the deploying role does, and of near misses", async () => {
    for (const event of CHANGE_EVENTS.filter(({ kind }) => kind !== "root"))
      await happens({ ...event, detail: { ...event.detail, userIdentity: by(DEPLOYER, "pipeline") } });
    for (const event of NEAR_MISSES) await happens(event);
    assert.deepEqual(await received(), []);
  });

  it("matches every documented event by the deployed pattern, as the service itself tests it", async () => {
    const events = new EventBridgeClient(cloud.settings());
    const pattern = (kind: string): string =>
      rules.find(({ name, forwarded }) => name === `federation-watch-${kind}` && !forwarded)!.pattern([]);
    const test = async (event: ChangeEvent): Promise<boolean | undefined> => {
      const Event = JSON.stringify({
        ...{ id: "1", version: "0", account: ACCOUNT, region: "us-east-1", time: "2026-11-23T12:00:00Z", resources: [], source: "aws.x" },
        "detail-type": event.detailType,
        detail: event.detail,
      });
      return (await events.send(new TestEventPatternCommand({ EventPattern: pattern(event.kind), Event }))).Result;
    };
    for (const event of CHANGE_EVENTS) assert.equal(await test(event), true, event.what);
    for (const event of NEAR_MISSES) assert.equal(await test(event), false, event.what);
  });
});
