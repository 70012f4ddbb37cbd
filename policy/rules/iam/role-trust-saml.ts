import { texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import { type Statement, namesAction } from "../../shared/policy-document";
import { resourceRule } from "../../shared/resource-rule";
import { trustOf } from "../../shared/trust";
import { iam } from "../../shared/types";
import { show } from "../../shared/values";

/** Roles of people come from permission sets; a role that takes SAML sign-ins by itself goes around them. */
export const roleTrustSaml = resourceRule({
  name: "iam-role-trust-saml",
  description: "No role trusts a SAML provider directly: people get roles from IAM Identity Center only.",
  severity: "critical",
  standards: { runbook: ["R3.1", "R5.7"], cis: ["1.21"], wellArchitected: ["SEC02-BP04"] },
  remediationSteps: "Remove the statement and give the role's users a permission set in IAM Identity Center.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html",
  config: {
    allowedProviders: texts([], "ARNs of SAML providers that roles may trust, such as one for emergencies; * stands for any text."),
  },
  types: [iam.role],
  check(subject, { config, report }) {
    for (const finding of samlTrust(trustOf(subject), config.allowedProviders)) report(finding);
  },
});

/** Sentences about the SAML sign-ins that a trust policy lets in, beside those of providers that may be. */
export function samlTrust(statements: readonly Statement[], allowed: readonly string[]): readonly string[] {
  return statements.flatMap((statement) => {
    if (statement.effect !== "Allow") return [];
    const federated = statement.principals["Federated"] ?? [];
    const provider = federated.find((arn) => /:saml-provider\//.test(arn) && !matchesAny(arn, allowed));
    if (provider !== undefined) return [`The role trusts the SAML provider ${show(provider)}.`];
    const anybody =
      federated.length === 0 &&
      namesAction(statement, "sts:AssumeRoleWithSAML") &&
      statement.notActions === undefined &&
      statement.actions.every((action) => /saml/i.test(action));
    return anybody ? ["The role may be taken with a SAML sign-in (sts:AssumeRoleWithSAML)."] : [];
  });
}
