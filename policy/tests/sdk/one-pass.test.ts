import assert from "node:assert/strict";
import type { Policies, StackValidationArgs } from "@pulumi/policy";
import { AnalyzerResource } from "@pulumi/pulumi/proto/analyzer_pb";
import { analyzeStack } from "../../sdk/analyze";
import { stackOf } from "../../shared/stack";
import { iam, sns } from "../../shared/types";
import { resource } from "../../testing";
import { looking } from "../looking";

const user = resource(iam.user, {}, { name: "user" });
const topic = resource(sns.topic, {}, { name: "topic" });

describe("one pass over a stack", () => {
  const anchors = [iam.user, sns.topic];

  it("copies every resource once, however many rules look at the whole stack", async () => {
    const getProperties = AnalyzerResource.prototype.getProperties;
    let copies = 0;
    AnalyzerResource.prototype.getProperties = function () {
      copies++;
      return getProperties.call(this);
    };
    try {
      const looks = ["first", "second", "third", "fourth"].map((name) => looking(name, anchors));
      await analyzeStack(
        looks.map(({ rule }) => rule),
        [user, topic],
      );
      assert.deepEqual(
        looks.map(({ seen }) => seen),
        Array.from({ length: 4 }, () => ["user", "topic"]),
      );
      assert.equal(copies, 2);
    } finally {
      AnalyzerResource.prototype.getProperties = getProperties;
    }
  });
  it("shows each of two analyses its own stack, even where they take turns", async () => {
    const seen: string[] = [];
    const waiting = (name: string): Policies[number] => ({
      ...looking(name, anchors).rule,
      validateStack: async (args: StackValidationArgs) => {
        seen.push(
          `${name}: ${stackOf(args)
            .of(...anchors)
            .map((found) => found.name)
            .join()}`,
        );
        await new Promise(setImmediate);
      },
    });
    const rules = [waiting("first"), waiting("second")];
    await Promise.all([analyzeStack(rules, [user]), analyzeStack(rules, [topic])]);
    assert.deepEqual(seen.sort(), ["first: topic", "first: user", "second: topic", "second: user"]);
  });
});
