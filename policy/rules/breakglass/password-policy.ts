import { belongsTo, breakglassUsers, usersIn } from "../../shared/breakglass";
import { choice, number } from "../../shared/config";
import { stackRule } from "../../shared/stack-rule";
import { iam } from "../../shared/types";
import { readBoolean, readText } from "../../shared/values";

/**
 * Two users with console passwords stand beside the federation: what a password must be is the account's to say, and
 * nobody says it by default.
 */
export const passwordPolicy = stackRule({
  name: "breakglass-password-policy",
  description: "An account whose breakglass users have console passwords has a password policy.",
  severity: "medium",
  standards: { runbook: ["R7.2"], cis: ["1.8", "1.9"], wellArchitected: ["SEC02-BP01"] },
  remediationSteps:
    "Add an AccountPasswordPolicy with minimumPasswordLength 14, passwordReusePrevention 24 and no hardExpiry, or say existingPolicy where another stack has it.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
  config: {
    breakglassUsers,
    minLength: number(14, "Fewest characters that the policy may ask for.", { minimum: 6, maximum: 128 }),
    minReuse: number(24, "Fewest former passwords that must not come again.", { minimum: 1, maximum: 24 }),
    existingPolicy: choice(false, "Whether the account's policy is kept outside of the stack, beside what the stack tells."),
  },
  anchors: [iam.accountPasswordPolicy, iam.userLoginProfile],
  check({ config, facts, stack, known, report }) {
    const policies = stack.of(iam.accountPasswordPolicy);
    for (const on of policies) {
      known(() => {
        const length = Number(readText(on.props["minimumPasswordLength"], "minimumPasswordLength") ?? 6);
        if (length < config.minLength) report(`minimumPasswordLength is ${length}; it must be ${config.minLength} at least.`, on);
      }, on.name);
      known(() => {
        const reuse = Number(readText(on.props["passwordReusePrevention"], "passwordReusePrevention") ?? 0);
        if (reuse < config.minReuse) report(`passwordReusePrevention is ${reuse}; it must be ${config.minReuse} at least.`, on);
      }, on.name);
      known(() => {
        const hard = readBoolean(on.props["hardExpiry"], "hardExpiry") === true;
        if (hard) report("hardExpiry keeps whoever holds a sealed password that ended from signing in.", on);
      }, on.name);
    }
    if (policies.length > 0 || config.existingPolicy || facts.passwordPolicy === "existing") return;
    for (const [name, user] of usersIn(stack, config.breakglassUsers)) {
      const [login] = stack.of(iam.userLoginProfile).filter((profile) => belongsTo(profile, "user", user, name));
      if (login !== undefined) report(`${name} has a console password, and the account no password policy.`, login);
    }
  },
});
