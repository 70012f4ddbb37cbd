import { number } from "../../shared/config";
import { attachmentTypes, bySet, called, customerManagedPolicies, managedPolicies } from "../../shared/permission-sets";
import { stackRule } from "../../shared/stack-rule";

/**
 * Identity Center takes 25, but each becomes an attachment of the role in every account, where IAM's own quota is 10
 * until it is raised there.
 */
export const attachmentQuota = stackRule({
  name: "permission-set-attachment-quota",
  description: "A permission set has no more managed policies than a role can have in every account.",
  severity: "medium",
  standards: { runbook: ["R5.6"], wellArchitected: ["SEC03-BP02"] },
  remediationSteps: "Merge policies, or raise the quota in every account and set maxPolicies.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  config: {
    maxPolicies: number(10, "Most managed policies of one permission set, AWS's and customers' together.", { minimum: 1, maximum: 25 }),
  },
  anchors: attachmentTypes,
  check({ config, stack, known, report }) {
    for (const group of bySet(stack, [...managedPolicies(stack, known), ...customerManagedPolicies(stack, known)])) {
      const [first] = group;
      if (first !== undefined && group.length > config.maxPolicies) {
        report(`${group.length} managed policies are given to ${called(first.set)}; at most ${config.maxPolicies} fit.`, first.on);
      }
    }
  },
});
