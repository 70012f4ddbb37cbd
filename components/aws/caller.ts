import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import type { Problem } from "../../access/model";
import { reading } from "../reading";

/** Who deploys. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
}

/** Reads who deploys: one call. */
export async function readCaller(): Promise<Caller> {
  const { accountId, arn } = await reading("aws", "the caller of its API", () => getCallerIdentity({}));
  return { accountId, arn };
}

/** Breakglass users live in the management account (R7.1): they are for the day on which nothing else can reach it. */
export function callerProblems({ accountId, arn }: Caller, managementAccountId: string): Problem[] {
  if (accountId === managementAccountId) return [];
  return [
    {
      path: "federation:alarms",
      subject: "federation:breakglass and federation:alarms",
      fault: `are made in the management account ${managementAccountId}, but ${arn} is of account ${accountId}`,
      remedy: "run with a role of the management account, or move these settings to a stack of its own",
    },
  ];
}
