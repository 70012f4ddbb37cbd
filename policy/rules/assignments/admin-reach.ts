import type { PolicyResource } from "@pulumi/policy";
import { adminSets } from "../../shared/admin-sets";
import { number, texts } from "../../shared/config";
import { COMPONENT } from "../../../contract/component-types";
import { matchesAny } from "../../shared/glob";
import { assignmentsByArn } from "../../shared/permission-sets";
import { stackRule } from "../../shared/stack-rule";
import { ssoadmin } from "../../shared/types";
import { readText } from "../../shared/values";

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
  anchors: [ssoadmin.accountAssignment, COMPONENT.federation],
  needsWhole: true,
  check({ config, facts, stack, known, report }) {
    const reach = new Map<string, { readonly accounts: Set<string>; readonly on: PolicyResource }>();
    for (const { on, set } of assignmentsByArn(stack, known)) {
      if (set === undefined || !matchesAny(set, config.adminSets)) continue;
      const account = known(() => readText(on.props["targetId"], "targetId"), on.name);
      const reached = reach.get(set) ?? { accounts: new Set<string>(), on };
      if (account !== undefined) reached.accounts.add(account);
      reach.set(set, reached);
    }
    const [teller] = stack.of(COMPONENT.federation);
    const elsewhere = facts.reach ?? {};
    const all = new Set([...reach.keys(), ...Object.keys(elsewhere).filter((set) => matchesAny(set, config.adminSets))]);
    for (const set of all) {
      const here = reach.get(set);
      const counts = [here?.accounts.size, elsewhere[set]].filter((count) => count !== undefined);
      const accounts = Math.max(...counts);
      const where = here?.accounts.size === accounts ? "" : " in all stacks of the federation";
      const on = here?.on ?? teller;
      if (accounts > config.maxAccounts && on !== undefined)
        report(`${set} is assigned on ${accounts} accounts${where}; at most ${config.maxAccounts} are allowed.`, on);
    }
  },
});
