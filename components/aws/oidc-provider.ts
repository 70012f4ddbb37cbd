import { getOpenIdConnectProvider } from "@pulumi/aws/iam/getOpenIdConnectProvider";
import type { Problem } from "../../access/model";
import { wrong } from "../../access/problems";
import { saysMissing } from "../provider-answers";
import { reading, ReadingError } from "../reading";

/**
 * What keeps a role of this account from trusting an OIDC provider that exists: another account's provider, none, or
 * one that does not take the audience. One call.
 *
 * @param path The setting that names the provider.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export async function oidcProviderProblems(path: string, arn: string, audience: string, accountId: string): Promise<Problem[]> {
  const account = arn.split(":")[4];
  if (account !== accountId)
    return [
      wrong(path, arn, `that is of account ${account}, and a role trusts only providers of its own; name one of account ${accountId}`),
    ];
  const audiences = await audiencesOf(arn);
  if (audiences === undefined)
    return [wrong(path, arn, `account ${accountId} has no such provider; leave the setting out, and it is made`)];
  if (audiences.includes(audience)) return [];
  return [
    wrong(
      path,
      arn,
      `it does not take the audience ${audience}; run \`aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${audience}\``,
    ),
  ];
}

async function audiencesOf(arn: string): Promise<readonly string[] | undefined> {
  try {
    return (await reading("aws", `the OIDC provider ${arn}`, () => getOpenIdConnectProvider({ arn }))).clientIdLists;
  } catch (error) {
    if (error instanceof ReadingError && saysMissing(error.answer, arn)) return undefined;
    throw error;
  }
}
