/**
 * Settings met with the organization: which group holds which permission set in which account, and why.
 */
import { isArchetypeName } from "./archetypes";
import { awsLimitProblems } from "./limits";
import type { AccessPlan, Account, Grant, Organization, OutOfTimeGrant, PermissionSetDefinition, Problem, Reason } from "./model";
import { managementCopyName, PERMISSION_SET_NAME_LIMIT } from "./names";
import { configPath, distinctProblems, mistake } from "./problems";
import { selectAll } from "./selectors";
import type { AccessSettings } from "./settings";
import type { AccessEntry } from "./settings/access";
import { DESCRIPTION_LIMIT } from "./settings/permission-sets";
import { unmanagedOverlaps } from "./unmanaged";
import { compareText, listed } from "./words";

/** Why the management account has sets of its own. */
const COPY_NOTE = " (management account)";

/**
 * Everything that the components register and `verify` expects.
 *
 * @param settings Whole settings, or the entries that are right of settings that are not.
 * @param held Names of permission sets that accounts hold in which nothing can be changed: they stay, granted or not.
 * @returns The plan, and every mistake that only the organization shows; a plan with problems is not to be carried out.
 */
export function planAccess(
  settings: AccessSettings,
  organization: Organization,
  held: ReadonlySet<string> = new Set(),
): { plan: AccessPlan; problems: Problem[] } {
  const production = selectAll(settings.productionAccounts, [], organization);
  // The management account rules all others, production included.
  const productionIds = new Set([organization.managementAccountId, ...production.matches.map(({ account }) => account.id)]);
  const definitions = new Map(settings.permissionSets.map((definition) => [definition.name, definition]));
  const collector = new GrantCollector(organization, definitions);
  const problems: Problem[] = [...production.problems];
  const idle: string[] = [];

  for (const entry of settings.access) {
    const { matches, problems: mistakes } = selectAll(entry.accounts, entry.except, organization);
    problems.push(...mistakes);
    if (matches.length === 0 && mistakes.length === 0 && entry.except.length > 0) {
      problems.push(mistake(`${entry.setting}.except`, "leaves no account of this entry", "remove the entry, or except fewer accounts"));
    }
    const active = matches.filter(({ account }) => account.state === "ACTIVE");
    if (active.length === 0 && mistakes.length === 0) idle.push(entry.setting);
    for (const match of matches) collector.add(entry, match.account, match.matches);
    problems.push(
      ...productionProblems(
        entry,
        active.map(({ account }) => account),
        productionIds,
        definitions,
        organization,
      ),
    );
  }

  // What begins later is held against the organization now, so that a mistake is not found on its first day.
  for (const entry of settings.outOfTime.filter(({ state }) => state === "later")) {
    const { matches, problems: mistakes } = selectAll(entry.accounts, entry.except, organization);
    const active = matches.map(({ account }) => account).filter(({ state }) => state === "ACTIVE");
    problems.push(...mistakes, ...productionProblems(entry, active, productionIds, definitions, organization));
  }

  const grants = collector.grants();
  const used = new Set([...grants.map(({ permissionSet }) => permissionSet), ...held]);
  const permissionSets = setsOf(settings, { used, doubled: collector.doubled }, definitions, problems);
  problems.push(...awsLimitProblems(grants, permissionSets));
  const outOfTime = settings.outOfTime.flatMap((entry) => outOfTimeGrants(entry, organization, definitions));
  problems.push(...unmanagedOverlaps(settings.unmanaged ?? [], { grants, outOfTime, permissionSets }, organization));
  const isKnown = (id: string): boolean => organization.accounts.some((account) => account.id === id);
  return {
    plan: {
      permissionSets,
      grants,
      groups: [...new Set(settings.access.map(({ group }) => group))].sort(),
      compliantDeviceGroups: compliantDeviceGroups(grants, permissionSets),
      leftOut: collector.leftOut(),
      idle,
      outOfTime,
      productionAccountIds: [...productionIds].filter(isKnown).sort(),
    },
    problems: distinctProblems(problems),
  };
}

function reasonsOf({ setting, period }: AccessEntry, matches: readonly string[]): Reason[] {
  return matches.map((match) => ({ setting, match, ...(period === undefined ? {} : { period }) }));
}

/** What an entry would grant on its days; what is wrong with one that has ended is nobody's concern any more. */
function outOfTimeGrants(
  entry: AccessEntry,
  organization: Organization,
  definitions: ReadonlyMap<string, PermissionSetDefinition>,
): OutOfTimeGrant[] {
  const collector = new GrantCollector(organization, definitions);
  for (const { account, matches } of selectAll(entry.accounts, entry.except, organization).matches) collector.add(entry, account, matches);
  return collector.grants().map((grant) => ({ ...grant, state: entry.state === "later" ? "later" : "ended" }));
}

