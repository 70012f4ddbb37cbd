import type { PolicyResource } from "@pulumi/policy";
import { setOf } from "../../shared/permission-sets";
import { stackRule } from "../../shared/stack-rule";
import { ssoadmin } from "../../shared/types";
import { readText } from "../../shared/values";

/** The second of two alike fails in the update; and when one is removed, the access of both is gone. */
export const duplicates = stackRule({
  name: "assignment-duplicates",
  description: "No account assignment is made twice.",
  severity: "medium",
  standards: { runbook: ["R5.7"], wellArchitected: ["SEC03-BP04"] },
  remediationSteps: "Remove all but one of the assignments.",
  url: "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html",
  anchors: [ssoadmin.accountAssignment],
  check({ stack, known, report }) {
    const seen = new Map<string, PolicyResource>();
    for (const on of stack.of(ssoadmin.accountAssignment)) {
      const set = setOf(stack, on)?.urn ?? known(() => readText(on.props["permissionSetArn"], "permissionSetArn"), on.name);
      const principal = known(() => readText(on.props["principalId"], "principalId"), on.name);
      const account = known(() => readText(on.props["targetId"], "targetId"), on.name);
      if (set === undefined || principal === undefined || account === undefined) continue;
      const key = `${set} ${principal} ${account}`;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, on);
      else report(`It is the same as ${first.name}: one principal, one permission set, one account.`, on);
    }
  },
});
