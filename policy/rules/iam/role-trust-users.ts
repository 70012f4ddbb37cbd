import { breakglassUsers } from "../../shared/breakglass";
import type { Statement } from "../../shared/policy-document";
import { resourceRule } from "../../shared/resource-rule";
import { trustOf } from "../../shared/trust";
import { iam } from "../../shared/types";
import { show } from "../../shared/values";

/** A role that trusts an IAM user is a way in for whoever holds that user's key. */
export const roleTrustUsers = resourceRule({
  name: "iam-role-trust-users",
  description: "No role trusts an IAM user but the breakglass users.",
  severity: "high",
  standards: { runbook: ["R7.1", "R8.1"], cis: ["1.21"], wellArchitected: ["SEC03-BP07"] },
  remediationSteps: "Trust a role, an AWS service or an account instead of the user.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  config: { breakglassUsers },
  types: [iam.role],
  check(subject, { config, report }) {
    for (const finding of userTrust(trustOf(subject), config.breakglassUsers)) report(finding);
  },
});

/** Sentences about the IAM users that a trust policy lets in, beside those that may be. */
export function userTrust(statements: readonly Statement[], allowed: readonly string[]): readonly string[] {
  return statements.flatMap(({ effect, principals, conditions }) => {
    if (effect !== "Allow") return [];
    const named = conditions.filter(({ operator, key }) => key === "aws:principalarn" && !/Not/.test(operator));
    return [...(principals["AWS"] ?? []), ...named.flatMap(({ values }) => values)].flatMap((principal) => {
      const user = /^arn:[^:]*:iam::[^:]*:user\/(.+)$/.exec(principal)?.[1] ?? /^(AIDA[A-Z0-9]+)$/.exec(principal)?.[1];
      const refused = user !== undefined && !allowed.includes(user.slice(user.lastIndexOf("/") + 1));
      return refused ? [`The role trusts the IAM user ${show(user)}.`] : [];
    });
  });
}
