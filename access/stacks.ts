/**
 * A federation of several stacks: the core, and access stacks with the account assignments of the accounts that
 * `federation:stacks` gives them. Which stack an assignment is in follows from its account alone, so that nothing but
 * the settings and the organization moves one.
 */
import type { MadeAssignment } from "./closed-accounts";
import type { Organization, Problem } from "./model";
import { mistake } from "./problems";
import { selectAll } from "./selectors";
import { placed } from "./settings/account-selector";
import type { StacksSettings } from "./settings/stacks";
import { compareText, listed } from "./words";

/** Stands for the core, which has whatever no access stack has. */
export const CORE = "";

/** Which stack has the assignments of an account. */
export interface Division {
  /** Names of the access stacks, sorted; none where one stack has all. */
  readonly accessStacks: readonly string[];
  /**
   * {@link CORE} or the name of an access stack; undefined for an account that is not in the organization: its
   * assignments stay where they are.
   */
  readonly homeOf: (accountId: string) => string | undefined;
  readonly problems: readonly Problem[];
}

/** Divides the accounts of an organization, in whatever state. The management account is the core's always. */
export function divideAccounts(stacks: StacksSettings | undefined, organization: Organization): Division {
  const problems: Problem[] = [];
  const homes = new Map(organization.accounts.map(({ id }) => [id, CORE]));
  const accessStacks = Object.keys(stacks ?? {}).sort(compareText);
  for (const stack of accessStacks) {
    const path = ["stacks", stack];
    const { matches, problems: mistakes } = selectAll(placed(stacks![stack]!, path), [], organization);
    problems.push(...mistakes);
    const both = new Map<string, string[]>();
    for (const { account } of matches) {
      if (account.id === organization.managementAccountId) continue;
      const other = homes.get(account.id) ?? CORE;
      if (other === CORE) homes.set(account.id, stack);
      else both.set(other, [...(both.get(other) ?? []), `${account.name} (${account.id})`]);
    }
    for (const [other, accounts] of both) {
      problems.push(
        mistake(
          "federation:stacks",
          `gives ${other} and ${stack} the same account${accounts.length === 1 ? "" : "s"}`,
          `${listed(accounts)}; write selectors that have nothing in common`,
        ),
      );
    }
  }
  return { accessStacks, homeOf: (accountId) => homes.get(accountId), problems };
}

/** How a stack of the federation is called in a sentence. */
export function stackWords(stack: string, core: string): string {
  return stack === CORE ? core : stack;
}

/**
 * A problem where the state holds assignments of accounts that are another stack's by now: an `up` would take that
 * access away before the other stack gives it again.
 *
 * @param here {@link CORE} or the name of the access stack whose state it is
 * @param core name of the core
 */
export function misplacedProblems(
  assignments: readonly MadeAssignment[],
  division: Pick<Division, "homeOf">,
  here: string,
  core: string,
): Problem[] {
  const counts = new Map<string, number>();
  for (const { accountId } of assignments) {
    const home = division.homeOf(accountId);
    if (home !== undefined && home !== here) counts.set(home, (counts.get(home) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => compareText(a, b))
    .map(([home, count]) =>
      mistake(
        "federation:stacks",
        `puts ${count} account assignment${count === 1 ? "" : "s"} of this stack's state into ${stackWords(home, core)}`,
        `\`federation split --stack ${core}\` moves them from state to state, which changes nothing in the cloud; until then nothing is done here, as it would take that access away`,
      ),
    );
}
