/**
 * What the settings leave alone, met with the organization: whether a thing that the stack did not make is covered, by
 * which entry. Pure.
 */
import type { AccessPlan, Organization, Problem } from "./model";
import { configPath, mistake } from "./problems";
import { selectAll } from "./selectors";
import { coversProblem, nameMatcher, type UnmanagedEntry } from "./settings/unmanaged";

/**
 * Permission sets that AWS Control Tower makes. @see
 * https://docs.aws.amazon.com/controltower/latest/userguide/sso-groups.html
 */
export const CONTROL_TOWER_SETS = [
  "AWSAdministratorAccess",
  "AWSOrganizationsFullAccess",
  "AWSPowerUserAccess",
  "AWSReadOnlyAccess",
  "AWSServiceCatalogAdminFullAccess",
  "AWSServiceCatalogEndUserAccess",
] as const;

/**
 * Groups that AWS Control Tower makes in Identity Center. @see
 * https://docs.aws.amazon.com/controltower/latest/userguide/sso-groups.html
 */
export const CONTROL_TOWER_GROUPS = [
  "AWSAccountFactory",
  "AWSAuditAccountAdmins",
  "AWSControlTowerAdmins",
  "AWSLogArchiveAdmins",
  "AWSLogArchiveViewers",
  "AWSSecurityAuditPowerUsers",
  "AWSSecurityAuditors",
  "AWSServiceCatalogAdmins",
] as const;

/** A live assignment as an entry sees it. */
export interface AssignmentSubject {
  readonly permissionSet: string;
  readonly accountId: string;
  readonly principal: Principal;
}

/** Who holds something. */
export interface Principal {
  readonly type: "GROUP" | "USER";
  /** Display name and object id of a group, user name of a user; whatever is known. */
  readonly names: readonly string[];
}

type Test = (name: string) => boolean;

interface Resolved {
  readonly entry: UnmanagedEntry;
  readonly set: Test;
  readonly group: Test | undefined;
  readonly user: Test | undefined;
  readonly account: Test;
  readonly name: Test;
}

/**
 * The entries, ready to be asked. Each question answers with the entry that covers the thing: one that holds today,
 * else one that has ended; undefined where none does.
 */
export class Unmanaged {
  private readonly resolved: readonly Resolved[];
  /** Account selectors that mean nothing. */
  readonly problems: readonly Problem[];

  constructor(
    readonly entries: readonly UnmanagedEntry[],
    private readonly organization: Organization,
  ) {
    const problems: Problem[] = [];
    this.resolved = entries.map((entry) => resolve(entry, organization, problems));
    this.problems = problems;
  }

  /** One of the entries by itself. */
  only(entry: UnmanagedEntry): Unmanaged {
    return new Unmanaged([entry], this.organization);
  }

  /** An account assignment. */
  assignment({ permissionSet, accountId, principal }: AssignmentSubject): UnmanagedEntry | undefined {
    return this.first(
      "assignments",
      ({ set, account, ...entry }) => set(permissionSet) && account(accountId) && isOf(principal, entry.group, entry.user),
    );
  }

  /** A permission set by itself, whoever holds it. */
  permissionSet(name: string): UnmanagedEntry | undefined {
    return this.first("assignments", ({ entry, set }) => namesSets(entry) && set(name));
  }

  /** Somebody's assignment to the enterprise app: only an entry that names principals covers it. */
  appAssignment(principal: Principal): UnmanagedEntry | undefined {
    return this.first("assignments", ({ entry, group, user }) => {
      const named = principal.type === "GROUP" ? entry.groups : entry.users;
      return named !== undefined && isOf(principal, group, user);
    });
  }

  /** A Conditional Access policy. */
  conditionalAccess(name: string): UnmanagedEntry | undefined {
    return this.first("conditionalAccess", (entry) => entry.name(name));
  }

  /** An enterprise application. */
  application(name: string): UnmanagedEntry | undefined {
    return this.first("applications", (entry) => entry.name(name));
  }

  /** An IAM user. */
  iamUser(name: string, accountId: string): UnmanagedEntry | undefined {
    return this.first("iamUsers", ({ account, ...entry }) => entry.name(name) && account(accountId));
  }

  private first(about: UnmanagedEntry["about"], test: (resolved: Resolved) => boolean): UnmanagedEntry | undefined {
    const found = this.resolved.filter((resolved) => resolved.entry.about === about && test(resolved)).map(({ entry }) => entry);
    return found.find(({ state }) => state === "now") ?? found[0];
  }
}

function isOf({ type, names }: Principal, group: Test | undefined, user: Test | undefined): boolean {
  const test = type === "GROUP" ? group : user;
  return test !== undefined && (names.length === 0 ? test("") : names.some(test));
}

/** Whether an entry means permission sets as such, and not only who holds them. */
function namesSets({ permissionSets, groups, users, kind }: UnmanagedEntry): boolean {
  return kind === "control-tower" || (kind === undefined && permissionSets !== undefined && groups === undefined && users === undefined);
}

