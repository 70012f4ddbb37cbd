import assert from "node:assert/strict";
import { securityDefaults } from "../../../../cli/verify/checks/security-defaults";
import { conditional, changed, withPolicies } from "../remedies/case";
import { DENIED_BY_ENTRA, deniedByEntra, messages } from "../messages";

const on = withPolicies(() => ({ securityDefaults: async () => true }));
const inState = (state: string) => changed("conditionalAccess", { state }, conditional);

describe("verify: security defaults (R6.1)", () => {
  it("are off where Conditional Access takes their place", async () => {
    assert.deepEqual(await messages(securityDefaults, undefined, conditional), [
      "ok: Security defaults are off: Conditional Access takes their place.",
    ]);
  });

  it("are a finding beside enabled policies", async () => {
    assert.deepEqual(await messages(securityDefaults, on, conditional), [
      "finding: Security defaults are on: Entra then enforces no Conditional Access policy of yours, for AWS or anything else. -> Have policies for the rest of the tenant, then turn security defaults off (Entra admin center > Identity > Overview > Properties) and run `pulumi up --refresh`.",
    ]);
  });

  it("may stay beside policies that hold nobody yet", async () => {
    assert.deepEqual(await messages(securityDefaults, on, inState("disabled")), [
      "ok: Security defaults are on, beside policies that are disabled.",
    ]);
    assert.deepEqual(await messages(securityDefaults, on, inState("enabledForReportingButNotEnforced")), [
      "ok: Security defaults are on, beside policies that are report-only.",
    ]);
  });

  it("cannot be told where Entra refuses, and are not asked without Conditional Access", async () => {
    assert.deepEqual(await messages(securityDefaults, withPolicies(() => ({ securityDefaults: deniedByEntra })), conditional), DENIED_BY_ENTRA); // prettier-ignore
    assert.deepEqual(await messages(securityDefaults, on), ["not yet: The settings have no federation:conditionalAccess."]);
  });
});
