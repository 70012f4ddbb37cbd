import { COMPONENT } from "../../contract/component-types";
import type { Guard, HeldAccess } from "../../access/report/snapshot";
import { inputsWithoutSecrets } from "../stack/state";
import type { Principals } from "./principals";
import { known, type ResourceState, type Sides, urnParts } from "./steps";

type Resources = ReadonlyMap<string, ResourceState>;

/** Components whose parts are guards. */
const COMPONENTS: Readonly<Record<string, Guard["kind"]>> = {
  [COMPONENT.breakglass]: "breakglass",
  [COMPONENT.breakglassAlarms]: "alarm",
  [COMPONENT.alarmTopic]: "alarm",
  [COMPONENT.changeAlarms]: "alarm",
  [COMPONENT.drillReminder]: "alarm",
  [COMPONENT.auditTrail]: "trail",
  [COMPONENT.siemExport]: "trail",
};

/** Resources that are guards wherever they stand. */
const TYPES: readonly (readonly [RegExp, Guard["kind"]])[] = [
  [/^aws:cloudtrail\/(trail|eventDataStore|organizationDelegatedAdminAccount):/, "trail"],
  [/^aws:cloudwatch\/(metricAlarm|compositeAlarm|logMetricFilter|eventRule|eventTarget):/, "alarm"],
  [/^aws:sns\/(topic|topicSubscription|topicPolicy):/, "alarm"],
  [/^aws:iam\/(user|accountPasswordPolicy|userLoginProfile|accessKey|userPolicy|userPolicyAttachment|virtualMfaDevice):/, "breakglass"],
  [/^azuread:index\/(application|servicePrincipal\w*|claimsMappingPolicy):/, "sign-in"],
  [/^aws:ssoadmin\/(instanceAccessControlAttributes|trustedTokenIssuer|application\w*):/, "sign-in"],
  [/^azuread:index\/synchronization(Secret|Job):/, "provisioning"],
  [/^aws:identitystore\/groupMembership:|^azuread:index\/(groupMember|administrativeUnitMember):/, "membership"],
  // What else gives or takes rights, and what it means is not worked out: it is named, so that somebody looks.
  [/^aws:iam\/|^aws:organizations\/(policy|policyAttachment|delegatedAdministrator|resourcePolicy):/, "iam"],
  [/^azuread:index\/(directoryRole\w*|customDirectoryRole|appRoleAssignment):/, "iam"],
];

/** Told by what its group holds ({@link appAssignments}). */
const APP_ASSIGNMENT = "azuread:index/appRoleAssignment:AppRoleAssignment";

/** The guards of one side. */
export function guards(side: Resources, principals: Principals): Guard[] {
  return [...side.values()].flatMap((resource): Guard[] => {
    // A component is the sum of its parts; of the types below there are many, and none is a guard.
    if (/^federation:|^pulumi:|^aws:ssoadmin\/(accountAssignment|permission)/.test(resource.type)) return [];
    const { types, name } = urnParts(resource.urn);
    if (resource.type === APP_ASSIGNMENT && types.includes(COMPONENT.appAssignments)) return [];
    const kind = types.flatMap((type) => COMPONENTS[type] ?? [])[0] ?? TYPES.find(([type]) => type.test(resource.type))?.[1];
    if (kind === undefined) return [];
    const shown = inputsWithoutSecrets({ inputs: resource.inputs }) as Readonly<Record<string, unknown>>;
    const inputs = Object.fromEntries(Object.entries(shown).filter(([name]) => name !== "__defaults"));
    return [
      {
        kind,
        key: resource.urn,
        name: kind === "membership" ? membershipWords(resource, name, principals) : name,
        type: resource.type,
        content: { ...inputs, ...(resource.protect === true ? { protect: true } : {}) },
      },
    ];
  });
}

/** Whose membership of which group, as far as it is known. */
function membershipWords(resource: ResourceState, name: string, principals: Principals): string {
  const group = known(resource, "groupId") ?? known(resource, "groupObjectId");
  const member = known(resource, "memberId") ?? known(resource, "memberObjectId");
  return group === undefined || member === undefined ? name : `${name}, of ${member} in ${principals.nameOf(group)}`;
}

/**
 * Assignments of groups to the enterprise application that do not go with what the groups hold: a group that keeps its
 * access and is assigned no longer, and one that is assigned and holds nothing. The others come and go with the access.
 */
export function appAssignments(
  { before, after }: Sides,
  principals: Principals,
  held: { readonly before: readonly HeldAccess[]; readonly after: readonly HeldAccess[] },
): { readonly before: Guard[]; readonly after: Guard[] } {
  const [old, now] = [assignedIn(before), assignedIn(after)];
  const [heldBefore, heldAfter] = [holders(held.before), holders(held.after)];
  const guard = (id: string, urn: string): Guard => ({
    ...{ kind: "sign-in", key: urn, name: `of ${principals.nameOf(id)} through its assignment to the application` },
    ...{ type: APP_ASSIGNMENT, content: {} },
  });
  return {
    before: [...old].filter(([id]) => !now.has(id) && heldAfter.has(id) && heldBefore.has(id)).map(([id, urn]) => guard(id, urn)),
    after: [...now].filter(([id]) => !old.has(id) && !heldAfter.has(id)).map(([id, urn]) => guard(id, urn)),
  };
}

function holders(held: readonly HeldAccess[]): Set<string> {
  return new Set(held.map(({ groupKey }) => groupKey));
}

/** URN of a group's assignment by its object id. */
function assignedIn(side: Resources): Map<string, string> {
  return new Map(
    [...side.values()].flatMap((resource) => {
      const id = resource.type === APP_ASSIGNMENT ? known(resource, "principalObjectId") : undefined;
      return id === undefined ? [] : [[id.toLowerCase(), resource.urn] as const];
    }),
  );
}
