import { GetPolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { customerPolicyArn } from "../../access/customer-policies";
import type { CustomerManagedPolicyReference } from "../../access/model";
import { globalRegion, partitionOf } from "../../contract/partition";
import { clientSettings, counted, type CallCounter } from "./aws";
import { isAccessDenied, isNotFound } from "./aws-error";

/** The account whose credentials are at hand: the only one whose own policies can be read with them. */
export interface OwnAccount {
  readonly accountId: string;
  /** Whether it has a policy; undefined where that may not be asked. */
  readonly has: (policy: CustomerManagedPolicyReference) => Promise<boolean | undefined>;
}

/** One call, and one more for each policy that is asked about. */
export async function readOwnAccount(homeRegion: string, counter: CallCounter): Promise<OwnAccount> {
  const { Account: accountId = "" } = await counted(new STSClient(clientSettings(homeRegion)), counter).send(
    new GetCallerIdentityCommand({}),
  );
  const iam = counted(new IAMClient(clientSettings(globalRegion(homeRegion))), counter);
  const partition = partitionOf(homeRegion);
  return {
    accountId,
    has: async (policy) => {
      try {
        await iam.send(new GetPolicyCommand({ PolicyArn: customerPolicyArn(policy, accountId, partition) }));
        return true;
      } catch (error) {
        if (isNotFound(error)) return false;
        if (isAccessDenied(error)) return undefined;
        throw error;
      }
    },
  };
}
