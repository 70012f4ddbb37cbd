import {
  DeleteInlinePolicyFromPermissionSetCommand,
  DeletePermissionsBoundaryFromPermissionSetCommand,
  DescribePermissionSetProvisioningStatusCommand,
  ProvisionPermissionSetCommand,
  type PermissionSetProvisioningStatus,
  type SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import pMap from "p-map";
import pWaitFor from "p-wait-for";
import { withoutFullStop } from "../../access/words";
import { orAbsent } from "../clouds/aws-error";
import { sentence } from "../failure";
import type { AttachedByHand } from "../verify/permission-set";
import { accountLabel, type AccountName, type SetRepair } from "./plan";

/** Requests that AWS takes at once. @see https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html */
const CONCURRENT = 3;
/**
 * More accounts than this are provisioned with one request first; what stays behind then tells its reason account by
 * account.
 */
const ONE_BY_ONE = 10;
const MINUTES = 30;
const POLL_SECONDS = 2;

/** Tells what was done, a sentence at a time. */
export type Say = (sentence: string) => void;

/** A piece of work that did not succeed: its name, and why in words. */
interface FailedWork {
  readonly what: string;
  readonly why: string;
}

/** What is changed in Identity Center; the SDK's client or a test's. */
export interface SetClouds {
  readonly client: Pick<SSOAdminClient, "send">;
  readonly instanceArn: string;
  /** Ids of the accounts in which a set is out of date. */
  readonly stale: (arn: string) => Promise<readonly string[]>;
  readonly say: Say;
  /** Between two looks at a request, in seconds. */
  readonly pollSeconds?: number;
}

/**
 * Detaches what was attached by hand and provisions the sets again, until AWS has said of each request what became of
 * it.
 *
 * @returns what did not succeed, a sentence each.
 */
export async function repairSets(sets: readonly SetRepair[], clouds: SetClouds): Promise<string[]> {
  const failures: FailedWork[] = [];
  for (const set of sets) {
    for (const attached of set.detach) await attempt(failures, `The ${attached.kind} of ${set.name}`, () => detach(set, attached, clouds));
    if (set.accounts.length > ONE_BY_ONE) await provision(set.arn, undefined, clouds).catch(() => undefined);
  }
  // One role an account changes at a time: the sets of an account go one after another.
  const due = await Promise.all(
    sets.map(async (set) => {
      const stale = await clouds.stale(set.arn);
      return set.accounts.filter(({ id }) => stale.includes(id)).map((account) => ({ set, account }));
    }),
  );
  const byAccount = new Map<string, { set: SetRepair; account: AccountName }[]>();
  for (const one of due.flat()) byAccount.set(one.account.id, [...(byAccount.get(one.account.id) ?? []), one]);
  await pMap(
    byAccount.values(),
    async (ones) => {
      for (const { set, account } of ones) await provisionOne(set, account, failures, clouds);
    },
    { concurrency: CONCURRENT },
  );
  return [...failures, ...(await stillBehind(sets, failures, clouds))].map(({ what, why }) => `${what}: ${why}`);
}

async function detach({ name, arn }: SetRepair, { kind }: AttachedByHand, { client, instanceArn, say }: SetClouds): Promise<void> {
  const at = { InstanceArn: instanceArn, PermissionSetArn: arn };
  // Somebody may have been faster.
  if (kind === "inline policy") await orAbsent(() => client.send(new DeleteInlinePolicyFromPermissionSetCommand(at)));
  else await orAbsent(() => client.send(new DeletePermissionsBoundaryFromPermissionSetCommand(at)));
  say(`Removed: the ${kind} of ${name}`);
}

async function provisionOne({ name, arn }: SetRepair, account: AccountName, failures: FailedWork[], clouds: SetClouds): Promise<void> {
  await attempt(failures, `${name} in ${accountLabel(account)}`, async () => {
    await provision(arn, account.id, clouds);
    clouds.say(`Provisioned again: ${name} in ${accountLabel(account)}`);
  });
}

/** Until AWS has ended the request; throws with its reason where it failed. */
async function provision(
  arn: string,
  accountId: string | undefined,
  { client, instanceArn, pollSeconds = POLL_SECONDS }: SetClouds,
): Promise<void> {
  const target =
    accountId === undefined
      ? { TargetType: "ALL_PROVISIONED_ACCOUNTS" as const }
      : { TargetType: "AWS_ACCOUNT" as const, TargetId: accountId };
  const begun = await client.send(new ProvisionPermissionSetCommand({ InstanceArn: instanceArn, PermissionSetArn: arn, ...target }));
  let status: PermissionSetProvisioningStatus | undefined = begun.PermissionSetProvisioningStatus;
  const deadline = Date.now() + MINUTES * 60_000;
  const hasEnded = async (): Promise<boolean> => {
    if (Date.now() > deadline) throw new Error(`AWS has not ended the request ${status?.RequestId ?? ""} in ${MINUTES} minutes`);
    const asked = { InstanceArn: instanceArn, ProvisionPermissionSetRequestId: status?.RequestId };
    status = (await client.send(new DescribePermissionSetProvisioningStatusCommand(asked))).PermissionSetProvisioningStatus;
    return status?.Status !== "IN_PROGRESS";
  };
  if (status?.Status === "IN_PROGRESS") await pWaitFor(hasEnded, { interval: pollSeconds * 1000, before: false });
  if (status?.Status !== "SUCCEEDED") throw new Error(status?.FailureReason ?? "AWS gives no reason");
}

/** What AWS still shows as out of date without having said why. */
async function stillBehind(sets: readonly SetRepair[], failures: readonly FailedWork[], { stale }: SetClouds): Promise<FailedWork[]> {
  const behind = await Promise.all(
    sets.map(async ({ name, arn, accounts }) => {
      const ids = await stale(arn);
      return accounts.filter(({ id }) => ids.includes(id)).map((account) => `${name} in ${accountLabel(account)}`);
    }),
  );
  return behind
    .flat()
    .filter((what) => !failures.some((failure) => failure.what === what))
    .map((what) => ({ what, why: "AWS says that it succeeded, and still shows the account as out of date" }));
}

async function attempt(failures: FailedWork[], what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    failures.push({ what, why: withoutFullStop(sentence(error)) });
  }
}
