import { texts } from "../../shared/config";
import { matchesAny } from "../../shared/glob";
import type { Statement } from "../../shared/policy-document";
import { resourceRule } from "../../shared/resource-rule";
import { trustOf, trustsService } from "../../shared/trust";
import { directoryservice, iam } from "../../shared/types";
import { readBoolean } from "../../shared/values";

/**
 * A directory of AWS's has users and passwords of its own, for whom neither Entra's MFA nor Identity Center's
 * assignments hold.
 */
export const noDirectorySignIn = resourceRule({
  name: "iam-no-directory-sign-in",
  description: "Nobody signs in to AWS with a user of AWS Directory Service.",
  severity: "high",
  standards: { runbook: ["R3.1"], cis: ["1.21"], wellArchitected: ["SEC02-BP04"] },
  remediationSteps:
    "Leave enableSso out, remove ds.amazonaws.com from the role's trust, and give the users a permission set in IAM Identity Center.",
  url: "https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ms_ad_single_sign_on.html",
  config: { allowed: texts([], "Names of the directories and roles (the resources') that may be; * stands for any text.") },
  types: [directoryservice.directory, iam.role],
  check(subject, { config, report }) {
    if (matchesAny(subject.name, config.allowed)) return;
    const findings = subject.type === iam.role ? directoryTrust(trustOf(subject)) : directorySso(subject.props["enableSso"]);
    for (const finding of findings) report(finding);
  },
});

/** Sentences about a trust policy that lets users of a directory in. */
export function directoryTrust(statements: readonly Statement[]): readonly string[] {
  return trustsService(statements, "ds") ? ["The role trusts AWS Directory Service, whose users take it in the AWS console."] : [];
}

/** Sentences about a directory, by the value that turns its single sign-on on. */
export function directorySso(enableSso: unknown): readonly string[] {
  return readBoolean(enableSso, "enableSso") === true ? ["enableSso signs the directory's users in to AWS applications past Entra."] : [];
}
