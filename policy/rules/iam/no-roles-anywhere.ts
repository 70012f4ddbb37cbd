import { texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import type { Statement } from "../../shared/policy-document";
import { resourceRule } from "../../shared/resource-rule";
import { trustOf, trustsService } from "../../shared/trust";
import { iam, rolesanywhere } from "../../shared/types";

/**
 * A trust anchor gives roles to whoever holds a certificate of an authority that neither Entra nor Identity Center
 * knows.
 */
export const noRolesAnywhere = resourceRule({
  name: "iam-no-roles-anywhere",
  description: "No certificate of an authority outside of AWS opens a role (IAM Roles Anywhere), save where it is named.",
  severity: "high",
  standards: { runbook: ["R3.1", "R8.1"], cis: ["1.21"], wellArchitected: ["SEC02-BP04"] },
  remediationSteps:
    "Give people a permission set in IAM Identity Center and machines a role by OIDC or of their service; name what machines cannot do without in allowed.",
  url: "https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html",
  config: { allowed: texts([], "Names of the anchors, profiles and roles (the resources') that may be; * stands for any text.") },
  types: [rolesanywhere.trustAnchor, rolesanywhere.profile, iam.role],
  check(subject, { config, report }) {
    if (matchesAny(subject.name, config.allowed)) return;
    if (subject.type === rolesanywhere.trustAnchor) report("The trust anchor gives roles to whoever holds a certificate of its authority.");
    else if (subject.type === rolesanywhere.profile)
      report("The profile gives its roles to whoever holds a certificate of a trust anchor.");
    else for (const finding of certificateTrust(trustOf(subject))) report(finding);
  },
});

/** Sentences about a trust policy that lets holders of certificates in. */
export function certificateTrust(statements: readonly Statement[]): readonly string[] {
  return trustsService(statements, "rolesanywhere")
    ? ["The role trusts IAM Roles Anywhere, which gives it to holders of certificates."]
    : [];
}
