import { breakglassUsers, usersIn } from "../../shared/breakglass";
import { subscribedTopics } from "../../shared/alarms";
import { stackRule } from "../../shared/stack-rule";
import { iam } from "../../shared/types";
import { text } from "../../shared/values";

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
  check({ config, stack, report }) {
    if (usersIn(stack, config.breakglassUsers).size === 0) return;
    for (const on of subscribedTopics(stack)) {
      // A key that is not known yet is one that is made here.
      if (!Object.keys(on.props).includes("kmsMasterKeyId")) report("kmsMasterKeyId is not set.", on);
      else if (isAwsManaged(on.props))
        report("kmsMasterKeyId is the AWS-managed key, with which EventBridge and CloudWatch cannot publish.", on);
    }
  },
});

function isAwsManaged(props: Readonly<Record<string, unknown>>): boolean {
  try {
    return /alias\/aws\/sns$|^$/.test(text(props["kmsMasterKeyId"], "kmsMasterKeyId") ?? "");
  } catch {
    return false;
  }
}
