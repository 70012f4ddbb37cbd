import assert from "node:assert/strict";
import { DrillReminder } from "../../../components/aws/drill-reminder";
import { only, resources, startMocks } from "../mocks";
import { options, watchOptions } from "../options";
import { statements } from "./statements";

describe("drill reminder", () => {
  before(async () => {
    await startMocks();
    watchOptions();
  });

  it("goes to the alarm's topic each quarter, under a role that may do nothing else", async () => {
    new DrillReminder("reminder", { accountId: "100000000001", region: "eu-west-1", userNames: ["breakglass-1", "breakglass-2"], topicArn: "arn:topic", topicKeyArn: "arn:key" }); // prettier-ignore
    const found = await resources();
    const of = await options();
    const schedule = only(found, "aws:scheduler/schedule:Schedule").inputs;
    assert.equal(schedule["scheduleExpression"], "cron(0 9 1W 1,4,7,10 ? *)");
    const { input, ...target } = schedule["target"] as { arn: string; roleArn: string; input: string };
    assert.deepEqual(target, { arn: "arn:topic", roleArn: "arn:reminder" });
    assert.match(input, /drill of breakglass-1 and breakglass-2 is due: run `federation drill`/);
    assert.deepEqual(statements(only(found, "aws:iam/rolePolicy:RolePolicy").inputs["policy"]), [
      { Effect: "Allow", Action: "sns:Publish", Resource: "arn:topic" },
      { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: "arn:key" },
    ]);
    assert.ok(of("Schedule reminder").dependencies.includes("RolePolicy reminder"));
  });
});
