/**
 * Accounts in which nothing can be changed any more, and what the stack has assigned there.
 *
 * What AWS does with DeleteAccountAssignment and with ProvisionPermissionSet where an account is suspended is
 * UNVERIFIED: people report that assignments and provisioning end in FAILED after minutes
 * (https://github.com/aws-samples/aws-identitycenter-codepipeline-auto-assignment/issues/31,
 * https://github.com/61418/aws-sso-util/issues/80) and that the assignments stay listed
 * (https://github.com/noqdev/iambic/pull/568). So nothing is tried there.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html
 */
import type { AccessPlan, Account, Organization, Problem } from "./model";
import { configPath, mistake } from "./problems";
import { compareText, listed } from "./words";

/** An account assignment that the stack has made. */
export interface MadeAssignment {
  /** In the state. */
  readonly urn: string;
  /** By name. */
  readonly permissionSet: string;
  readonly accountId: string;
}

/** Assignments that are no longer to be touched, and those of accounts that are no longer there. */
export interface OutOfReach<Assignment extends MadeAssignment> {
  /** In accounts of the organization that are not active: left as they are. */
  readonly held: readonly Assignment[];
  /** In accounts that have left the organization, or were closed for good. */
  readonly gone: readonly Assignment[];
}

/** Which of the stack's assignments are in accounts that are not active. */
export function outOfReach<Assignment extends MadeAssignment>(
  assignments: readonly Assignment[],
  organization: Organization,
): OutOfReach<Assignment> {
  const states = new Map(organization.accounts.map(({ id, state }) => [id, state]));
  const sorted = [...assignments].sort((a, b) => compareText(a.accountId, b.accountId) || compareText(a.urn, b.urn));
  return {
    held: sorted.filter(({ accountId }) => (states.get(accountId) ?? "ACTIVE") !== "ACTIVE"),
    gone: sorted.filter(({ accountId }) => !states.has(accountId)),
  };
}

/** Permission sets that are not to be deleted. */
export interface Kept {
  readonly held: readonly MadeAssignment[];
  /**
   * Names of those that the last run left alone, and that are still to be forgotten rather than deleted when they go.
   */
  readonly leftAlone: readonly string[];
}

/**
 * A mistake for every permission set that the settings no longer have while an account that is not active holds it, as
 * AWS would not delete it, or until a run has taken hold of it again, as it would stay in AWS with all that is
 * assigned.
 */
export function heldSetProblems(
  { held, leftAlone }: Kept,
  plan: Pick<AccessPlan, "permissionSets">,
  { accounts }: Organization,
): Problem[] {
  const planned = new Set(plan.permissionSets.map(({ name }) => name));
  const names = new Set([...held.map(({ permissionSet }) => permissionSet), ...leftAlone]);
  return [...names]
    .filter((name) => !planned.has(name))
    .sort()
    .map((name) => {
      const path = configPath(["permissionSets", name]);
      const holding = new Set(held.filter(({ permissionSet }) => permissionSet === name).map(({ accountId }) => accountId));
      if (holding.size === 0) {
        return mistake(
          path,
          "is gone from the settings, but was left alone for an account that was closed",
          "keep it for one `pulumi up`, which takes hold of it again",
        );
      }
      const where = accounts.filter(({ id }) => holding.has(id)).map((account) => accountWords(account));
      return mistake(
        path,
        "is gone from the settings, and AWS deletes no permission set that is assigned, as it still is where nothing can be changed",
        `${listed(where)}; keep it until the account has left the organization`,
      );
    });
}

/** For the log: one sentence an account that is not active, whose assignments stay. */
export function heldSentences(held: readonly MadeAssignment[], { accounts }: Organization): string[] {
  return accounts
    .filter(({ id }) => held.some(({ accountId }) => accountId === id))
    .map((account) => {
      const one = held.filter(({ accountId }) => accountId === account.id).length === 1;
      const left = `${assignmentWords(held, account.id)} ${one ? "is left as it is" : "are left as they are"}`;
      return `Account ${accountWords(account)}: ${left}, as nothing can be changed there. A change of ${one ? "this permission set" : "these permission sets"} may end in an error because of it (docs/outside-changes.md).`;
    });
}

/**
 * For the log: one sentence an account that is no longer there, with the command that takes its assignments out of the
 * state.
 */
export function goneSentences(gone: readonly MadeAssignment[]): string[] {
  return [...new Set(gone.map(({ accountId }) => accountId))].map((id) => {
    const urns = gone.filter(({ accountId }) => accountId === id).map(({ urn }) => `'${urn}'`);
    return `Account ${id} is not in the organization any more: \`pulumi up\` deletes ${assignmentWords(gone, id)}, which gives and takes no access. Should AWS refuse that, take them out of the state: pulumi state delete --yes ${urns.join(" ")}`;
  });
}

/** `app-dev (300000000002) is SUSPENDED`. */
export function accountWords({ name, id, state }: Account): string {
  return `${name} (${id}) is ${state}`;
}

function assignmentWords(assignments: readonly MadeAssignment[], account: string): string {
  const its = assignments.filter(({ accountId }) => accountId === account);
  const sets = [...new Set(its.map(({ permissionSet }) => permissionSet))].sort();
  return `its ${its.length} assignment${its.length === 1 ? "" : "s"} (${listed(sets, 10)})`;
}
