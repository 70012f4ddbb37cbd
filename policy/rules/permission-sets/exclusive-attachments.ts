import type { PolicyResource } from "@pulumi/policy";
import { setOf } from "../../shared/permission-sets";
import { stackRule } from "../../shared/stack-rule";
import { ssoadmin } from "../../shared/types";

/** The exclusive list removes what the single attachment adds, in every update anew. */
export const exclusiveAttachments = stackRule({
  name: "permission-set-exclusive-attachments",
  description: "A permission set's policies are attached either by an exclusive list or one by one, not both.",
  severity: "medium",
  standards: { runbook: ["R5.6"], wellArchitected: ["SEC03-BP02"] },
  remediationSteps: "Move the single attachments into the exclusive list.",
  url: "https://www.pulumi.com/registry/packages/aws/api-docs/ssoadmin/managedpolicyattachmentsexclusive/",
  anchors: [ssoadmin.managedPolicyAttachmentsExclusive, ssoadmin.customerManagedPolicyAttachmentsExclusive],
  check({ stack, report }) {
    for (const [single, exclusive] of [
      [ssoadmin.managedPolicyAttachment, ssoadmin.managedPolicyAttachmentsExclusive],
      [ssoadmin.customerManagedPolicyAttachment, ssoadmin.customerManagedPolicyAttachmentsExclusive],
    ] as const) {
      const sets = new Set(stack.of(exclusive).map((on) => setOf(stack, on)?.urn));
      sets.delete(undefined);
      const mixed = stack.of(single).filter((on: PolicyResource) => sets.has(setOf(stack, on)?.urn));
      for (const on of mixed) report("The permission set has an exclusive list of policies as well, which removes this one.", on);
    }
  },
});
