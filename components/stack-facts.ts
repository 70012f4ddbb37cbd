import type { Account, Grant } from "../access/model";
import { joinOuPath } from "../access/settings/account-selector";
import { isObjectId } from "../access/settings/group";
import { compareText } from "../access/words";
import { drilledSince } from "../access/settings/drills";
import type { Blueprint } from "./blueprint";
import { definedOnly } from "./defined-only";

/** Facts of the stack that the policy pack and `federation report` read from the registered inputs of `federation:index:Federation`. Nothing secret, nothing unknown. */
export interface StackFacts {
  readonly stage: string;
  readonly phase: string;
  readonly tenantId: string;
  readonly homeRegion: string;
  readonly managementAccountId: string;
  readonly productionAccountIds: readonly string[];
  /** Accounts with a grant, by id: a report tells them by name. The unit is there only where the settings ask for units. */
  readonly accounts: Readonly<Record<string, { readonly name: string; readonly unit?: string }>>;
  readonly nonProductionOnlySets: readonly string[];
  readonly entityId: string;
  readonly acsUrls: readonly string[];
  readonly scimEndpoint?: string;
  readonly emergencyAccessGroupId?: string;
  readonly travelGroupId?: string;
  readonly compliantDeviceGroupIds: readonly string[];
  /** The two groups that Conditional Access excludes, by object id, as the settings write them: a report tells them by name. */
  readonly groupNames: Readonly<Record<string, string>>;
  /** Day until which Conditional Access may be report-only. */
  readonly reportOnlyUntil?: string;
  readonly breakglassUsers: readonly string[];
  /** Whose the account's password policy is: `own` or `existing`. */
  readonly passwordPolicy?: string;
  /** ARN of a trail that exists outside of the stack and records the breakglass users. */
  readonly existingTrail?: string;
  /** Day since which every breakglass user was drilled; empty: one never was. Absent: the stack has no breakglass users. */
  readonly lastDrill?: string;
}

/** The facts of a blueprint. */
export function stackFacts({ settings, plan, managementAccountId, accounts, urls, groups }: Blueprint): StackFacts {
  const { stage, phase, tenantId, homeRegion, conditionalAccess, breakglass, alarms, drills } = settings;
  const idOf = (group: string | undefined): string | undefined => (group === undefined ? undefined : groups.get(group)?.id);
  return definedOnly({
    stage,
    phase,
    tenantId,
    homeRegion,
    managementAccountId,
    productionAccountIds: plan.productionAccountIds,
    accounts: namedAccounts(plan.grants, accounts),
    nonProductionOnlySets: plan.permissionSets.filter(({ nonProductionOnly }) => nonProductionOnly).map(({ name }) => name),
    entityId: urls.entityId,
    acsUrls: settings.identityCenter.acsUrls ?? [],
    scimEndpoint: settings.provisioning.scimEndpoint,
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
    breakglassUsers: (breakglass?.users ?? []).map(({ name }) => name),
    passwordPolicy: breakglass?.passwordPolicy,
    existingTrail: alarms?.trail.existing,
    lastDrill: breakglass === undefined ? undefined : (drilledSince(drills, breakglass) ?? ""),
  });
}

function namedAccounts(grants: readonly Grant[], accounts: readonly Account[]): StackFacts["accounts"] {
  const granted = new Set(grants.map(({ accountId }) => accountId));
  const unitsAreRead = accounts.some(({ ouPath }) => ouPath.length > 0);
  return Object.fromEntries(
    accounts
      .filter(({ id }) => granted.has(id))
      .sort((a, b) => compareText(a.id, b.id))
      .map(({ id, name, ouPath }) => [id, { name, ...(unitsAreRead ? { unit: joinOuPath(ouPath) } : {}) }]),
  );
}
