import { appPolicies, appProtections, type ConditionalAccess, demand, isOn } from "../../shared/conditional-access";
import { optionalNumber } from "../../shared/config";
import { applicationTypes } from "../../shared/entra-app";
import { stackRule } from "../../shared/stack-rule";

/** How long a stolen browser session is worth something; too short a time teaches people to click through. */
export const signInFrequency = stackRule({
  name: "conditional-access-sign-in-frequency",
  description: "Sign-in to AWS is asked for again within the configured bounds.",
  severity: "medium",
  standards: { runbook: ["R6.1"], wellArchitected: ["SEC02-BP02"] },
  remediationSteps: "Set signInFrequency and signInFrequencyPeriod in sessionControls within the bounds.",
  url: "https://learn.microsoft.com/entra/identity/conditional-access/concept-session-lifetime",
  config: {
    minHours: optionalNumber("Shortest time between sign-ins, in hours; left out, any.", { minimum: 1, maximum: 8760 }),
    maxHours: optionalNumber("Longest time between sign-ins, in hours; left out, any, and none is demanded.", {
      minimum: 1,
      maximum: 8760,
    }),
  },
  anchors: applicationTypes,
  check(context) {
    const { minHours, maxHours } = context.config;
    for (const policy of appPolicies(context)) {
      if (!asksAgain(policy)) continue;
      const hours = Number(policy.signInFrequencyHours);
      if (minHours !== undefined && hours < minHours)
        context.report(`Sign-in is asked for every ${hours} hours; at least ${minHours} must lie between.`, policy.on);
      if (maxHours !== undefined && hours > maxHours)
        context.report(`Sign-in is asked for every ${hours} hours only; at most ${maxHours} may lie between.`, policy.on);
    }
    if (maxHours === undefined) return;
    for (const { app, policies, uncertain } of appProtections(context)) {
      if (!uncertain && !policies.some(asksAgain)) demand(context, "No Conditional Access policy sets a sign-in frequency.", app);
    }
  },
});

function asksAgain(policy: ConditionalAccess): boolean {
  return isOn(policy) && policy.aboutApp && policy.signInFrequencyHours !== undefined;
}
