import assert from "node:assert/strict";
import type { Client } from "./client";
import { type AssignedApp, PHISHING_RESISTANT, POLICIES, policyOn, startAssignedApp } from "./conditional-access";

describe("local Entra: Conditional Access", () => {
  let app: AssignedApp;
  let client: Client;
  beforeEach(async () => {
    app = await startAssignedApp();
    ({ client } = app);
  });
  afterEach(() => client.stop());

  const policy = (parts?: Parameters<typeof policyOn>[1]) => policyOn(app, parts);

  it("goes the provider's way with a policy", async () => {
    const made = await client.ok("POST", POLICIES, policy());
    const read = await client.get(`${POLICIES}/${made.id}`);
    assert.deepEqual(
      [read.conditions.locations, read.conditions.devices, read.conditions.platforms, read.sessionControls],
      [null, null, null, null],
    );
    assert.deepEqual(read.conditions.applications.includeApplications, [app.appId]);
    await client.ok(
      "PATCH",
      `${POLICIES}/${made.id}`,
      policy({ state: "disabled", displayName: "renamed", grant: { builtInControls: ["compliantDevice"] } }),
    );
    const changed = await client.get(`${POLICIES}/${made.id}`);
    assert.deepEqual(
      [changed.state, changed.displayName, changed.grantControls.builtInControls],
      ["disabled", "renamed", ["compliantDevice"]],
    );
    await client.ok("DELETE", `${POLICIES}/${made.id}`);
    await client.refused(404, "GET", `${POLICIES}/${made.id}`);
  });

  it("answers empty session controls and conditions as null", async () => {
    const made = await client.ok(
      "POST",
      POLICIES,
      policy({ sessionControls: { signInFrequency: null, cloudAppSecurity: null }, conditions: { devices: {}, platforms: {} } }),
    );
    assert.deepEqual([made.sessionControls, made.conditions.devices, made.conditions.platforms], [null, null, null]);
  });

  it("keeps the type of external tenants, without which nobody could read them", async () => {
    const guests = {
      guestOrExternalUserTypes: "b2bCollaborationGuest",
      externalTenants: { "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants", membershipKind: "all" },
    };
    const made = await client.ok("POST", POLICIES, policy({ users: { excludeGuestsOrExternalUsers: guests } }));
    assert.deepEqual(made.conditions.users.excludeGuestsOrExternalUsers, guests);
  });

  it("writes an authentication strength out, with its id", async () => {
    const strength = { "@odata.type": "#microsoft.graph.authenticationStrengthPolicy", id: PHISHING_RESISTANT };
    const made = await client.ok("POST", POLICIES, policy({ grant: { builtInControls: [], authenticationStrength: strength } }));
    assert.equal(made.grantControls.authenticationStrength.id, PHISHING_RESISTANT);
    assert.ok(made.grantControls.authenticationStrength.allowedCombinations.includes("fido2"));
  });

  for (const [what, change, words] of [
    ["an unknown application", { applications: { includeApplications: ["00000000-0000-0000-0000-00000000dead"] } }, /includeApplications/],
    ["an unknown group", { users: { excludeGroups: ["00000000-0000-0000-0000-00000000dead"] } }, /excludeGroups/],
    [
      "an unknown location",
      { conditions: { locations: { includeLocations: ["00000000-0000-0000-0000-00000000dead"] } } },
      /includeLocations/,
    ],
    [
      "an unknown strength",
      { grant: { builtInControls: [], authenticationStrength: { id: "00000000-0000-0000-0000-00000000dead" } } },
      /authenticationStrength/,
    ],
    ["mfa beside a strength", { grant: { authenticationStrength: { id: PHISHING_RESISTANT } } }, /'mfa' cannot be combined/],
    ["block beside another control", { grant: { builtInControls: ["block", "mfa"] } }, /'block' cannot be combined/],
    ["no control at all", { grant: null }, /grantControls or sessionControls/],
    ["nobody", { users: { includeUsers: [] } }, /include users/],
    ["an unknown state", { state: "on" }, /state/],
    ["no name", { displayName: "" }, /displayName/],
    ["Exchange ActiveSync on the AWS app", { conditions: { clientAppTypes: ["exchangeActiveSync"] } }, /exchangeActiveSync/],
    [
      "a sign-in frequency that is both timed and every time",
      { sessionControls: { signInFrequency: { isEnabled: true, frequencyInterval: "everyTime", value: 4, type: "hours" } } },
      /everyTime/,
    ],
    [
      "a persistent browser for one application",
      { sessionControls: { persistentBrowser: { isEnabled: true, mode: "never" } } },
      /all applications/,
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      assert.match((await client.refused(400, "POST", POLICIES, policy(change as never))).message, words);
    });
  }

  it("does not enable a policy beside security defaults", async () => {
    await client.ok("PATCH", "/v1.0/policies/identitySecurityDefaultsEnforcementPolicy", { isEnabled: true });
    assert.match((await client.refused(400, "POST", POLICIES, policy())).message, /Security Defaults is enabled/);
    await client.ok("POST", POLICIES, policy({ state: "disabled" }));
  });

  it("holds to a request a second when told so", async () => {
    await client.ok("PATCH", "/_sandbox/settings", { conditionalAccessPerSecond: 1 }, 200);
    await client.ok("POST", POLICIES, policy());
    const second = await client.call("POST", POLICIES, policy());
    assert.equal(second.status, 429);
    assert.equal(second.headers["retry-after"], "1");
  });
});
