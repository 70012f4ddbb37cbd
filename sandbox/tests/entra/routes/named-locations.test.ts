import assert from "node:assert/strict";
import { Client, USER_ROLE } from "../client";
const POLICIES = "/v1.0/identity/conditionalAccess/policies";
const LOCATIONS = "/v1.0/identity/conditionalAccess/namedLocations";

describe("local Entra: named locations", () => {
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
});
