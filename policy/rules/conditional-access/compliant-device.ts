import {
  type ConditionalAccess,
  appProtections,
  coversEveryClient,
  coversEveryPlace,
  demand,
  demands,
  isOn,
  noteUnknownGroups,
} from "../../shared/conditional-access";
import { optionalTexts } from "../../shared/config";
import { applicationTypes } from "../../shared/entra-app";
import { stackRule } from "../../shared/stack-rule";
import { show } from "../../shared/values";

/** An administrator's stolen session is worth the organization: it starts on a device that the organization keeps. */
export const compliantDevice = stackRule({
  name: "conditional-access-compliant-device",
  description: "Administrators of AWS sign in from a compliant device.",
  severity: "high",
  standards: { runbook: ["R6.2"], cisa: ["MS.AAD.3.7v1"], maester: ["MT.1001"], wellArchitected: ["SEC02-BP01"] },
  remediationSteps:
    "Add a policy with includedGroups of the group, clientAppTypes all and the app's client id that grants with compliantDevice.",
  url: "https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-device-compliance",
  config: { compliantDeviceGroups: optionalTexts("Object ids of the groups of administrators, in place of those that the stack tells.") },
  anchors: applicationTypes,
  check(context) {
    const { config, facts } = context;
    for (const { app, policies, uncertain } of appProtections(context)) {
      const strict = policies.filter(
        (policy) =>
          isOn(policy) && policy.aboutApp && coversEveryClient(policy) && coversEveryPlace(policy) && demands(policy, ["compliantDevice"]),
      );
      for (const group of config.compliantDeviceGroups ?? facts.compliantDeviceGroupIds ?? []) {
        const reaching = strict.filter((policy) => mayReach(policy, group));
        if (reaching.some((policy) => reaches(policy, group))) continue;
        for (const { on } of reaching) {
          noteUnknownGroups(context, on, "includedGroups");
          noteUnknownGroups(context, on, "excludedGroups");
        }
        if (reaching.length === 0 && !uncertain)
          demand(context, `No Conditional Access policy asks the group ${show(group)} for a compliant device.`, app);
      }
    }
  },
});

function reaches({ everyUser, includedGroups, excludedGroups }: ConditionalAccess, group: string): boolean {
  return (everyUser || includedGroups.includes(group)) && !excludedGroups.includes(group) && !excludedGroups.includes(undefined);
}

/** A group that is not known yet may be this one. */
function mayReach({ everyUser, includedGroups, excludedGroups }: ConditionalAccess, group: string): boolean {
  return (everyUser || includedGroups.includes(group) || includedGroups.includes(undefined)) && !excludedGroups.includes(group);
}
