import { actionsOf } from "../../shared/access-levels";
import { adminSets, mayAdminister } from "../../shared/admin-sets";
import { texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import { allowed, covers, reachesEveryRole, reachesEverything } from "../../shared/policy-document";
import { attachmentTypes, called, documents } from "../../shared/permission-sets";
import { stackRule } from "../../shared/stack-rule";
import { names } from "../../shared/values";

/**
 * Whoever may change who may do what can give themselves the rest. What changes permissions is told by AWS's own access
 * levels and by what AWS is known to file otherwise, and every write to IAM counts; roles are only taken by name, and
 * what runs with a role is only changed by name.
 */
export const privilegeEscalation = stackRule({
  name: "permission-set-privilege-escalation",
  description: "A permission set that does not administer cannot change permissions, its own or others'.",
  severity: "critical",
  standards: { runbook: ["R5.1"], cis: ["1.16"], wellArchitected: ["SEC03-BP05"] },
  remediationSteps: "Remove the actions, or name them in allowedActions where they are the set's purpose.",
  url: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  config: {
    adminSets,
    allowedActions: texts(
      ["iam:PassRole", "iam:CreateServiceLinkedRole"],
      "Actions that do not count, such as iam:PassRole, which has a rule of its own; * stands for any text.",
    ),
    borrowingActions: texts(
      [
        "codebuild:UpdateProject",
        "ec2-instance-connect:SendSSHPublicKey",
        "es:UpdateDomainConfig",
        "es:UpdateElasticsearchDomainConfig",
        "glue:UpdateDevEndpoint",
        "lambda:UpdateFunctionCode",
        "sagemaker:CreatePresignedNotebookInstanceUrl",
        "ssm:SendCommand",
        "ssm:StartSession",
        "sts:AssumeRoot",
      ],
      "Actions that act with the role of whatever they reach, or open it to others; refused on every resource.",
    ),
  },
  anchors: attachmentTypes,
  async check({ config, stack, known, report }) {
    for (const { on, set, reading } of documents(stack, known)) {
      if (mayAdminister(set, config.adminSets)) continue;
      const found = new Set<string>();
      for (const statement of allowed(reading)) {
        for (const pattern of statement.actions) {
          if (pattern === "*") continue; // The rule on admin policy documents has it.
          const actions = await actionsOf(pattern);
          // What the data does not know yet writes to IAM, as far as anybody can tell.
          if (actions === undefined && /^iam:/i.test(pattern)) found.add(pattern);
          for (const { name, reads, managesPermissions } of actions ?? []) {
            if (matchesAny(name, config.allowedActions, { ignoreCase: true })) continue;
            if (managesPermissions || (!reads && name.startsWith("iam:"))) found.add(name);
          }
          if (reachesEveryRole(statement) && covers(pattern, "sts:AssumeRole")) found.add("sts:AssumeRole on every role");
          if (!reachesEverything(statement)) continue;
          for (const action of config.borrowingActions) if (covers(pattern, action)) found.add(`${action} on everything`);
        }
      }
      if (found.size > 0) report(`${list(found)} ${found.size === 1 ? "is" : "are"} allowed to ${called(set)}.`, on);
    }
  },
});

function list(actions: ReadonlySet<string>): string {
  const sorted = [...actions].sort();
  return sorted.length > 6 ? `${sorted.slice(0, 5).join(", ")} and ${sorted.length - 5} more` : names(sorted);
}
