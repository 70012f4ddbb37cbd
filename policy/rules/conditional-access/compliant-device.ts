import { appProtection, coversEveryPlace, demand, demands, isOn } from "../../shared/conditional-access";
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
    const { app, policies, uncertain } = appProtection(context);
    if (app === undefined) return;
    const strict = policies.filter(
      (policy) =>
        isOn(policy) &&
        policy.aboutApp &&
        policy.narrowedBy.length === 0 &&
        policy.clientAppTypes.includes("all") &&
        coversEveryPlace(policy) &&
        demands(policy, ["compliantDevice"]),
    );
    for (const group of config.compliantDeviceGroups ?? facts.compliantDeviceGroupIds ?? []) {
      const met = strict.some(
        ({ everyUser, includedGroups, excludedGroups }) => (everyUser || includedGroups.includes(group)) && !excludedGroups.includes(group),
      );
      // A group that is not known yet may be this one.
      const maybe = uncertain || strict.some(({ includedGroups }) => includedGroups.includes(undefined));
      if (!met && !maybe) demand(context, `No Conditional Access policy asks the group ${show(group)} for a compliant device.`, app);
    }
  },
});
