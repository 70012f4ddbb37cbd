import { breakglassUsers } from "../../shared/breakglass";
import { resourceRule } from "../../shared/resource-rule";
import { iam } from "../../shared/types";
import { show, readText } from "../../shared/values";

/**
 * A long-lived key is stolen once and used for years; nobody has one but the emergency users, whose every call raises
 * an alarm.
 */
export const noAccessKeys = resourceRule({
  name: "iam-no-access-keys",
  description: "No long-lived credential of an IAM user exists but the breakglass users' access keys.",
  severity: "critical",
  standards: { runbook: ["R7.2", "R8.1"], cis: ["1.14"], wellArchitected: ["SEC02-BP02"] },
  remediationSteps: "Use aws sso login for people and IAM roles for machines; remove the credential.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
  config: { breakglassUsers },
  types: [iam.accessKey, iam.serviceSpecificCredential, iam.sshKey, iam.signingCertificate],
  check({ type, props }, { config, report }) {
    if (type !== iam.accessKey)
      return report("Only access keys of breakglass users may exist; this is another kind of long-lived credential.");
    const user = readText(props["user"], "user");
    if (user === undefined) report("user is not set; an access key must belong to a breakglass user.");
    else if (!config.breakglassUsers.includes(user)) report(`The access key belongs to ${show(user)}, which is no breakglass user.`);
  },
});
