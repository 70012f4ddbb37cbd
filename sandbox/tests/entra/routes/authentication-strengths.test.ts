import assert from "node:assert/strict";
import { Client, USER_ROLE } from "../client";

const PHISHING_RESISTANT = "00000000-0000-0000-0000-000000000004";
const POLICIES = "/v1.0/identity/conditionalAccess/policies";
const STRENGTHS = "/v1.0/policies/authenticationStrengthPolicies";

describe("local Entra: authentication strengths", () => {
  let client: Client;
  let appId: string;
  let ada: string;
  beforeEach(async () => {
    client = await Client.start();
    const { servicePrincipal } = await client.instance();
    appId = servicePrincipal.appId;
    ada = await client.userId("ada@example.com");
    const assignment = { appRoleId: USER_ROLE, principalId: ada, resourceId: servicePrincipal.id };
    await client.ok("POST", `/v1.0/servicePrincipals/${servicePrincipal.id}/appRoleAssignedTo`, assignment);
  });
  afterEach(() => client.stop());

  /** A policy as the provider sends it: unset parts as explicit nulls and empty lists. */
  function policy({ conditions = {}, users = {}, applications = {}, grant = {}, ...rest }: Record<string, object | string | null> = {}) {
    return {
      "@odata.type": "#microsoft.graph.conditionalAccessPolicy",
      displayName: "MFA for AWS",
      state: "enabled",
      conditions: {
        applications: { includeApplications: [appId], excludeApplications: [], includeUserActions: [], ...(applications as object) },
        users: {
          includeUsers: ["All"],
          excludeUsers: [],
          includeGroups: [],
          excludeGroups: [],
          includeRoles: [],
          excludeRoles: [],
          includeGuestsOrExternalUsers: null,
          excludeGuestsOrExternalUsers: null,
          ...(users as object),
        },
        clientAppTypes: ["all"],
        signInRiskLevels: [],
        userRiskLevels: [],
        servicePrincipalRiskLevels: [],
        authenticationFlows: null,
        devices: null,
        locations: null,
        platforms: null,
        ...(conditions as object),
      },
      grantControls:
        grant === null
          ? null
          : { operator: "OR", builtInControls: ["mfa"], customAuthenticationFactors: [], termsOfUse: [], ...(grant as object) },
      sessionControls: null,
      ...rest,
    };
  }

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
