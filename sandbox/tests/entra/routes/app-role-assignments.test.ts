import assert from "node:assert/strict";
import { Client, GROUP, ids, USER_ROLE } from "../client";

describe("local Entra", () => {
  let client: Client;
  before(async () => {
    client = await Client.start();
  });
  after(() => client.stop());

  describe("app role assignments", () => {
    let resourceId: string;
    let path: string;
    beforeEach(async () => {
      resourceId = (await client.instance()).servicePrincipal.id;
      path = `/v1.0/servicePrincipals/${resourceId}/appRoleAssignedTo`;
    });

    it("goes the provider's way", async () => {
      const principalId = await client.groupId("aws-data-engineers");
      const made = await client.ok("POST", path, { appRoleId: USER_ROLE, principalId, resourceId });
      assert.match(made.id, /^[\w-]{43}$/);
      const read = await client.get(`${path}/${made.id}`);
      assert.deepEqual(
        [read.appRoleId, read.principalId, read.resourceId, read.principalType, read.principalDisplayName],
        [USER_ROLE, principalId, resourceId, "Group", "aws-data-engineers"],
      );
      assert.deepEqual(ids((await client.get(`/v1.0/groups/${principalId}/appRoleAssignments`)).value), [made.id]);
      await client.ok("DELETE", `${path}/${made.id}`);
      await client.refused(404, "GET", `${path}/${made.id}`);
    });

    it("refuses an unknown principal or role, the default role where there are roles, and a second time", async () => {
      const principalId = await client.groupId("aws-auditors");
      const message = async (body: object): Promise<string> =>
        (await client.refused(400, "POST", path, { appRoleId: USER_ROLE, principalId, resourceId, ...body })).message;
      assert.equal(await message({ principalId: "00000000-0000-0000-0000-00000000dead" }), "Not a valid reference update.");
      assert.match(
        await message({ appRoleId: "00000000-0000-0000-0000-00000000dead" }),
        /^Permission being assigned was not found on application/,
      );
      assert.match(await message({ appRoleId: "00000000-0000-0000-0000-000000000000" }), /^Permission being assigned was not found/);
      assert.match(
        await message({ principalId: client.caller }),
        /^Permission being assigned was not found/,
        "the role is not for applications",
      );
      await client.ok("POST", path, { appRoleId: USER_ROLE, principalId, resourceId });
      assert.equal(await message({}), "Permission being assigned already exists on the object");
    });

    it("go with their principal and with the application", async () => {
      const group = await client.ok("POST", "/v1.0/groups", { ...GROUP, displayName: "short-lived" });
      await client.ok("POST", path, { appRoleId: USER_ROLE, principalId: group.id, resourceId });
      await client.ok("DELETE", `/v1.0/groups/${group.id}`);
      assert.deepEqual((await client.get(path)).value, []);
    });
  });
});
