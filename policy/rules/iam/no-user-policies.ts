import { breakglassUsers } from "../../shared/breakglass";
import { resourceRule } from "../../shared/resource-rule";
import { iam } from "../../shared/types";
import { readList, show, readText } from "../../shared/values";

/** A policy on a user outside of the stack gives power to an identity that the stack does not show. */
export const noUserPolicies = resourceRule({
  name: "iam-no-user-policies",
  description: "No policy is on an IAM user but the breakglass users.",
  severity: "high",
  standards: { runbook: ["R7.1", "R9.6"], cis: ["1.15"], wellArchitected: ["SEC02-BP06"] },
  remediationSteps: "Put the policy on a role or a permission set; remove it from the user.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
  config: { breakglassUsers },
  types: [iam.userPolicy, iam.userPolicyAttachment, iam.userPoliciesExclusive, iam.userPolicyAttachmentsExclusive, iam.policyAttachment],
  check({ type, props }, { config, report, each }) {
    const property = PROPERTY[type] ?? "user";
    each(readList(props[property]), (element) => {
      const user = readText(element, property) ?? "";
      if (config.breakglassUsers.includes(user)) return;
      // An exclusive list of none takes policies away.
      const policies = LISTED[type];
      if (policies === undefined || readList(props[policies]).length > 0)
        report(`The policy is on the IAM user ${show(user)}, which is no breakglass user.`);
    });
  },
});

/** Where an exclusive list names its policies. */
const LISTED: Readonly<Record<string, string>> = {
  [iam.userPoliciesExclusive]: "policyNames",
  [iam.userPolicyAttachmentsExclusive]: "policyArns",
};

/** Where each type names its users. */
const PROPERTY: Readonly<Record<string, string>> = {
  [iam.userPoliciesExclusive]: "userName",
  [iam.userPolicyAttachmentsExclusive]: "userName",
  [iam.policyAttachment]: "users",
};
