import { COMPONENT } from "../../../contract/component-types";
import { matches } from "../../shared/glob";
import { stackRule } from "../../shared/stack-rule";
import { azuread, iam, ssoadmin } from "../../shared/types";
import { show, readText } from "../../shared/values";

/** What a kind of the fact `unmanaged` is called, and the type and property that bear its name. */
const KINDS: Readonly<Record<string, { readonly words: string; readonly type: string; readonly property: string }>> = {
  permissionSets: { words: "permission set", type: ssoadmin.permissionSet, property: "name" },
  conditionalAccess: { words: "Conditional Access policy", type: azuread.conditionalAccessPolicy, property: "displayName" },
  iamUsers: { words: "IAM user", type: iam.user, property: "name" },
};

/** What a stack leaves alone is a hole in the watch: a small one, and beside what the stack makes. */
export const unmanagedApart = stackRule({
  name: "unmanaged-apart",
  description: "What the stack leaves alone on purpose is named, and is nothing that the stack itself makes.",
  severity: "high",
  standards: { runbook: ["R5.7"], wellArchitected: ["SEC03-BP04"] },
  remediationSteps:
    "Write names, or patterns that mean few things, into federation:unmanaged, and none that means a thing of this stack's.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_continuous_reduction.html",
  anchors: [COMPONENT.federation],
  check({ facts, stack, report, known }) {
    const [component] = stack.of(COMPONENT.federation);
    if (component === undefined) return;
    for (const entry of facts.unmanaged ?? []) {
      const at = entry.indexOf(" ");
      const [kind, pattern] = [entry.slice(0, at), entry.slice(at + 1)];
      if (/^[*?]+$/.test(pattern)) report(`unmanaged leaves all ${kind} alone (${show(pattern)}).`, component);
      const named = KINDS[kind];
      if (named === undefined) continue;
      for (const resource of stack.of(named.type)) {
        const name = known(() => readText(resource.props[named.property], named.property), resource.name);
        if (name !== undefined && matches(name, pattern))
          report(`unmanaged leaves the ${named.words} ${show(name)} alone (${show(pattern)}), which this stack makes.`, resource);
      }
    }
  },
});
