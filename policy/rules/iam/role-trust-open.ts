import type { Condition, Statement } from "../../shared/policy-document";
import { resourceRule } from "../../shared/resource-rule";
import { trustOf } from "../../shared/trust";
import { iam } from "../../shared/types";
import { show } from "../../shared/values";

/** A role that everyone may take, or everyone at an identity provider that many share, is everyone's. */
export const roleTrustOpen = resourceRule({
  name: "iam-role-trust-open",
  description: "No role trusts everyone.",
  severity: "critical",
  standards: { runbook: ["R7.1"], cis: ["1.20"], wellArchitected: ["SEC03-BP07"] },
  remediationSteps: "Name the principals, or add a condition that names the organization, the account or the token's audience and subject.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  types: [iam.role],
  check(subject, { report }) {
    for (const statement of trustOf(subject)) {
      if (statement.effect !== "Allow") continue;
      const { principals, notPrincipal } = statement;
      if (notPrincipal) report("The role trusts everyone but those in NotPrincipal.");
      else if (
        (principals["AWS"] ?? []).some((principal) => /^(\*|arn:[^:]*:iam::\*:.*)$/.test(principal)) &&
        !narrows(statement, CALLER_KEYS)
      ) {
        report("The role trusts every AWS account (Principal *), and no condition says whose.");
      }
      const issuer = (principals["Federated"] ?? []).find((federated) => !federated.includes(":saml-provider/"));
      if (
        issuer !== undefined &&
        !statement.conditions.some((condition) => restricts(condition) && /:(sub|aud|amr|oaud)$/.test(condition.key))
      ) {
        report(`The role trusts everyone at ${show(issuer)}: no condition names the token's audience or subject.`);
      }
    }
  },
});

/** Keys that tell who calls. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const CALLER_KEYS = [
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:userid",
];

function narrows({ conditions }: Statement, keys: readonly string[]): boolean {
  return conditions.some((condition) => restricts(condition) && keys.includes(condition.key));
}

/** Only a positive comparison with something narrower than `*` restricts; `IfExists` passes where the key is absent. */
function restricts({ operator, values }: Condition): boolean {
  return /^(ForAnyValue:)?(String|Arn)(Equals|Like|EqualsIgnoreCase)$/.test(operator) && values.every((value) => !/^\**$/.test(value));
}