/** Grants by identity, each with the reasons of all the entries that ask for it. */
class GrantCollector {
  private readonly found = new Map<string, Grant & { readonly because: Reason[] }>();
  private readonly inactive = new Map<string, Account>();
  /** Names of sets whose double is given in the management account. */
  readonly doubled = new Set<string>();

  constructor(
    private readonly organization: Organization,
    private readonly definitions: ReadonlyMap<string, PermissionSetDefinition>,
  ) {}

  add(entry: AccessEntry, account: Account, matches: readonly string[]): void {
    if (account.state !== "ACTIVE") {
      this.inactive.set(account.id, account);
      return;
    }
    for (const { name } of entry.permissionSets) {
      if (!this.definitions.has(name)) continue;
      const isDoubled = account.id === this.organization.managementAccountId && this.definitions.get(name)?.adopted !== true;
      if (isDoubled) this.doubled.add(name);
      const permissionSet = isDoubled ? managementCopyName(name) : name;
      const key = JSON.stringify([entry.group, permissionSet, account.id]);
      const grant = this.found.get(key) ?? {
        group: entry.group,
        permissionSet,
        accountId: account.id,
        accountName: account.name,
        because: [],
      };
      grant.because.push(...reasonsOf(entry, matches));
      this.found.set(key, grant);
    }
  }

  grants(): Grant[] {
    return [...this.found.values()].sort(
      (a, b) => compareText(a.group, b.group) || compareText(a.permissionSet, b.permissionSet) || compareText(a.accountId, b.accountId),
    );
  }

  leftOut(): Account[] {
    return [...this.inactive.values()].sort((a, b) => compareText(a.id, b.id));
  }
}

/** Own sets, archetypes in use, and a double of each set that the management account holds. */
function setsOf(
  { permissionSets, access }: AccessSettings,
  { used, doubled }: { readonly used: ReadonlySet<string>; readonly doubled: ReadonlySet<string> },
  definitions: ReadonlyMap<string, PermissionSetDefinition>,
  problems: Problem[],
): PermissionSetDefinition[] {
  const needed = permissionSets.filter(({ name, adopted }) => !isArchetypeName(name) || adopted === true || used.has(name));
  const copies = permissionSets.flatMap((definition) => {
    const name = managementCopyName(definition.name);
    // An adopted set is given in the management account itself; one that has the name of its double is one beside it.
    if (definition.adopted === true || !(doubled.has(definition.name) || (used.has(name) && !definitions.has(name)))) return [];
    const path = configPath(["permissionSets", definition.name]);
    const cause = access.find((entry) => entry.permissionSets.some((set) => set.name === definition.name))?.setting ?? path;
    if (name.length > PERMISSION_SET_NAME_LIMIT) {
      const most = PERMISSION_SET_NAME_LIMIT - (name.length - definition.name.length);
      problems.push(
        mistake(
          path,
          `needs a double named ${JSON.stringify(name)} for the management account (${cause}), which is longer than AWS takes`,
          `shorten the name to ${most} characters`,
        ),
      );
      return [];
    }
    if (definitions.has(name)) {
      problems.push(
        mistake(
          configPath(["permissionSets", name]),
          `has the name of the double that ${definition.name} needs for the management account (${cause})`,
          "rename it",
        ),
      );
      return [];
    }
    return [managementCopy(definition, name)];
  });
  return [...needed, ...copies].sort((a, b) => compareText(a.name, b.name));
}

function managementCopy(definition: PermissionSetDefinition, name: string): PermissionSetDefinition {
  const description = definition.description.slice(0, DESCRIPTION_LIMIT - COPY_NOTE.length) + COPY_NOTE;
  return { ...definition, name, description, managementCopyOf: definition.name };
}

/** One sentence for every non-production set that an entry gives in production accounts, naming them all. */
function productionProblems(
  entry: AccessEntry,
  accounts: readonly Account[],
  productionIds: ReadonlySet<string>,
  definitions: ReadonlyMap<string, PermissionSetDefinition>,
  { managementAccountId }: Organization,
): Problem[] {
  const refused = accounts.filter(({ id }) => productionIds.has(id));
  if (refused.length === 0) return [];
  const names = refused.map(({ id, name }) => `${name} (${id}${id === managementAccountId ? ", the management account" : ""})`);
  return entry.permissionSets
    .filter(({ name }) => definitions.get(name)?.nonProductionOnly === true)
    .map(({ name }) =>
      mistake(
        `${entry.setting}.accounts`,
        `gives ${name}, which is for non-production accounts only, in production`,
        `${listed(names)}; leave them out with except, or give another permission set`,
      ),
    );
}

/** Groups that hold a set for which a compliant device is needed. */
function compliantDeviceGroups(grants: readonly Grant[], permissionSets: readonly PermissionSetDefinition[]): string[] {
  const marked = new Set(permissionSets.filter(({ compliantDevice }) => compliantDevice).map(({ name }) => name));
  return [...new Set(grants.filter(({ permissionSet }) => marked.has(permissionSet)).map(({ group }) => group))].sort();
}
