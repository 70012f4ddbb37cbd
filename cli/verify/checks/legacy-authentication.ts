import { follows, notYet, ok, type Check } from "../check";
import { ownDifferences, policyOutcomes } from "./conditional-access";

/**
 * R6.3: legacy authentication is blocked: by the tenant-wide policy where the settings have it, else by the MFA policy,
 * as it holds all client types and legacy ones cannot satisfy it.
 */
export const legacyAuthentication: Check = {
  id: "R6.3",
  runbook: "R6.3",
  cloud: "Entra",
  title: "Conditional Access: legacy authentication",
  async run(context) {
    const reading = await context.conditionalAccess();
    if (reading === undefined) return [notYet("The settings have no federation:conditionalAccess.")];
    const tenantWide = reading.policies.find(({ model }) => model.key === "legacy-authentication");
    if (tenantWide !== undefined) return policyOutcomes(tenantWide, reading);
    const mfa = reading.policies.find(({ model }) => model.key === "mfa");
    const [only] = mfa?.found ?? [];
    if (mfa === undefined || only === undefined || ownDifferences(mfa, reading).length > 0)
      return [follows("The MFA policy, which blocks legacy clients, is not as it should be (see R6.1).")];
    if (only.policy.state !== "enabled") return [follows("The MFA policy, which blocks legacy clients, is not enforced yet (see R6.1).")];
    return [ok("The MFA policy holds every client type; legacy clients cannot satisfy it.")];
  },
};
