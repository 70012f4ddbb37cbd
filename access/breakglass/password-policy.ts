/**
 * The account's password policy beside the breakglass users, who have console passwords, and what a policy that
 * somebody made before asks for.
 */
import type { Problem } from "../model";
import { mistake } from "../problems";

/** An account's password policy, in the provider's words. */
export interface PasswordPolicy {
  /** Characters. */
  readonly minimumPasswordLength: number;
  /** How many former passwords must not come again. */
  readonly passwordReusePrevention: number;
  /** Days after which a password ends; 0: never. */
  readonly maxPasswordAge: number;
  /** Whether a password that ended can be changed by an administrator only. */
  readonly hardExpiry: boolean;
  readonly allowUsersToChangePassword: boolean;
  readonly requireLowercaseCharacters: boolean;
  readonly requireUppercaseCharacters: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
}

/**
 * CIS AWS Foundations 1.8 (14 characters) and 1.9 (24 former passwords). No end: a sealed password that ended in the
 * vault opens nothing on the day on which it is needed; generations rotate it instead.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
export const PASSWORD_POLICY: PasswordPolicy = {
  minimumPasswordLength: 14,
  passwordReusePrevention: 24,
  maxPasswordAge: 0,
  hardExpiry: false,
  allowUsersToChangePassword: true,
  requireLowercaseCharacters: true,
  requireUppercaseCharacters: true,
  requireNumbers: true,
  requireSymbols: true,
};

/** What one policy demands beyond the other, in words. */
export function strongerDemands(policy: PasswordPolicy, other: PasswordPolicy): string[] {
  const { minimumPasswordLength: length, passwordReusePrevention: reuse, maxPasswordAge: age } = policy;
  const kinds = [
    ["lower-case letters", "requireLowercaseCharacters"],
    ["upper-case letters", "requireUppercaseCharacters"],
    ["digits", "requireNumbers"],
    ["symbols", "requireSymbols"],
  ] as const;
  return [
    ...(length > other.minimumPasswordLength ? [`at least ${length} characters, not ${other.minimumPasswordLength}`] : []),
    ...(reuse > other.passwordReusePrevention ? [`${reuse} former passwords not to come again, not ${other.passwordReusePrevention}`] : []),
    ...kinds.filter(([, field]) => policy[field] && !other[field]).map(([kind]) => kind),
    ...(age > 0 && (other.maxPasswordAge === 0 || age < other.maxPasswordAge) ? [`a new password after ${age} days`] : []),
    ...(policy.hardExpiry && !other.hardExpiry ? ["an administrator for a password that ended"] : []),
    ...(!policy.allowUsersToChangePassword && other.allowUsersToChangePassword ? ["an administrator for every change of a password"] : []),
  ];
}

const SETTING = "federation:breakglass.passwordPolicy";

/**
 * Why this stack's policy must not take the place of the one that the account has, which AWS would let it do without a
 * word: where the other asks for more in anything. Undefined where nothing is lost.
 */
export function passwordPolicyProblem(existing: PasswordPolicy | undefined): Problem | undefined {
  const lost = existing === undefined ? [] : strongerDemands(existing, PASSWORD_POLICY);
  if (lost.length === 0) return undefined;
  return mistake(
    SETTING,
    `would replace the account's password policy, which is not in this stack's state and also demands ${lost.join("; ")}`,
    `write "existing" to leave it as it is, or delete it first (\`aws iam delete-account-password-policy\`) if this stack's shall hold`,
  );
}

/**
 * What the account's other users will notice, where this stack's policy replaces a weaker one; undefined where there is
 * none, or nothing new.
 */
export function passwordPolicyNotice(existing: PasswordPolicy | undefined): string | undefined {
  const gained = existing === undefined ? [] : strongerDemands(PASSWORD_POLICY, existing);
  if (gained.length === 0) return undefined;
  return `The account's password policy, which is not in this stack's state, is replaced: every IAM user's next password then needs ${gained.join("; ")} (${SETTING}: existing leaves it as it is).`;
}
