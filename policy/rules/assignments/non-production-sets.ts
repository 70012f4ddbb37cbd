import { NON_PRODUCTION_ONLY_TAG } from "../../../contract/tags";
import { optionalTexts, texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import { assignmentsByArn, setOf } from "../../shared/permission-sets";
import { ifKnown } from "../../shared/links";
import { stackRule } from "../../shared/stack-rule";
import { ssoadmin } from "../../shared/types";
import { readBlock, readText } from "../../shared/values";

/** Developers build in accounts where nothing can break; what reaches production goes through the pipeline. */
export const nonProductionSets = stackRule({
  name: "assignment-non-production-sets",
  description: "A permission set for non-production accounts is not assigned on a production account.",
  severity: "critical",
  standards: { runbook: ["R5.5"], wellArchitected: ["SEC03-BP02"] },
  remediationSteps: "Remove the production account from the assignment, or assign a set that is meant for production.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_securely_operate_multi_accounts.html",
  config: {
    nonProductionSets: texts(
      ["Developer"],
      "Names of permission sets for non-production accounts, or ARNs of such sets outside of the stack, beside those that the stack or the set's own tag marks; * stands for any text.",
    ),
    productionAccounts: optionalTexts("Ids of the production accounts, in place of those that the stack tells; * stands for any text."),
    productionAssignments: texts(
      [],
      "Names of assignment resources that count as production, for stacks that name them after the account; * stands for any text.",
    ),
  },
  anchors: [ssoadmin.accountAssignment],
  check({ config, facts, stack, known, report }) {
    const production = config.productionAccounts ?? facts.productionAccountIds ?? [];
    const marked = [...config.nonProductionSets, ...(facts.nonProductionOnlySets ?? [])];
    for (const { on, set } of assignmentsByArn(stack, known)) {
      const resource = setOf(stack, on);
      const tag = resource && ifKnown(() => readBlock(resource.props["tags"], "tags")[NON_PRODUCTION_ONLY_TAG]);
      if (set === undefined || !(tag === "true" || matchesAny(set, marked))) continue;
      const account = known(() => readText(on.props["targetId"], "targetId"), on.name);
      if (account !== undefined && matchesAny(account, production)) report(`${set} is assigned on the production account ${account}.`, on);
      else if (matchesAny(on.name, config.productionAssignments))
        report(`${set} is assigned on a production account, by the name of the assignment.`, on);
    }
  },
});
