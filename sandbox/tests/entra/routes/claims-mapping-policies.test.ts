import assert from "node:assert/strict";
import { Client, ids } from "../client";

describe("local Entra", () => {
  let client: Client;
  before(async () => {
    client = await Client.start();
  });
  after(() => client.stop());

  describe("claims mapping policies", () => {
    const definition = [
      '{"ClaimsMappingPolicy":{"Version":1,"IncludeBasicClaimSet":"true","ClaimsSchema":[{"Source":"user","ID":"department"}]}}',
    ];

    it("go the provider's way, assignment included", async () => {
      const policy = await client.ok("POST", "/v1.0/policies/claimsMappingPolicies", { definition, displayName: "abac" });
      const one = `/v1.0/policies/claimsMappingPolicies/${policy.id}`;
      await client.ok("PATCH", one, { definition, displayName: "abac 2" });
      assert.deepEqual([(await client.get(one)).displayName, (await client.get(one)).definition], ["abac 2", definition]);
      const list = `/v1.0/servicePrincipals/${(await client.instance()).servicePrincipal.id}/claimsMappingPolicies`;
      await client.ok("POST", `${list}/$ref`, { "@odata.id": `${client.base}/v1.0/directoryObjects/${policy.id}` }, 204);
      assert.deepEqual(ids((await client.get(list)).value), [policy.id]);
      await client.ok("DELETE", `${list}/${policy.id}/$ref`);
      assert.deepEqual((await client.get(list)).value, []);
      await client.ok("DELETE", one);
      await client.refused(404, "GET", one);
    });

    it("are refused with a definition that is none", async () => {
      for (const bad of ["{", '{"ClaimsMappingPolicy":{"version":1}}'])
        await client.refused(400, "POST", "/v1.0/policies/claimsMappingPolicies", { definition: [bad], displayName: "x" });
    });
  });
});
