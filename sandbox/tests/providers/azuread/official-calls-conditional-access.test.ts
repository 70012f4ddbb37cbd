import assert from "node:assert/strict";
import { recordedEntra } from "./recorded-entra";
import { type } from "./rig";

type Inputs = Record<string, unknown>;

/** The last part of the official plugin's calls. See `official-calls-app.test.ts`. */
describe("official azuread calls: Conditional Access", () => {
  const at = recordedEntra();
  const asked = (): string[] => at().asked();
  const sent = (index?: number): Inputs => at().sent(index);

  before(async () => {
    await at().plugin.configure({});
    at().forget();
  });

  it("named locations of countries and of addresses", async () => {
    const locations = "v1.0/identity/conditionalAccess/namedLocations";
    const country = { countriesAndRegions: ["DE", "IE"] };
    const home = await at().plugin.create(type("namedLocation"), "home", { displayName: "home", country });
    at().name("home", home.outputs["objectId"]);
    const body = {
      "@odata.type": "#microsoft.graph.countryNamedLocation",
      countriesAndRegions: ["DE", "IE"],
      countryLookupMethod: "clientIpAddress",
      includeUnknownCountriesAndRegions: false,
    };
    assert.deepEqual(sent(), { ...body, displayName: "home" });
    assert.deepEqual(asked(), [`POST ${locations}`, `6x GET ${locations}/<home>`]);
    await at().plugin.update(home, { displayName: "home", country: { countriesAndRegions: ["DE", "FR"] } });
    assert.deepEqual(sent(), { ...body, countriesAndRegions: ["DE", "FR"] }, "the name only when it changes");
    assert.deepEqual(asked(), [`PATCH ${locations}/<home>`, `6x GET ${locations}/<home>`]);
    await at().plugin.delete(home);
    assert.deepEqual(asked(), [`DELETE ${locations}/<home>`, `5x GET ${locations}/<home> -> 404`]);
  });

  it("a policy that asks for an authentication strength", async () => {
    const strength = "00000000-0000-0000-0000-000000000004";
    const policies = "v1.0/identity/conditionalAccess/policies";
    const wanted = (sessionControls: Inputs): Inputs => ({
      displayName: "keys for everybody",
      state: "enabled",
      conditions: { applications: { includedApplications: ["All"] }, clientAppTypes: ["all"], users: { includedUsers: ["All"] } },
      grantControls: { operator: "OR", authenticationStrengthPolicyId: `/policies/authenticationStrengthPolicies/${strength}` },
      sessionControls,
    });
    const timed = wanted({ signInFrequency: 4, signInFrequencyPeriod: "hours" });
    const policy = await at().plugin.create(type("conditionalAccessPolicy"), "c", timed);
    at().name("ca", policy.outputs["objectId"]);
    const { conditions, grantControls, sessionControls, ...rest } = sent() as Record<string, Inputs>;
    assert.deepEqual(rest, {
      "@odata.type": "#microsoft.graph.conditionalAccessPolicy",
      displayName: "keys for everybody",
      state: "enabled",
    });
    assert.deepEqual(conditions, {
      applications: { excludeApplications: [], includeApplications: ["All"], includeUserActions: [] },
      authenticationFlows: null,
      clientAppTypes: ["all"],
      devices: null,
      locations: null,
      platforms: null,
      servicePrincipalRiskLevels: [],
      signInRiskLevels: [],
      userRiskLevels: [],
      users: {
        excludeGroups: [],
        excludeGuestsOrExternalUsers: null,
        excludeRoles: [],
        excludeUsers: [],
        includeGroups: [],
        includeGuestsOrExternalUsers: null,
        includeRoles: [],
        includeUsers: ["All"],
      },
    });
    assert.deepEqual(grantControls, {
      authenticationStrength: { "@odata.type": "#microsoft.graph.authenticationStrengthPolicy", id: strength },
      builtInControls: [],
      customAuthenticationFactors: [],
      operator: "OR",
      termsOfUse: [],
    });
    assert.deepEqual(Object.keys(sessionControls ?? {}).sort(), [
      "applicationEnforcedRestrictions",
      "cloudAppSecurity",
      "disableResilienceDefaults",
      "signInFrequency",
    ]);
    assert.deepEqual(asked(), [`POST ${policies}`, `6x GET ${policies}/<ca>`]);
    const always = await at().plugin.update(policy, wanted({ signInFrequencyInterval: "everyTime" }));
    assert.deepEqual(Object.keys(sent()["sessionControls"] as Inputs).sort(), ["cloudAppSecurity", "signInFrequency"]);
    assert.deepEqual(asked(), [`PATCH ${policies}/<ca>`, `5x GET ${policies}/<ca>`], "the update is not read back");
    await at().plugin.delete(always);
    assert.deepEqual(asked(), [`GET ${policies}/<ca>`, `DELETE ${policies}/<ca>`, `5x GET ${policies}/<ca> -> 404`]);
  });
});
