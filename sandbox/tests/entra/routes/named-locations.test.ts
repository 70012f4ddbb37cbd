import assert from "node:assert/strict";
import type { Client } from "../client";
import { type AssignedApp, homeLocation, LOCATIONS, POLICIES, policyOn, startAssignedApp } from "../conditional-access";

describe("local Entra: named locations", () => {
  let app: AssignedApp;
  let client: Client;
  beforeEach(async () => {
    app = await startAssignedApp();
    ({ client } = app);
  });
  afterEach(() => client.stop());

  const policy = (parts?: Parameters<typeof policyOn>[1]) => policyOn(app, parts);

  it("keeps type and order of a country location, and its name through a nameless PATCH", async () => {
    const made = await homeLocation(app);
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
    const home = await homeLocation(app);
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
