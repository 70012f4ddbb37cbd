import type { SynchronizationJob } from "../clouds/entra-types";
import { aOrAn, type AttachedByHand } from "../verify/permission-set";
import { NEW_TOKEN, quarantineOf } from "../../access/provisioning-health";

/** An account as sentences name it. */
export interface AccountName {
  readonly id: string;
  readonly name: string;
  /** `ACTIVE`, or why nothing can be changed there. */
  readonly state: string;
}

/** A permission set of this stack as it is in the cloud. */
export interface SetFacts {
  readonly name: string;
  readonly arn: string;
  /**
   * How it differs from the settings in what `pulumi up` mends, as ends of sentences; undefined where the settings have
   * no such set.
   */
  readonly different: readonly string[] | undefined;
  /** Of a kind that the settings do not give it. */
  readonly attached: readonly AttachedByHand[];
  /** Kinds that the state holds a resource of: the next `pulumi up` removes those itself. */
  readonly inState: readonly AttachedByHand["kind"][];
  /** Accounts that hold it, whether anybody is assigned or not. */
  readonly accounts: readonly AccountName[];
  /** Ids of those whose role is older than the set. */
  readonly stale: readonly string[];
  /** Ids of those in which somebody is assigned to it. */
  readonly assigned: readonly string[];
  /** Customer-managed policies that accounts lack, as far as accounts can be read. */
  readonly lacking: readonly { readonly accountId: string; readonly policy: string }[];
}

/** The provisioning job, and whether what it holds reaches Identity Center now. */
export interface JobFacts {
  readonly servicePrincipalId: string;
  readonly job: SynchronizationJob;
  /** Why Entra's connection test fails; undefined where it does not, or may not be run. */
  readonly refusal: string | undefined;
}

/** What is done to one permission set. */
export interface SetRepair {
  readonly name: string;
  readonly arn: string;
  readonly detach: readonly AttachedByHand[];
  /** Accounts in which it is provisioned again. */
  readonly accounts: readonly AccountName[];
}

/** A restart of provisioning. */
export interface JobRestart {
  readonly servicePrincipalId: string;
  readonly jobId: string;
  /** In words. */
  readonly because: string;
}

/** What `federation repair` does, and what it leaves. */
export interface RepairPlan {
  readonly sets: readonly SetRepair[];
  readonly restart: JobRestart | undefined;
  /** What is wrong and is not this command's to mend: a sentence each, with what to do. */
  readonly left: readonly string[];
}

/** Decides; nothing is asked of a cloud. */
export function planRepair(sets: readonly SetFacts[], job: JobFacts | undefined, { restart = false } = {}): RepairPlan {
  const left = sets.flatMap(leftOf);
  const repairs = sets.map(repairOf).filter(({ detach, accounts }) => detach.length > 0 || accounts.length > 0);
  return { sets: repairs, ...restartOf(job, restart, left) };
}

function repairOf({ name, arn, different, attached, inState, accounts, stale, lacking }: SetFacts): SetRepair {
  const detach = attached.filter(({ kind }) => !inState.includes(kind));
  // Accounts are given what the settings mean, never what somebody made of the set meanwhile.
  if (different?.length !== 0) return { name, arn, detach, accounts: [] };
  // Whatever is detached is still in the role of each account until the set is provisioned there again.
  const due = accounts.filter(
    ({ id, state }) =>
      state === "ACTIVE" && (detach.length > 0 || stale.includes(id)) && !lacking.some(({ accountId }) => accountId === id),
  );
  return { name, arn, detach, accounts: due };
}

function leftOf({ name, different, attached, inState, accounts, stale, assigned, lacking }: SetFacts): string[] {
  const pending = attached.filter(({ kind }) => inState.includes(kind));
  const inactive = accounts.filter(({ id, state }) => state !== "ACTIVE" && stale.includes(id));
  const leftOver = accounts.filter(({ id, state }) => state === "ACTIVE" && !assigned.includes(id));
  return [
    ...(stale.length > 0 || attached.length > 0 ? heldBack(name, different) : []),
    ...pending.map(({ kind }) => `${name} has ${aOrAn(kind)} that the settings give it no more: \`pulumi up\` removes it.`),
    ...inactive.map(
      (account) => `${name} is out of date in ${accountLabel(account)}, which is ${account.state}: nothing can be changed there.`,
    ),
    ...lacking.map(({ accountId, policy }) => {
      const account = accounts.find(({ id }) => id === accountId) ?? { id: accountId, name: "unknown account" };
      return `${accountLabel(account)} lacks the customer-managed policy ${policy}, which ${name} needs: create it there, then run this again.`;
    }),
    ...leftOver.map(
      (account) =>
        `${name} is left over in ${accountLabel(account)}, where nobody is assigned to it: AWS has no API that takes it away. In the console: IAM Identity Center > AWS accounts > ${account.name} > Permission sets > Remove.`,
    ),
  ];
}

/** Why a set is not provisioned. */
function heldBack(name: string, different: SetFacts["different"]): string[] {
  if (different === undefined)
    return [`${name} is not in the settings any more, and is not provisioned again: \`pulumi up\` takes it away.`];
  if (different.length === 0) return [];
  return [
    `${name} has ${different.join("; ")}, which provisioning it again would bring into its accounts: run \`pulumi up --refresh\` first, which mends it and provisions it, then this again.`,
  ];
}

function restartOf(facts: JobFacts | undefined, asked: boolean, left: readonly string[]): Pick<RepairPlan, "restart" | "left"> {
  const quarantine = facts === undefined ? undefined : quarantineOf(facts.job.status);
  if (facts === undefined || (quarantine === undefined && !asked)) return { restart: undefined, left };
  if (facts.refusal !== undefined) {
    const state =
      quarantine === undefined ? "Provisioning is not restarted" : `Provisioning is in quarantine (${quarantine.reason}) and stays so`;
    return {
      restart: undefined,
      left: [
        ...left,
        `${state}: Entra's connection test fails ("${facts.refusal}"). If it refuses the token, ${NEW_TOKEN}, run \`pulumi up\`, then this again.`,
      ],
    };
  }
  const { servicePrincipalId, job } = facts;
  const because = quarantine === undefined ? "you ask for it" : `it is in quarantine: ${quarantine.reason}`;
  const restart = { servicePrincipalId, jobId: job.id, because };
  if (quarantine?.tooManyDeletes !== true) return { restart, left };
  return {
    restart,
    left: [
      ...left,
      "Entra holds back deletions, because they were many: this command never forces them. If they are meant, allow them in the Entra admin center > Provisioning; if not, assign the groups again.",
    ],
  };
}

/** Name and id of an account. */
export function accountLabel({ id, name }: Pick<AccountName, "id" | "name">): string {
  return `${name} (${id})`;
}
