import assert from "node:assert/strict";
import type { ConditionalAccessPolicy } from "../../../../cli/clouds/entra-types";
import { legacyAuthentication } from "../../../../cli/verify/checks/legacy-authentication";
import { graphPolicy } from "../conditional-access-fakes";
import { changed, conditional, withPolicies } from "../remedies/case";
import { DENIED_BY_ENTRA, deniedByEntra, messages } from "../messages";

const AMISS = ["note: The MFA policy, which blocks legacy clients, is not as it should be (see R6.1)."];
const found = (change: (policies: ConditionalAccessPolicy[]) => ConditionalAccessPolicy[], wanted = conditional) =>
  messages(
    legacyAuthentication,
    withPolicies((reader) => ({ policies: async () => change(await reader.policies()) })),
    wanted,
  );
const mfa = (change: Partial<ConditionalAccessPolicy>) => found(([first, ...others]) => [{ ...first!, ...change }, ...others]);

describe("verify: legacy authentication (R6.3)", () => {
  it("is blocked by the MFA policy, as it holds every client type", async () => {
    assert.deepEqual(await messages(legacyAuthentication, undefined, conditional), [
      "ok: The MFA policy holds every client type; legacy clients cannot satisfy it.",
    ]);
  });

  it("follows from R6.1 where the MFA policy is amiss, gone, or not enforced", async () => {
    assert.deepEqual(await mfa({ state: "disabled" }), AMISS);
    assert.deepEqual(await mfa({ grantControls: { operator: "OR", builtInControls: ["compliantDevice"] } }), AMISS);
    assert.deepEqual(await found(([, ...others]) => others), AMISS);
    const reporting = changed("conditionalAccess", { state: "enabledForReportingButNotEnforced", reportOnlyUntil: "2026-12-01" }, conditional); // prettier-ignore
    const live = (policies: ConditionalAccessPolicy[]) => policies.map((one) => ({ ...one, state: "enabledForReportingButNotEnforced" }));
    assert.deepEqual(await found(live, reporting), ["note: The MFA policy, which blocks legacy clients, is not enforced yet (see R6.1)."]);
  });

  describe("blocked for the whole tenant", () => {
    const wanted = changed("conditionalAccess", { blockLegacyAuthenticationTenantWide: true }, conditional);
    const name = "Legacy authentication blocked for the whole tenant";
    const block = graphPolicy(name, {
      applications: { includeApplications: ["All"] },
      conditions: { clientAppTypes: ["exchangeActiveSync", "other"] },
      grantControls: { operator: "OR", builtInControls: ["block"] },
    });

    it("is judged by that policy alone", async () => {
      assert.deepEqual(await found((policies) => [...policies.slice(1), block], wanted), [
        `ok: "${name}" is enabled, and as the settings want it.`,
      ]);
    });

    it("is a finding where that policy is gone or holds other clients", async () => {
      assert.deepEqual(await found((policies) => policies, wanted), [
        `finding: There is no policy "${name}". -> Run \`pulumi up --refresh\`, which makes it anew.`,
      ]);
      const others = { ...block, conditions: { ...block.conditions, clientAppTypes: ["other"] } };
      assert.deepEqual(await found((policies) => [...policies, others], wanted), [
        `finding: "${name}" has client type exchangeActiveSync missing. -> Run \`pulumi up --refresh\`, which sets it.`,
      ]);
    });
  });

  it("cannot be told where policies may not be read, and is not asked without Conditional Access", async () => {
    assert.deepEqual(await messages(legacyAuthentication, withPolicies(() => ({ policies: deniedByEntra })), conditional), DENIED_BY_ENTRA); // prettier-ignore
    assert.deepEqual(await messages(legacyAuthentication), ["not yet: The settings have no federation:conditionalAccess."]);
  });
});
