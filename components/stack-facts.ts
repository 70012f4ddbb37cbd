import type { Account, Grant } from "../access/model";
import { joinOuPath } from "../access/settings/account-selector";
import { isObjectId } from "../access/settings/group";
import { compareText } from "../access/words";
import { drilledSince } from "../access/settings/drills";
import type { Blueprint } from "./blueprint";
import type { StackFacts } from "../contract/facts";
import { definedOnly } from "./defined-only";

/** The facts of a blueprint. */
export function stackFacts({ settings, plan, managementAccountId, accounts, urls, groups }: Blueprint): StackFacts {
  const { stage, tenantId, homeRegion, conditionalAccess, breakglass, alarms, drills } = settings;
  const idOf = (group: string | undefined): string | undefined => (group === undefined ? undefined : groups.get(group)?.id);
  return definedOnly({
    stage,
    tenantId,
    homeRegion,
    managementAccountId,
    productionAccountIds: plan.productionAccountIds,
    accounts: namedAccounts(plan.grants, accounts),
    nonProductionOnlySets: plan.permissionSets.filter(({ nonProductionOnly }) => nonProductionOnly).map(({ name }) => name),
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
  });
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