const ANY: Test = () => true;

function resolve(entry: UnmanagedEntry, organization: Organization, problems: Problem[]): Resolved {
  const { kind, permissionSets, groups, users, accounts, names, about } = entry;
  const common = { entry, account: accountTest(accounts, organization, problems), name: anyOf(names, about === "iamUsers") };
  if (kind === "control-tower")
    return { ...common, set: anyOf(CONTROL_TOWER_SETS, false), group: anyOf(CONTROL_TOWER_GROUPS, true), user: undefined };
  const set = permissionSets === undefined ? ANY : anyOf(permissionSets, false);
  const either = groups === undefined && users === undefined;
  const test = (patterns: readonly string[] | undefined): Test | undefined =>
    patterns === undefined ? (either ? ANY : undefined) : anyOf(patterns, true);
  return { ...common, set, group: kind === "just-in-time" ? undefined : test(groups), user: test(users) };
}

function anyOf(patterns: readonly string[], anyCase: boolean): Test {
  const tests = patterns.map((pattern) => nameMatcher(pattern, anyCase));
  return (name) => tests.some((test) => test(name));
}

function accountTest(accounts: UnmanagedEntry["accounts"], organization: Organization, problems: Problem[]): Test {
  if (accounts === undefined) return ANY;
  const selected = selectAll(accounts, [], organization);
  problems.push(...selected.problems);
  const ids = new Set(selected.matches.map(({ account }) => account.id));
  return (id) => ids.has(id);
}

/**
 * A mistake for every entry that covers a grant, or a permission set, that the settings declare: what is declared is
 * never left alone.
 */
export function unmanagedOverlaps(
  entries: readonly UnmanagedEntry[],
  { grants, outOfTime, permissionSets }: Pick<AccessPlan, "grants" | "outOfTime" | "permissionSets">,
  organization: Organization,
): Problem[] {
  return entries
    .filter(({ about }) => about === "assignments")
    .flatMap((entry) => {
      const unmanaged = new Unmanaged([entry], organization);
      if (unmanaged.problems.length > 0) return unmanaged.problems;
      const grant = [...grants, ...outOfTime].find(({ permissionSet, accountId, group }) =>
        unmanaged.assignment({ permissionSet, accountId, principal: { type: "GROUP", names: [group] } }),
      );
      if (grant !== undefined) {
        const { group, permissionSet, accountName, accountId, because } = grant;
        const declared = [...new Set(because.map(({ setting }) => setting))].join(" and ");
        return [
          mistake(
            entry.setting,
            `covers ${permissionSet} of ${JSON.stringify(group)} in ${accountName} (${accountId}), which ${declared} declares`,
            "write patterns that leave it out",
          ),
        ];
      }
      // A set that is covered whoever holds it is covered although nobody holds it today.
      const set = entry.accounts === undefined ? permissionSets.find(({ name }) => unmanaged.permissionSet(name) !== undefined) : undefined;
      if (set === undefined) return [];
      const at = entry.permissionSets?.findIndex((pattern) => nameMatcher(pattern, false)(set.name)) ?? -1;
      const path = at < 0 ? entry.setting : `${entry.setting}.${configPath(["permissionSets", at]).replace(/^federation:/, "")}`;
      return [coversProblem(path, entry.permissionSets?.[at] ?? entry.kind ?? "", `the permission set "${set.name}"`)];
    });
}

/** What an entry is called in a sentence: `federation:unmanaged[1] (TEAM: elevation for hours)`. */
export function unmanagedWords({ setting, reason, tool }: UnmanagedEntry): string {
  return `${setting} (${tool === undefined ? "" : `${tool}: `}${reason})`;
}

/** What is added to the sentence of a finding that an entry covered until its end; empty where none did. */
export function endedWords(entry: UnmanagedEntry | undefined): string {
  return entry?.state === "ended" ? ` ${entry.setting} left it alone until ${entry.until} (${entry.reason}).` : "";
}

/**
 * What the entries that hold today leave alone whatever else matches, as the policy pack reads it: a kind, a blank and
 * a pattern each; sorted.
 */
export function unmanagedFacts(entries: readonly UnmanagedEntry[]): string[] {
  const lines = entries
    .filter(({ state, kind }) => state === "now" && kind === undefined)
    .flatMap((entry) => {
      const { about, names, permissionSets, groups = [], users = [] } = entry;
      if (about !== "assignments") return names.map((name) => `${about} ${name}`);
      if (permissionSets !== undefined)
        return namesSets(entry) && entry.accounts === undefined ? permissionSets.map((name) => `permissionSets ${name}`) : [];
      return [...groups.map((name) => `groups ${name}`), ...users.map((name) => `users ${name}`)];
    });
  return [...new Set(lines)].sort();
}
