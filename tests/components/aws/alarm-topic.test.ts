import assert from "node:assert/strict";
import { AlarmTopic, type Subscriber } from "../../../components/aws/alarm-topic";
import { only, resources, startMocks } from "../mocks";
import { options, watchOptions } from "../options";
import { statements } from "./statements";

const account = "100000000001";
const arn = `arn:aws:sns:eu-west-1:${account}:breakglass-alarms`;

async function topic(subscribers: readonly Subscriber[] = [{ email: "oncall@example.com" }]) {
  await resources();
  await options();
  const place = { accountId: account, partition: "aws", region: "eu-west-1" };
  const component = new AlarmTopic("breakglass-alarms", { ...place, topicName: "breakglass-alarms", subscribers });
  return { component, found: await resources(), of: await options() };
}

describe("alarm topic", () => {
  before(async () => {
    await startMocks();
    watchOptions();
  });

  it("is encrypted with a key of its own, that both publishers may use for this account only", async () => {
    const { found } = await topic();
    const key = only(found, "aws:kms/key:Key").inputs;
    assert.deepEqual(
      [key["enableKeyRotation"], key["tags"], key["region"]],
      [true, { "federation:guard": "true", "aws-entra-federation:stack": "organization/federation/test" }, "eu-west-1"],
    );
    const users = statements(key["policy"]).slice(1);
    assert.deepEqual(
      users.map(({ Principal, Condition }) => [Principal, Condition]),
      ["events.amazonaws.com", "cloudwatch.amazonaws.com"].map((Service) => [
        { Service },
        { StringEquals: { "aws:SourceAccount": account } },
      ]),
    );
    for (const { Action } of users)
      for (const action of ["kms:Decrypt", "kms:GenerateDataKey*"]) assert.ok((Action as string[]).includes(action));
    assert.equal(only(found, "aws:sns/topic:Topic").inputs["kmsMasterKeyId"], "arn:breakglass-alarms");
  });

  it("takes messages of both publishers, over TLS only", async () => {
    const { found } = await topic();
    const [events, cloudwatch, transport] = statements(only(found, "aws:sns/topicPolicy:TopicPolicy").inputs["policy"]);
    const ours = { Effect: "Allow", Action: "sns:Publish", Resource: arn, Condition: { StringEquals: { "aws:SourceAccount": account } } };
    assert.deepEqual(events, { Sid: "Publisher1", Principal: { Service: "events.amazonaws.com" }, ...ours });
    assert.deepEqual(cloudwatch, { Sid: "Publisher2", Principal: { Service: "cloudwatch.amazonaws.com" }, ...ours });
    assert.deepEqual([transport?.Effect, transport?.Condition], ["Deny", { Bool: { "aws:SecureTransport": "false" } }]);
  });

  it("has a subscription each, whose name shows no key of a webhook", async () => {
    const { found } = await topic([
      { email: "oncall@example.com" },
      { https: "https://events.pager.example/integration/s3cr3t-1/enqueue" },
      { https: "https://events.pager.example/integration/s3cr3t-2/enqueue" },
    ]);
    const subscriptions = found.filter(({ type }) => type === "aws:sns/topicSubscription:TopicSubscription");
    assert.deepEqual(
      subscriptions.map(({ inputs }) => [inputs["protocol"], inputs["endpoint"], inputs["topic"]]),
      [
        ["email", "oncall@example.com", "arn:breakglass-alarms"],
        ["https", "https://events.pager.example/integration/s3cr3t-1/enqueue", "arn:breakglass-alarms"],
        ["https", "https://events.pager.example/integration/s3cr3t-2/enqueue", "arn:breakglass-alarms"],
      ],
    );
    const names = subscriptions.map(({ name }) => name);
    assert.equal(new Set(names).size, 3);
    assert.match(names[1]!, /^breakglass-alarms\/events\.pager\.example-[0-9a-f]{8}$/);
    assert.ok(!names.join().includes("s3cr3t"));
  });

  it("is protected, and is ready once policy and subscriptions are there", async () => {
    const { component, of } = await topic();
    assert.equal(of("Topic breakglass-alarms").protect, true);
    assert.equal(component.ready.length, 2);
    assert.equal(of("Topic breakglass-alarms").parent, "AlarmTopic breakglass-alarms");
  });
});
