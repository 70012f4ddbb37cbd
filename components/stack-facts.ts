import { drilledSince } from "../access/settings/drills";
import type { Blueprint } from "./blueprint";
import { definedOnly } from "./defined-only";

/** Facts of the stack that the policy pack reads from the registered inputs of `federation:index:Federation`. Nothing secret, nothing unknown. */
export interface StackFacts {
  readonly stage: string;
  readonly phase: string;
  readonly homeRegion: string;
  readonly managementAccountId: string;
  readonly productionAccountIds: readonly string[];
  readonly nonProductionOnlySets: readonly string[];
  readonly entityId: string;
  readonly acsUrls: readonly string[];
  readonly scimEndpoint?: string;
  readonly emergencyAccessGroupId?: string;
  readonly travelGroupId?: string;
  readonly compliantDeviceGroupIds: readonly string[];
  /** Day until which Conditional Access may be report-only. */
  readonly reportOnlyUntil?: string;
  readonly breakglassUsers: readonly string[];
  /** ARN of a trail that exists outside of the stack and records the breakglass users. */
  readonly existingTrail?: string;
  /** Day since which every breakglass user was drilled; empty: one never was. Absent: the stack has no breakglass users. */
  readonly lastDrill?: string;
}

/** The facts of a blueprint. */
export function stackFacts({ settings, plan, managementAccountId, urls, groups }: Blueprint): StackFacts {
  const { stage, phase, homeRegion, conditionalAccess, breakglass, alarms, drills } = settings;
  const idOf = (group: string | undefined): string | undefined => (group === undefined ? undefined : groups.get(group)?.id);
  return definedOnly({
    stage,
    phase,
    homeRegion,
    managementAccountId,
    productionAccountIds: plan.productionAccountIds,
    nonProductionOnlySets: plan.permissionSets.filter(({ nonProductionOnly }) => nonProductionOnly).map(({ name }) => name),
    entityId: urls.entityId,
    acsUrls: settings.identityCenter.acsUrls ?? [],
    scimEndpoint: settings.provisioning.scimEndpoint,
    emergencyAccessGroupId: idOf(conditionalAccess?.emergencyAccessGroup),
    travelGroupId: idOf(conditionalAccess?.travelExceptionGroup),
    compliantDeviceGroupIds: plan.compliantDeviceGroups.flatMap((group) => idOf(group) ?? []),
    reportOnlyUntil: conditionalAccess?.reportOnlyUntil,
    breakglassUsers: (breakglass?.users ?? []).map(({ name }) => name),
    existingTrail: alarms?.trail.existing,
    lastDrill: breakglass === undefined ? undefined : (drilledSince(drills, breakglass) ?? ""),
  });
}
