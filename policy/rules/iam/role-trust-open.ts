import { type Field, texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import type { Condition, Statement } from "../../shared/policy-document";
import { resourceRule } from "../../shared/resource-rule";
import { trustOf } from "../../shared/trust";
import { iam } from "../../shared/types";
import { show } from "../../shared/values";

/** The setting that names identity providers which everybody shares. */
export const sharedIssuers: Field<readonly string[]> = texts(
  ["token.actions.githubusercontent.com", "gitlab.com", "app.terraform.io", "api.pulumi.com/oidc", "agent.buildkite.com"],
  "Issuers whose tokens everybody's workloads get, for the same audience; a condition must name the subject. * stands for any text.",
);

/** A role that everyone may take, or everyone at an identity provider that many share, is everyone's. */
export const roleTrustOpen = resourceRule({
  name: "iam-role-trust-open",
  description: "No role trusts everyone.",
  severity: "critical",
  standards: { runbook: ["R7.1"], cis: ["1.20"], wellArchitected: ["SEC03-BP07"] },
  remediationSteps: "Name the principals, or add a condition that names the organization, the account or the token's audience and subject.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  config: { sharedIssuers },
  types: [iam.role],
  check(subject, { config, report }) {
    for (const finding of openTrust(trustOf(subject), config.sharedIssuers)) report(finding);
  },
});

/** Sentences about everyone whom a trust policy lets in. */
export function openTrust(statements: readonly Statement[], shared: readonly string[]): readonly string[] {
  return statements.flatMap((statement) => {
    const { effect, principals, notPrincipal, conditions } = statement;
    if (effect !== "Allow") return [];
    if (notPrincipal) return ["The role trusts everyone but those in NotPrincipal."];
    const anyAccount = (principals["AWS"] ?? []).some((principal) => /^(\*|arn:[^:]*:iam::\*:.*)$/.test(principal));
    const findings =
      anyAccount && !narrows(statement, CALLER_KEYS)
        ? ["The role trusts every AWS account (Principal *), and no condition says whose."]
        : [];
    const issuer = (principals["Federated"] ?? []).find((federated) => !federated.includes(":saml-provider/"));
    if (issuer === undefined) return findings;
    const isShared = matchesAny(issuer.replace(/^arn:.*:oidc-provider\//, ""), shared);
    const named = conditions.filter(restricts).some(({ key, values }) => {
      const claim = key.slice(key.lastIndexOf(":") + 1);
      return isShared ? claim === "sub" && values.every(namesOwner) : CLAIMS.includes(claim);
    });
    const missing = isShared ? "subject" : "audience or subject";
    return named ? findings : [...findings, `The role trusts everyone at ${show(issuer)}: no condition names the token's ${missing}.`];
  });
}

/** Claims that tell for what or for whom a token is. */
const CLAIMS = ["sub", "aud", "amr", "oaud", "app_id"];

/** Whether a subject says whose it is, behind the words that begin every subject: `repo:acme/*`, not `repo:*`. */
function namesOwner(subject: string): boolean {
  return !/^([a-z_]+:)*[*?]/.test(subject);
}

/**
 * Keys that tell who calls. @see
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
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
