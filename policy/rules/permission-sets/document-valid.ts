import { readPolicy } from "../../shared/policy-document";
import { resourceRule } from "../../shared/resource-rule";
import { iam, ssoadmin } from "../../shared/types";

/** What is malformed cannot be judged, and fails in the middle of an update. */
export const documentValid = resourceRule({
  name: "permission-set-policy-valid",
  description: "A permission set's inline policy, or a managed policy that it may get, is a policy document that IAM takes.",
  severity: "high",
  standards: { runbook: ["R5.6"], wellArchitected: ["SEC03-BP02"] },
  remediationSteps: "Correct the policy; the statement and the element are named.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
  types: [ssoadmin.permissionSetInlinePolicy, iam.policy],
  check({ type, props }, { report }) {
    const property = type === iam.policy ? "policy" : "inlinePolicy";
    const policy = props[property];
    if (policy === undefined || policy === null || policy === "") return report(`${property} is empty.`);
    const { problem } = readPolicy(policy);
    if (problem !== undefined) report(`${property} is malformed: ${problem}.`);
  },
});
