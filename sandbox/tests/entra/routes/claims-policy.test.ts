import assert from "node:assert/strict";
import { Client } from "../client";

describe("local Entra: the portal's claims", () => {
  let client: Client;
  before(async () => {
    client = await Client.start();
  });
  after(() => client.stop());

  it("has claims of the portal in beta alone, and none where nobody edited them", async () => {
    const principal = `servicePrincipals/${(await client.instance()).servicePrincipal.id}/claimsPolicy`;
    assert.equal((await client.call("GET", `/beta/${principal}`)).status, 404);
    const claims = [{ "@odata.type": "#microsoft.graph.customClaim", name: "x", configurations: [] }];
    await client.ok("PUT", `/beta/${principal}`, { includeBasicClaimSet: true, claims }, 201);
    await client.ok("PATCH", `/beta/${principal}`, { audienceOverride: "https://x" });
    const { includeBasicClaimSet, audienceOverride, claims: kept } = await client.get(`/beta/${principal}`);
    assert.deepEqual([includeBasicClaimSet, audienceOverride, kept], [true, "https://x", claims]);
    assert.equal((await client.call("GET", `/v1.0/${principal}`)).status, 400);
    assert.equal((await client.call("PUT", `/beta/${principal}`, { claims: [{}] })).status, 400);
  });
});
