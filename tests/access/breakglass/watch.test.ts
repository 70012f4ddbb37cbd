import assert from "node:assert/strict";
import { alarmRegions, guardArns, trailOf } from "../../../access/breakglass/watch";
import { place } from "./events";

describe("where alarms listen", () => {
  const trail = (region: string): string => `arn:aws:cloudtrail:${region}:100000000001:trail/t`;

  for (const [home, trailRegion, expected] of [
    ["eu-west-1", "eu-west-1", ["ap-southeast-2", "eu-north-1", "eu-west-1", "us-east-1", "us-east-2"]],
    ["us-east-1", "us-east-1", ["ap-southeast-2", "eu-north-1", "us-east-1", "us-east-2"]],
    ["eu-north-1", "eu-north-1", ["ap-southeast-2", "eu-north-1", "us-east-1", "us-east-2"]],
    ["eu-west-1", "us-west-2", ["ap-southeast-2", "eu-north-1", "eu-west-1", "us-east-1", "us-east-2", "us-west-2"]],
    ["us-gov-west-1", "us-gov-west-1", ["us-gov-east-1", "us-gov-west-1"]],
    ["cn-north-1", "cn-north-1", ["cn-north-1", "cn-northwest-1"]],
  ] as const) {
    it(`home ${home}, trail in ${trailRegion}: ${expected.length} regions, each once`, () =>
      assert.deepEqual(alarmRegions(home, trail(trailRegion)), expected));
  }
});

describe("the trail that the settings mean", () => {
  it("is one to make, by name", () =>
    assert.deepEqual(trailOf({ name: "guard" }, place), {
      name: "guard",
      arn: "arn:aws:cloudtrail:eu-west-1:100000000001:trail/guard",
      logGroup: "/aws/cloudtrail/guard",
      bucket: "guard-100000000001-eu-west-1",
      role: "guard-to-logs",
    }));

  it("is one that exists, of which nothing is guessed", () =>
    assert.deepEqual(trailOf({ existing: "arn:aws:cloudtrail:us-east-1:100000000001:trail/organization", logGroup: "trail" }, place), {
      name: "organization",
      arn: "arn:aws:cloudtrail:us-east-1:100000000001:trail/organization",
      logGroup: "trail",
      bucket: undefined,
      role: undefined,
    }));

  it("leads to the ARNs of everything that watches", () =>
    assert.deepEqual(guardArns(place, "/breakglass/", trailOf({}, place)), {
      policy: "arn:aws:iam::100000000001:policy/breakglass/breakglass-guard",
      trail: "arn:aws:cloudtrail:eu-west-1:100000000001:trail/federation-audit",
      bucket: "arn:aws:s3:::federation-audit-100000000001-eu-west-1",
      logGroup: "arn:aws:logs:eu-west-1:100000000001:log-group:/aws/cloudtrail/federation-audit",
      topic: "arn:aws:sns:eu-west-1:100000000001:breakglass-alarms",
      rules: ["arn:aws:events:*:100000000001:rule/breakglass-use", "arn:aws:events:*:100000000001:rule/breakglass-guard-change"],
      alarms: ["arn:aws:cloudwatch:eu-west-1:100000000001:alarm:breakglass-use"],
      roles: ["arn:aws:iam::100000000001:role/breakglass-alarms-forward", "arn:aws:iam::100000000001:role/federation-audit-to-logs"],
    }));
});
