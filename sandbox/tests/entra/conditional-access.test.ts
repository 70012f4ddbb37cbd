import assert from "node:assert/strict";
import { Client, USER_ROLE } from "./client";

const PHISHING_RESISTANT = "00000000-0000-0000-0000-000000000004";
const POLICIES = "/v1.0/identity/conditionalAccess/policies";
const LOCATIONS = "/v1.0/identity/conditionalAccess/namedLocations";
const STRENGTHS = "/v1.0/policies/authenticationStrengthPolicies";

describe("local Entra: Conditional Access", () => {
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
  const germany = () =>
    client.ok("POST", LOCATIONS, {
      "@odata.type": "#microsoft.graph.countryNamedLocation",
      countriesAndRegions: ["DE", "AT"],
      countryLookupMethod: "clientIpAddress",
      displayName: "home",
      includeUnknownCountriesAndRegions: false,
    });
  const signIn = (attempt: object = {}) => client.ok("POST", "/_sandbox/sign-in", { user: "ada@example.com", appId, ...attempt }, 201);

  it("goes the provider's way with a policy", async () => {
    const made = await client.ok("POST", POLICIES, policy());
    const read = await client.get(`${POLICIES}/${made.id}`);
    assert.deepEqual(
      [read.conditions.locations, read.conditions.devices, read.conditions.platforms, read.sessionControls],
      [null, null, null, null],
    );
    assert.deepEqual(read.conditions.applications.includeApplications, [appId]);
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

  it("keeps type and order of a country location, and its name through a nameless PATCH", async () => {
    const made = await germany();
    assert.equal(made["@odata.type"], "#microsoft.graph.countryNamedLocation");
    await client.ok("PATCH", `${LOCATIONS}/${made.id}`, {
      "@odata.type": made["@odata.type"],
      countriesAndRegions: ["CH", "AT"],
      countryLookupMethod: "clientIpAddress",
      includeUnknownCountriesAndRegions: true,
    });
    const read = await client.get(`${LOCATIONS}/${made.id}`);
    assert.deepEqual([read.displayName, read.countriesAndRegions, read.includeUnknownCountriesAndRegions], ["home", ["CH", "AT"], true]);
  });

  it("lets an IP location go only when it is not trusted, and none that a policy names", async () => {
    const ranges = [{ "@odata.type": "#microsoft.graph.iPv4CidrRange", cidrAddress: "198.51.100.0/24" }];
    const office = await client.ok("POST", LOCATIONS, {
      "@odata.type": "#microsoft.graph.ipNamedLocation",
      displayName: "office",
      ipRanges: ranges,
      isTrusted: true,
    });
    assert.deepEqual(office.ipRanges, ranges);
    await client.refused(400, "DELETE", `${LOCATIONS}/${office.id}`);
    await client.ok("PATCH", `${LOCATIONS}/${office.id}`, {
      "@odata.type": "#microsoft.graph.ipNamedLocation",
      ipRanges: ranges,
      isTrusted: false,
    });
    await client.ok("DELETE", `${LOCATIONS}/${office.id}`);
    const home = await germany();
    const made = await client.ok(
      "POST",
      POLICIES,
      policy({ conditions: { locations: { includeLocations: ["All"], excludeLocations: [home.id] } } }),
    );
    await client.refused(400, "DELETE", `${LOCATIONS}/${home.id}`);
    await client.ok("DELETE", `${POLICIES}/${made.id}`);
    await client.ok("DELETE", `${LOCATIONS}/${home.id}`);
  });

  it("refuses countries and ranges that do not exist", async () => {
    const country = { "@odata.type": "#microsoft.graph.countryNamedLocation", displayName: "x" };
    for (const code of ["ZZ", "de", "DEU"]) await client.refused(400, "POST", LOCATIONS, { ...country, countriesAndRegions: [code] });
    const ip = { "@odata.type": "#microsoft.graph.ipNamedLocation", displayName: "x" };
    for (const cidrAddress of ["10.0.0.0/7", "10.0.0.0", "300.0.0.0/8"])
      await client.refused(400, "POST", LOCATIONS, { ...ip, ipRanges: [{ "@odata.type": "#microsoft.graph.iPv4CidrRange", cidrAddress }] });
  });

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

  it("judges sign-ins and keeps them in the log", async () => {
    const made = await client.ok("POST", POLICIES, policy());
    const without = await signIn();
    assert.deepEqual([without.status.errorCode, without.conditionalAccessStatus], [50076, "failure"]);
    const withKey = await signIn({ methods: ["fido2"] });
    assert.deepEqual([withKey.status.errorCode, withKey.conditionalAccessStatus], [0, "success"]);
    assert.deepEqual(
      withKey.appliedConditionalAccessPolicies.map(({ id, result }: Record<string, string>) => [id, result]),
      [[made.id, "success"]],
    );
    const legacy = await signIn({ methods: ["fido2"], clientAppType: "other" });
    assert.equal(legacy.status.errorCode, 50076, "a legacy client cannot show a second factor");
    const log = await client.list(
      "/v1.0/auditLogs/signIns",
      `appId eq '${appId}' and createdDateTime ge 2020-01-01T00:00:00Z and status/errorCode eq 0`,
    );
    assert.deepEqual(
      log.map(({ id }) => id),
      [withKey.id],
    );
  });

  it("judges place, exclusions, devices, report-only and assignment", async () => {
    const [home, travellers] = [await germany(), await client.groupId("aws-auditors")];
    const place = { locations: { includeLocations: ["All"], excludeLocations: [home.id] } };
    await client.ok(
      "POST",
      POLICIES,
      policy({ displayName: "geo", conditions: place, users: { excludeGroups: [travellers] }, grant: { builtInControls: ["block"] } }),
    );
    assert.equal((await signIn({ country: "US" })).status.errorCode, 53003);
    assert.equal((await signIn({ country: "DE" })).status.errorCode, 0);
    await client.ok("POST", `/v1.0/groups/${travellers}/members/$ref`, { "@odata.id": `x/${ada}` }, 204);
    assert.equal((await signIn({ country: "US" })).status.errorCode, 0);
    await client.ok(
      "POST",
      POLICIES,
      policy({ displayName: "device", state: "enabledForReportingButNotEnforced", grant: { builtInControls: ["compliantDevice"] } }),
    );
    const reported = await signIn({ country: "DE" });
    assert.equal(reported.status.errorCode, 0);
    assert.equal(
      reported.appliedConditionalAccessPolicies.find(({ displayName }: { displayName: string }) => displayName === "device").result,
      "reportOnlyFailure",
    );
    assert.equal((await signIn({ user: "grace@example.com", country: "DE" })).status.errorCode, 50105);
    await client.ok("PATCH", `/v1.0/users/${ada}`, { accountEnabled: false });
    assert.equal((await signIn()).status.errorCode, 50057);
  });
});
