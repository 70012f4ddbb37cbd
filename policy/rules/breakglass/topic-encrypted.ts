import type { PolicyResource } from "@pulumi/policy";
import { breakglassUsers, usersIn } from "../../shared/breakglass";
import { alarmTopics } from "../../shared/alarms";
import { stackRule } from "../../shared/stack-rule";
import { iam } from "../../shared/types";
import { readText } from "../../shared/values";

/** With the AWS-managed key the services that raise the alarm cannot publish, and fail without a word. */
export const topicEncrypted = stackRule({
  name: "breakglass-topic-encrypted",
  description: "Topics that carry breakglass alarms are encrypted with a key of their own.",
  severity: "medium",
  standards: { runbook: ["R7.4"], wellArchitected: ["SEC04-BP03"] },
  remediationSteps:
    "Set kmsMasterKeyId to a customer-managed key whose policy lets events.amazonaws.com and cloudwatch.amazonaws.com use it.",
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
  config: { breakglassUsers },
  anchors: [iam.user],
  check({ config, stack, known, report }) {
    if (usersIn(stack, config.breakglassUsers).size === 0) return;
    for (const on of alarmTopics(stack)) {
      if (isMadeHere(on)) continue;
      const key = known(() => readText(on.props["kmsMasterKeyId"], "kmsMasterKeyId") ?? "", on.name);
      if (key === "") report("kmsMasterKeyId is not set.", on);
      else if (key !== undefined && /alias\/aws\/sns$/.test(key))
        report("kmsMasterKeyId is the AWS-managed key, with which EventBridge and CloudWatch cannot publish.", on);
    }
  },
});

/** A key that the stack makes is one of its own, though its id is not known yet. A dependency alone is no key. */
function isMadeHere({ props, propertyDependencies }: PolicyResource): boolean {
  return "kmsMasterKeyId" in props && (propertyDependencies["kmsMasterKeyId"] ?? []).some(({ type }) => type.startsWith("aws:kms/"));
}
