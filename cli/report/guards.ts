import { COMPONENT } from "../../contract/component-types";
import type { Guard } from "../../access/report/snapshot";
import { type ResourceState, urnParts } from "./steps";

/** Components whose parts are guards. */
const COMPONENTS: Readonly<Record<string, Guard["kind"]>> = {
  [COMPONENT.breakglass]: "breakglass",
  [COMPONENT.breakglassAlarms]: "alarm",
  [COMPONENT.alarmTopic]: "alarm",
  [COMPONENT.changeAlarms]: "alarm",
  [COMPONENT.drillReminder]: "alarm",
  [COMPONENT.auditTrail]: "trail",
};

/** Resources that are guards wherever they stand. */
const TYPES: readonly (readonly [RegExp, Guard["kind"]])[] = [
  [/^aws:cloudtrail\/(trail|eventDataStore|organizationDelegatedAdminAccount):/, "trail"],
  [/^aws:cloudwatch\/(metricAlarm|compositeAlarm|logMetricFilter|eventRule|eventTarget):/, "alarm"],
  [/^aws:sns\/(topic|topicSubscription|topicPolicy):/, "alarm"],
  [/^aws:iam\/(user|accountPasswordPolicy|userLoginProfile|accessKey|userPolicy|userPolicyAttachment|virtualMfaDevice):/, "breakglass"],
];

/** The guards of one side. */
export function guards(side: ReadonlyMap<string, ResourceState>): Guard[] {
  return [...side.values()].flatMap((resource): Guard[] => {
    const { types, name } = urnParts(resource.urn);
    const kind = types.flatMap((type) => COMPONENTS[type] ?? [])[0] ?? TYPES.find(([type]) => type.test(resource.type))?.[1];
    // A component is the sum of its parts.
    if (kind === undefined || resource.type.startsWith("federation:")) return [];
    const inputs = Object.fromEntries(Object.entries(resource.inputs).filter(([name]) => name !== "__defaults"));
    return [
      {
        kind,
        key: resource.urn,
        name,
        type: resource.type,
        content: { ...inputs, ...(resource.protect === true ? { protect: true } : {}) },
      },
    ];
  });
}
