import assert from "node:assert/strict";
import { Client, TENANT } from "../client";

describe("local Entra: the tenant", () => {
  let client: Client;
  before(async () => {
    client = await Client.start();
  });
  after(() => client.stop());

  it("knows domains, organization, licence and security defaults", async () => {
    assert.equal((await client.get("/v1.0/domains")).value[0].id, "example.com");
    assert.equal((await client.get("/v1.0/organization")).value[0].id, TENANT);
    assert.equal((await client.get("/v1.0/subscribedSkus")).value[0].skuPartNumber, "AAD_PREMIUM_P2");
    assert.equal((await client.get("/v1.0/policies/identitySecurityDefaultsEnforcementPolicy")).isEnabled, false);
  });
});
