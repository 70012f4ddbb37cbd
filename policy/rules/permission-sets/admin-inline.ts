import { adminSets, mayAdminister } from "../../shared/admin-sets";
import { allowed, reachesEverything } from "../../shared/policy-document";
import { attachmentTypes, called, documents } from "../../shared/permission-sets";
import { stackRule } from "../../shared/stack-rule";

/** AdministratorAccess by another spelling: everything on everything, all but a few things, the whole of IAM. */
export const adminInline = stackRule({
  name: "permission-set-admin-inline",
  description: "A policy document outside of the admin permission sets grants neither every action nor all actions but some.",
  severity: "critical",
  standards: { runbook: ["R5.1"], cis: ["1.16"], wellArchitected: ["SEC03-BP02"] },
  remediationSteps: "List the actions that the set's holders need.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  config: { adminSets },
  anchors: attachmentTypes,
  check({ config, stack, known, report }) {
    for (const { on, set, reading } of documents(stack, known)) {
      if (mayAdminister(set, config.adminSets)) continue;
      for (const statement of allowed(reading)) {
        if (statement.notActions !== undefined) report(`NotAction allows all actions but some to ${called(set)}.`, on);
        else if (statement.actions.includes("*")) {
          report(`Every action${reachesEverything(statement) ? " on every resource" : ""} is allowed to ${called(set)}.`, on);
        }
      }
    }
  },
});
