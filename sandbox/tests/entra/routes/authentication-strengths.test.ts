import assert from "node:assert/strict";
import type { Client } from "../client";
import { type AssignedApp, PHISHING_RESISTANT, POLICIES, policyOn, startAssignedApp } from "../conditional-access";

const STRENGTHS = "/v1.0/policies/authenticationStrengthPolicies";

describe("local Entra: authentication strengths", () => {
  let app: AssignedApp;
  let client: Client;
  beforeEach(async () => {
    app = await startAssignedApp();
    ({ client } = app);
  });
  afterEach(() => client.stop());

  const policy = (parts?: Parameters<typeof policyOn>[1]) => policyOn(app, parts);

  it("goes the provider's way with an authentication strength", async () => {
    const made = await client.ok("POST", STRENGTHS, { allowedCombinations: ["fido2"], description: "keys only", displayName: "FIDO2" });
    await client.ok("PATCH", `${STRENGTHS}/${made.id}`, { description: "keys", displayName: "FIDO2" });
    await client.ok(
      "POST",
      `${STRENGTHS}/${made.id}/updateAllowedCombinations`,
      { allowedCombinations: ["fido2", "windowsHelloForBusiness"] },
      200,
    );
    const read = await client.get(`${STRENGTHS}/${made.id}`);
    assert.deepEqual(
      [read.description, read.allowedCombinations, read.requirementsSatisfied],
      ["keys", ["fido2", "windowsHelloForBusiness"], "mfa"],
    );
    await client.refused(400, "POST", STRENGTHS, { allowedCombinations: ["crystalBall"], displayName: "x" });
    await client.refused(403, "DELETE", `${STRENGTHS}/${PHISHING_RESISTANT}`);
    await client.ok("POST", POLICIES, policy({ grant: { builtInControls: [], authenticationStrength: { id: made.id } } }));
    await client.refused(400, "DELETE", `${STRENGTHS}/${made.id}`);
  });
});
