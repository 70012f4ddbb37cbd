import assert from "node:assert/strict";
import type { Policies } from "@pulumi/policy";
import { stackRule } from "../../shared/stack-rule";
import { iam, sns, ssoadmin } from "../../shared/types";
import { resource } from "../../testing";
import { analyzeStack } from "../../testing/sdk";

/** Notes on which resources it was let look. */
function looking(name: string, anchors: readonly string[]): { readonly rule: Policies[number]; readonly seen: string[] } {
  const seen: string[] = [];
  const rule = stackRule({
    name,
    description: "It looks.",
    severity: "low",
    standards: { runbook: ["RP"] },
    remediationSteps: "None.",
    url: "https://example.com",
    anchors,
    check: ({ stack }) => void seen.push(...stack.of(...anchors).map((anchor) => anchor.name)),
  });
  return { rule, seen };
}

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
  it("see the next stack, not the one before", async () => {
    const rule = looking("rule", [ssoadmin.permissionSet, sns.topic]);
    const other = looking("other", [iam.user]);
    for (const stack of [[user], [user, topic], [user]]) await analyzeStack([other.rule, rule.rule], stack);
    assert.deepEqual(rule.seen, ["topic"]);
    assert.deepEqual(other.seen, ["user", "user", "user"]);
  });
});
