import type { PolicyResource } from "@pulumi/policy";
import { adminSets } from "../../shared/admin-sets";
import { number, texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import { assignmentsByArn } from "../../shared/permission-sets";
import { stackRule } from "../../shared/stack-rule";
import { ssoadmin } from "../../shared/types";
import { text } from "../../shared/values";

/** One stolen session of an administrator is worth as many accounts as the set reaches. */
export const adminReach = stackRule({
  name: "assignment-admin-reach",
  description: "An admin permission set reaches no more accounts than configured.",
  severity: "high",
  standards: { runbook: ["R5.1"], wellArchitected: ["SEC01-BP01"] },
  remediationSteps: "Split administration by organizational unit into several admin sets and groups, or raise maxAccounts with a reason.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_securely_operate_multi_accounts.html",
  config: {
    adminSets: texts(
      adminSets.initial,
      "Names of the permission sets that administer, or ARNs of such sets outside of the stack; * stands for any text.",
    ),
    maxAccounts: number(100, "Most accounts that one admin permission set is assigned on.", { minimum: 1, maximum: 7000 }),
  },
  anchors: [ssoadmin.accountAssignment],
  check({ config, stack, known, report }) {
    const reach = new Map<string, { readonly accounts: Set<string>; readonly on: PolicyResource }>();
    for (const { on, set } of assignmentsByArn(stack, known)) {
      if (set === undefined || !matchesAny(set, config.adminSets)) continue;
      const account = known(() => text(on.props["targetId"], "targetId"), on.name);
      const reached = reach.get(set) ?? { accounts: new Set<string>(), on };
      if (account !== undefined) reached.accounts.add(account);
      reach.set(set, reached);
    }
    for (const [set, { accounts, on }] of reach) {
      if (accounts.size > config.maxAccounts)
        report(`${set} is assigned on ${accounts.size} accounts; at most ${config.maxAccounts} are allowed.`, on);
    }
  },
});
