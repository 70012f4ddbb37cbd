import type * as pulumi from "@pulumi/pulumi";
import type { AccessPlan, Account, Grant } from "../access/model";
import { joinOuPath } from "../access/settings/account-selector";
import type { AccessEntry } from "../access/settings/access";
import { isObjectId } from "../access/settings/group";
import { leftAloneFacts, limitFacts } from "../access/report/setting-facts";
import { unmanagedFacts } from "../access/unmanaged";
import { compareText } from "../access/words";
import { drilledSince } from "../access/settings/drills";
import type { AccessBlueprint } from "./access-blueprint";
import type { Blueprint } from "./blueprint";
import type { StackFacts } from "../contract/facts";
import { definedOnly } from "./defined-only";

/** Facts of an access stack: those of its core that judge assignments, and what it takes from there. */
export type AccessStackFacts = Required<
  Pick<
    StackFacts,
    "stage" | "tenantId" | "homeRegion" | "managementAccountId" | "productionAccountIds" | "accounts" | "nonProductionOnlySets"
  >
> & {
  readonly accessEnds?: readonly string[];
  readonly core: string;
  /** Those that are assigned here. */
  readonly permissionSetArns: Readonly<Record<string, pulumi.Input<string>>>;
};

/** The facts of an access stack's blueprint. */
export function accessStackFacts({ settings, plan, grants, sets, organization, core }: AccessBlueprint): AccessStackFacts {
  const { stage, tenantId, homeRegion } = settings;
  const used = new Set(grants.map(({ permissionSet }) => permissionSet));
  const accessEnds = latestEnds(settings.access);
  return {
    stage,
    tenantId,
    homeRegion,
    managementAccountId: organization.managementAccountId,
    productionAccountIds: plan.productionAccountIds,
    accounts: namedAccounts(grants, organization.accounts),
    nonProductionOnlySets: nonProductionOnly(plan),
    ...(accessEnds === undefined ? {} : { accessEnds }),
    core,
    permissionSetArns: Object.fromEntries([...sets].filter(([name]) => used.has(name)).map(([name, { arn }]) => [name, arn])),
  };
}

function nonProductionOnly({ permissionSets }: AccessPlan): string[] {
  return permissionSets.filter(({ nonProductionOnly }) => nonProductionOnly).map(({ name }) => name);
}

function reachOf({ grants, permissionSets }: AccessPlan): Record<string, number> {
  const accounts = new Map(permissionSets.map(({ name }) => [name, new Set<string>()]));
  for (const { permissionSet, accountId } of grants) accounts.get(permissionSet)?.add(accountId);
  return Object.fromEntries([...accounts].map(([name, { size }]) => [name, size]));
}

/** The facts of a blueprint. */
export function stackFacts({ settings, plan, grants, managementAccountId, accounts, urls, groups }: Blueprint): StackFacts {
  const { stage, tenantId, homeRegion, conditionalAccess, breakglass, alarms, drills } = settings;
  const leftAlone = unmanagedFacts(settings.unmanaged ?? []);
  const idOf = (group: string | undefined): string | undefined => (group === undefined ? undefined : groups.get(group)?.id);
  return definedOnly({
    stage,
    tenantId,
    homeRegion,
    managementAccountId,
    productionAccountIds: plan.productionAccountIds,
    accounts: namedAccounts(grants, accounts),
    nonProductionOnlySets: nonProductionOnly(plan),
    accessEnds: latestEnds(settings.access),
    entityId: urls.entityId,
    acsUrls: settings.identityCenter.acsUrls ?? [],
    emergencyAccessGroupId: idOf(conditionalAccess?.emergencyAccessGroup),
    travelGroupId: idOf(conditionalAccess?.travelExceptionGroup),
    compliantDeviceGroupIds: plan.compliantDeviceGroups.flatMap((group) => idOf(group) ?? []),
    groupNames: Object.fromEntries(
      [conditionalAccess?.emergencyAccessGroup, conditionalAccess?.travelExceptionGroup].flatMap((written) => {
        const id = idOf(written);
        return written === undefined || id === undefined || isObjectId(written) ? [] : [[id, written]];
      }),
    ),
    reportOnlyUntil: conditionalAccess?.reportOnlyUntil,
    passwordPolicy: breakglass?.passwordPolicy,
    existingTrail: alarms?.trail.existing,
    lastDrill: breakglass === undefined ? undefined : (drilledSince(drills, breakglass) ?? ""),
    drillIntervalDays: breakglass === undefined ? undefined : drills?.intervalDays,
    unmanaged: leftAlone.length === 0 ? undefined : leftAlone,
    leftAlone: leftAloneFacts(settings.unmanaged ?? []),
    reportLimits: limitFacts(settings.report),
    reach: settings.stacks === undefined ? undefined : reachOf(plan),
  });
}

/** The latest end of each permission set that is given for a time; absent where none is. */
function latestEnds(access: readonly AccessEntry[]): readonly string[] | undefined {
  const ends = new Map<string, string>();
  for (const { period, permissionSets } of access) {
    const until = period?.until;
    if (until === undefined) continue;
    for (const { name } of permissionSets) if (until > (ends.get(name) ?? "")) ends.set(name, until);
  }
  return ends.size === 0 ? undefined : [...ends].sort(([a], [b]) => compareText(a, b)).map(([name, until]) => `${name}/${until}`);
}

function namedAccounts(grants: readonly Grant[], accounts: readonly Account[]): NonNullable<StackFacts["accounts"]> {
  const granted = new Set(grants.map(({ accountId }) => accountId));
  const unitsAreRead = accounts.some(({ ouPath }) => ouPath.length > 0);
  return Object.fromEntries(
    accounts
      .filter(({ id }) => granted.has(id))
      .sort((a, b) => compareText(a.id, b.id))
      .map(({ id, name, ouPath }) => [id, { name, ...(unitsAreRead ? { unit: joinOuPath(ouPath) } : {}) }]),
  );
}
