import { adminSets, mayAdminister } from "../../shared/admin-sets";
import { texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import { attachmentTypes, called, customerManagedPolicies, managedPolicies } from "../../shared/permission-sets";
import { stackRule } from "../../shared/stack-rule";

/** Power over everything but identities is for developers, and for non-production accounts. */
export const powerUser = stackRule({
  name: "permission-set-power-user",
  description: "PowerUserAccess is attached to the configured permission sets only.",
  severity: "high",
  standards: { runbook: ["R5.5"], wellArchitected: ["SEC03-BP02"] },
  remediationSteps: "Attach a policy that grants what the set's holders need, or use the permission set Developer.",
  url: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html",
  config: { adminSets, powerUserSets: texts(["Developer"], "Names of the permission sets that may have it; * stands for any text.") },
  anchors: attachmentTypes,
  check({ config, stack, known, report }) {
    for (const { on, set, policy } of [...managedPolicies(stack, known), ...customerManagedPolicies(stack, known)]) {
      if (policy !== "PowerUserAccess" || mayAdminister(set, config.adminSets)) continue;
      if (set === undefined || !matchesAny(set, config.powerUserSets)) report(`PowerUserAccess is given to ${called(set)}.`, on);
    }
  },
});
