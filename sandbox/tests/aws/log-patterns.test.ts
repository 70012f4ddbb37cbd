import assert from "node:assert/strict";
import { CloudWatchLogsClient, TestMetricFilterCommand } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient, TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { type Cloud, startCloud } from "./cloud";

const account = "100000000001";
const pattern = JSON.stringify({ detail: { userIdentity: { type: ["IAMUser"], userName: ["breakglass-1", "breakglass-2"] } } });

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
