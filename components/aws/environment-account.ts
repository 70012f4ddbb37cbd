/**
 * Makes sure that the environment's credentials, which AWS's own API is asked with, are of the account of the provider.
 *
 * @param accountId Twelve digits.
 * @throws Error where they are of another: what is read there would be of the wrong account.
 */
export async function requireEnvironmentOf(accountId: string, region: string): Promise<void> {
  // Loaded by the one run that needs it.
  const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  const { Account } = await new STSClient({ region }).send(new GetCallerIdentityCommand({}));
  if (Account !== accountId) throw new Error(`the environment's credentials are of account ${Account}`);
}
