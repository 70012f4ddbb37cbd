/**
 * An organization of a hundred accounts, ten groups and ten permission sets, and settings that grant any number up to
 * 10,000 of assignments in it: groups, accounts and sets are the same at every size, so that what grows is the
 * assignments alone.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { repository } from "./sandbox";

const GROUPS = 10;
const ACCOUNTS = 100;
const SETS = 10;

const twoDigits = (index: number): string => String(index + 1).padStart(2, "0");
export const groups = Array.from({ length: GROUPS }, (_, index) => `aws-team-${twoDigits(index)}`);
const sets = Array.from({ length: SETS }, (_, index) => `Team-${twoDigits(index)}-RO`);
const accounts = Array.from({ length: ACCOUNTS }, (_, index) => String(300_000_000_000 + index));

/** The one account that has every grant in the state from which the others are copied. */
export const firstAccount = accounts[0] as string;

/** A world of the sandbox. */
export function world(): object {
  const {
    accounts: _,
    entra,
    ...rest
  } = parse(readFileSync(join(repository, "sandbox", "worlds", "dev.yaml"), "utf8")) as {
    accounts: object[];
    entra: { groups: object[] };
  };
  const [management] = _;
  return {
    ...rest,
    accounts: [management, ...accounts.map((id, index) => ({ id, name: `team-${index}`, ou: "Workloads/Development" }))],
    entra: { ...entra, groups: [...entra.groups, ...groups.map((displayName) => ({ displayName, members: ["ada@example.com"] }))] },
  };
}

/** Settings of the stack with one account's grants; the values that only the clouds know are put in by the sandbox. */
export function settings(): { config: Record<string, unknown> } {
  const { config } = parse(readFileSync(join(repository, "Pulumi.dev.yaml"), "utf8")) as { config: Record<string, unknown> };
  const own = { description: "What a team may see.", sessionHours: 8, managedPolicies: ["job-function/ViewOnlyAccess"] };
  return {
    config: {
      ...config,
      "federation:permissionSets": Object.fromEntries(sets.map((name) => [name, own])),
      "federation:access": accessOf(sets.length * GROUPS, [firstAccount]),
    },
  };
}

/**
 * An access list with exactly so many assignments.
 *
 * @throws Error where they are no multiple of the groups, or more than groups × accounts × sets
 */
export function accessOf(assignments: number, among: readonly string[] = accounts): object[] {
  if (!Number.isInteger(assignments / GROUPS) || assignments <= 0 || assignments > GROUPS * among.length * SETS)
    throw new Error(`${assignments} assignments: a size is a multiple of ${GROUPS}, at most ${GROUPS * among.length * SETS}.`);
  return sets.flatMap((permissionSet, index) => {
    const each = Math.min(among.length, assignments / GROUPS - index * among.length);
    if (each <= 0) return [];
    const where = each === accounts.length ? "team-*" : among.slice(0, each);
    return groups.map((group) => ({ group, permissionSet, accounts: where }));
  });
}

/** The (set, account) pairs of {@link accessOf}, each of which every group has. */
export function pairsOf(assignments: number): { permissionSet: string; accountId: string }[] {
  return sets.flatMap((permissionSet) => accounts.map((accountId) => ({ permissionSet, accountId }))).slice(0, assignments / GROUPS);
}
