import { finding, notYet, ok, type Check } from "../check";

/**
 * R6.1: security defaults are off where Conditional Access is enabled: Entra takes the two together only as long as
 * policies are report-only.
 */
export const securityDefaults: Check = {
  id: "R6.1 security defaults",
  runbook: "R6.1",
  cloud: "Entra",
  title: "Entra's security defaults",
  async run(context) {
    const state = context.settings.conditionalAccess?.state;
    if (state === undefined) return [notYet("The settings have no federation:conditionalAccess.")];
    const on = await (await context.conditionalAccessReader()).securityDefaults();
    if (!on) return [ok("Security defaults are off: Conditional Access takes their place.")];
    if (state !== "enabled")
      return [ok(`Security defaults are on, beside policies that are ${state === "disabled" ? "disabled" : "report-only"}.`)];
    return [
      finding(
        "Security defaults are on: Entra then enforces no Conditional Access policy of yours, for AWS or anything else.",
        "Have policies for the rest of the tenant, then turn security defaults off (Entra admin center > Identity > Overview > Properties) and run `pulumi up --refresh`.",
      ),
    ];
  },
};
