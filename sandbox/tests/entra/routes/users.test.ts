import assert from "node:assert/strict";
import { Client } from "../client";

describe("local Entra: users", () => {
  let client: Client;
  before(async () => {
    client = await Client.start();
  });
  after(() => client.stop());

  it("finds a user by name, then by id with a long selection, and has no manager", async () => {
    const [user] = await client.list("/v1.0/users", "userPrincipalName eq 'ADA@example.com'");
    const selected = await client.get(`/v1.0/users/${user.id}?$select=id,userPrincipalName,department,employeeId,mail`);
    assert.equal(selected.department, "Engines");
    assert.ok(!("givenName" in selected));
    await client.refused(404, "GET", `/v1.0/users/${user.id}/manager`);
    await client.ok("PUT", `/v1.0/users/${user.id}/manager/$ref`, { "@odata.id": `x/${await client.userId("grace@example.com")}` });
    assert.equal((await client.get(`/v1.0/users/${user.id}/manager`)).displayName, "Grace Hopper");
  });
});
