import assert from "node:assert/strict";
import { iam, sns, ssoadmin } from "../../shared/types";
import { resource } from "../../testing";
import { analyzeStack } from "../../sdk/analyze";
import { looking } from "../looking";

const user = resource(iam.user, {}, { name: "user" });
const topic = resource(sns.topic, {}, { name: "topic" });

describe("rules on one stack", () => {
  it("look where one of their types is there, whichever of them it is", async () => {
    const first = looking("first", [iam.user]);
    const second = looking("second", [ssoadmin.permissionSet, sns.topic]);
    const third = looking("third", [sns.topic, ssoadmin.permissionSet]);
    const { notApplicable } = await analyzeStack([first.rule, second.rule, third.rule], [user, topic]);
    assert.deepEqual([first.seen, second.seen, third.seen], [["user"], ["topic"], ["topic"]]);
    assert.deepEqual(notApplicable, []);
  });
  it("do not apply where none of their types is there", async () => {
    const first = looking("first", [iam.user]);
    const second = looking("second", [ssoadmin.permissionSet, sns.topic]);
    const { notApplicable } = await analyzeStack([second.rule, first.rule, second.rule], [user]);
    assert.deepEqual([first.seen, second.seen], [["user"], []]);
    assert.deepEqual(notApplicable, ["second", "second"]);
  });
  it("say why they do not apply: none of their types is there, or the core of an access stack has them", async () => {
    const { rule } = looking("rule", [sns.topic]);
    const reasons: string[] = [];
    const args = (resources: unknown[]) => ({
      resources,
      getConfig: () => ({}),
      notApplicable: (reason: string) => void reasons.push(reason),
    });
    const teller = { urn: "urn:federation", type: "federation:index:Federation", name: "federation", props: { core: "prod" } };
    const { validateStack } = rule as unknown as { validateStack(args: unknown, report: unknown): Promise<void> };
    for (const resources of [[{ ...teller, props: {} }], [teller, { ...teller, urn: "urn:other", type: "other" }]]) {
      await validateStack(args(resources), () => undefined);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(reasons, [
      `Applies to stacks with ${sns.topic}`,
      `Applies to stacks with ${sns.topic}, which are in the core stack prod`,
    ]);
  });
  it("see the next stack, not the one before", async () => {
    const rule = looking("rule", [ssoadmin.permissionSet, sns.topic]);
    const other = looking("other", [iam.user]);
    for (const stack of [[user], [user, topic], [user]]) await analyzeStack([other.rule, rule.rule], stack);
    assert.deepEqual(rule.seen, ["topic"]);
    assert.deepEqual(other.seen, ["user", "user", "user"]);
  });
});
