import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import * as pulumi from "@pulumi/pulumi";

/**
 * Breakglass users live in the management account (R7.1): they are for the day on which nothing else can reach it.
 *
 * @throws RunError where the deploying identity is of another account.
 */
export async function demandManagementAccount(managementAccountId: string): Promise<void> {
  const { accountId, arn } = await getCallerIdentity({});
  if (accountId === managementAccountId) return;
  throw new pulumi.RunError(
    `federation:breakglass and federation:alarms are made in the management account ${managementAccountId}, but ${arn} is of account ${accountId}; run with a role of the management account, or move these settings to a stack of its own.`,
  );
}
