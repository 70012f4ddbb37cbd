import { adminSets, mayAdminister } from "../../shared/admin-sets";
import { texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import { attachmentTypes, called, customerManagedPolicies, managedPolicies } from "../../shared/permission-sets";
import { stackRule } from "../../shared/stack-rule";

/**
 * Administration is one permission set's, held by one team, on compliant devices: any other set that has it escapes all
 * of that.
 */
export const adminPolicies = stackRule({
  name: "permission-set-admin-policies",
  description: "Policies that administer are attached to the configured admin permission sets only.",
  severity: "critical",
  standards: { runbook: ["R5.1"], cis: ["1.16"], wellArchitected: ["SEC03-BP02"] },
  remediationSteps: "Attach a policy that grants what the set's holders need, or use the admin permission set.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html",
  config: {
    adminSets,
    adminPolicies: texts(
      [
        "AdministratorAccess",
        "AdministratorAccess-*",
        "IAMFullAccess",
        "AWSOrganizationsFullAccess",
        "AWSSSO*Administrator",
        "AWSSSODirectoryAdministrator",
      ],
      "Names of policies that administer; * stands for any text.",
    ),
  },
  anchors: attachmentTypes,
  check({ config, stack, known, report }) {
    for (const { on, set, policy } of [...managedPolicies(stack, known), ...customerManagedPolicies(stack, known)]) {
      if (matchesAny(policy, config.adminPolicies) && !mayAdminister(set, config.adminSets)) {
        report(`${policy} is given to ${called(set)}, which is no admin set.`, on);
      }
    }
  },
});
