import assert from "node:assert/strict";
import { Client, USER_ROLE } from "./client";
const POLICIES = "/v1.0/identity/conditionalAccess/policies";
const LOCATIONS = "/v1.0/identity/conditionalAccess/namedLocations";

describe("local Entra: sign-ins", () => {
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
