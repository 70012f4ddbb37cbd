import { type PasswordPolicy, passwordPolicyNotice, passwordPolicyProblem } from "../../access/breakglass/password-policy";
import type { Problem } from "../../access/model";
import type { StateResource } from "../stack-state";
import { requireEnvironmentOf } from "./environment-account";

const TYPE = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy";

/** Where the policy is asked for. */
export interface PasswordPolicyPlace {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
}

/** Asks an account for its password policy; undefined where it has none. Throws where it cannot be read. */
export type PasswordPolicyReader = (place: PasswordPolicyPlace) => Promise<PasswordPolicy | undefined>;

/**
 * Reads the account's password policy: two calls of AWS's own API, because the provider has no function for it. The
 * credentials are those of the environment; where they are another account's than the provider's, nothing is read.
 */
export const readPasswordPolicy: PasswordPolicyReader = async ({ accountId, region }) => {
  await requireEnvironmentOf(accountId, region);
  // Loaded by the one run that needs it.
  const { GetAccountPasswordPolicyCommand, IAMClient, NoSuchEntityException } = await import("@aws-sdk/client-iam");
  try {
    const { PasswordPolicy: found } = await new IAMClient({ region }).send(new GetAccountPasswordPolicyCommand({}));
    return {
      minimumPasswordLength: found?.MinimumPasswordLength ?? 0,
      passwordReusePrevention: found?.PasswordReusePrevention ?? 0,
      maxPasswordAge: found?.MaxPasswordAge ?? 0,
      hardExpiry: found?.HardExpiry ?? false,
      allowUsersToChangePassword: found?.AllowUsersToChangePassword ?? false,
      requireLowercaseCharacters: found?.RequireLowercaseCharacters ?? false,
      requireUppercaseCharacters: found?.RequireUppercaseCharacters ?? false,
      requireNumbers: found?.RequireNumbers ?? false,
      requireSymbols: found?.RequireSymbols ?? false,
    };
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
};

/** What stands against this stack's password policy, and what people are told before it is made. */
export interface PasswordPolicyFindings {
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
}

/**
 * An account has one password policy, and AWS replaces another without a word. Asked only while the state does not hold
 * this stack's: what is lost is a mistake, what others will notice is told, and so is that it could not be read.
 */
export async function judgePasswordPolicy(
  state: readonly StateResource[],
  place: PasswordPolicyPlace,
  read: PasswordPolicyReader,
): Promise<PasswordPolicyFindings> {
  if (state.some(({ type }) => type === TYPE)) return { problems: [], notices: [] };
  try {
    const existing = await read(place);
    const problem = passwordPolicyProblem(existing);
    const notice = passwordPolicyNotice(existing);
    return problem === undefined ? { problems: [], notices: notice === undefined ? [] : [notice] } : { problems: [problem], notices: [] };
  } catch (error) {
    // A mistake of the program itself must not look like a refusal.
    if (error instanceof TypeError) throw error;
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    const unread = `Whether account ${place.accountId} has a password policy already could not be read (${reason})`;
    return {
      problems: [],
      notices: [`${unread}: \`pulumi up\` replaces one without a word, unless federation:breakglass.passwordPolicy is existing.`],
    };
  }
}
