import type { Policies } from "@pulumi/policy";
import { stackRule } from "../shared/stack-rule";

/** Notes on which resources it was let look. */
export function looking(name: string, anchors: readonly string[]): { readonly rule: Policies[number]; readonly seen: string[] } {
  const seen: string[] = [];
  const rule = stackRule({
    name,
    description: "It looks.",
    severity: "low",
    standards: { runbook: ["RP"] },
    remediationSteps: "None.",
    url: "https://example.com",
    anchors,
    check: ({ stack }) => void seen.push(...stack.of(...anchors).map((anchor) => anchor.name)),
  });
  return { rule, seen };
}
