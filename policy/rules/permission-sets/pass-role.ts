import { adminSets, mayAdminister } from "../../shared/admin-sets";
import { allowed, namesAction, reachesEveryRole } from "../../shared/policy-document";
import { attachmentTypes, called, documents } from "../../shared/permission-sets";
import { stackRule } from "../../shared/stack-rule";

/** Who may pass any role to a service has the rights of the mightiest role in the account. */
export const passRole = stackRule({
  name: "permission-set-pass-role",
  description: "A permission set that does not administer passes named roles only.",
  severity: "critical",
  standards: { runbook: ["R5.3"], wellArchitected: ["SEC03-BP02"], cis: ["1.16"] },
  remediationSteps: "Name the roles in Resource, and the services that take them in a condition on iam:PassedToService.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  config: { adminSets },
  anchors: attachmentTypes,
  check({ config, stack, known, report }) {
    for (const { on, set, reading } of documents(stack, known)) {
      if (mayAdminister(set, config.adminSets)) continue;
      for (const statement of allowed(reading)) {
        if (statement.notActions !== undefined || !namesAction(statement, "iam:PassRole")) continue;
        if (reachesEveryRole(statement)) report(`iam:PassRole on every role is allowed to ${called(set)}.`, on);
      }
    }
  },
});
