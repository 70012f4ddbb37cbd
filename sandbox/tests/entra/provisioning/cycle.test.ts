import assert from "node:assert/strict";
import { without } from "../../../entra/object";
import { WORLD } from "../client";
import { RULE, ProvisionedTenant } from "../provisioned-tenant";

describe("local Entra: provisioning", () => {
  const at = new ProvisionedTenant();
  beforeEach(() => at.start());
  afterEach(() => at.stop());

  describe("a cycle", () => {
    beforeEach(async () => {
      await at.credentials();
    });

    it("provisions assigned groups and their direct members, under the original host name", async () => {
      await at.assignGroup("aws-data-engineers");
      const id = await at.job();
      await at.cycle();
      assert.deepEqual(
        [...at.target.groups.values()].map((group) => group["displayName"]),
        ["aws-data-engineers"],
        "a nested group is not expanded",
      );
      assert.deepEqual(
        [...at.target.users.values()].map((user) => user["userName"]),
        ["ada@example.com"],
      );
      assert.deepEqual(at.target.membersOf("aws-data-engineers"), ["ada@example.com"]);
      assert.equal(at.target.named("aws-data-engineers")?.["externalId"], await at.client.groupId("aws-data-engineers"));
      assert.ok(
        at.target.calls.every(
          ({ host, path: called }) => host === "scim.eu-west-1.amazonaws.com" && called.startsWith("/0a1b2c3d/scim/v2/"),
        ),
      );
      assert.deepEqual((await at.read(id)).status.synchronizedEntryCountByType, [
        { key: "User", value: 1 },
        { key: "Group", value: 1 },
      ]);
    });

    it("sends a user as Identity Center wants it: one e-mail, object id as external id", async () => {
      const ada = await at.client.userId("ada@example.com");
      await at.assign(ada);
      await at.job();
      await at.cycle();
      const sent = without(at.target.named("ada@example.com") ?? { id: "" }, "id");
      assert.deepEqual(sent, {
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
        userName: "ada@example.com",
        active: true,
        displayName: "Ada Byron",
        emails: [{ value: "ada@example.com", type: "work", primary: true }],
        name: { givenName: "Ada", familyName: "Byron", formatted: "Ada Byron" },
        externalId: ada,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { department: "Engines" },
      });
    });

    for (const [attribute, path] of [
      ["givenName", "name.givenName"],
      ["surname", "name.familyName"],
      ["displayName", "displayName"],
    ] as const) {
      it(`skips a user without ${attribute}, and the log says why`, async () => {
        const ada = await at.client.userId("ada@example.com");
        Object.assign(at.client.entra.directory.users.get(ada), { [attribute]: null });
        await at.assignGroup("aws-data-engineers");
        await at.job();
        await at.cycle();
        assert.equal(at.target.users.size, 0);
        assert.deepEqual(at.target.membersOf("aws-data-engineers"), [], "the group comes without her");
        const { value } = await at.client.get("/v1.0/auditLogs/provisioning");
        const entry = value.find(({ sourceIdentity }: { sourceIdentity: { id: string } }) => sourceIdentity.id === ada);
        const { status, errorInformation } = entry.provisioningStatusInfo;
        assert.deepEqual([status, errorInformation.errorCode], ["skipped", "MissingRequiredAttribute"]);
        assert.match(errorInformation.reason, new RegExp(`has no value for ${path}, which the target requires`));
      });
    }

    it("does nothing the second time, and only what changed after that", async () => {
      await at.assignGroup("aws-data-engineers");
      await at.job();
      await at.cycle();
      const writes = (): typeof at.target.calls => at.target.calls.filter(({ method }) => method !== "GET");
      const before = writes().length;
      await at.cycle();
      assert.equal(writes().length, before);
      await at.client.ok("PATCH", `/v1.0/users/${await at.client.userId("ada@example.com")}`, { jobTitle: "Countess" });
      await at.cycle();
      assert.deepEqual(
        writes()
          .slice(before)
          .map(({ method, body }) => [method, body["Operations"]]),
        [["PATCH", [{ op: "add", path: "title", value: "Countess" }]]],
      );
    });

    it("follows members in and out, and disables who is out of scope", async () => {
      await at.assignGroup("aws-data-engineers");
      await at.job();
      await at.cycle();
      const [group, ada, grace] = [
        await at.client.groupId("aws-data-engineers"),
        await at.client.userId("ada@example.com"),
        await at.client.userId("grace@example.com"),
      ];
      await at.client.ok("DELETE", `/v1.0/groups/${group}/members/${ada}/$ref`);
      await at.client.ok("POST", `/v1.0/groups/${group}/members/$ref`, { "@odata.id": `x/${grace}` }, 204);
      await at.cycle();
      assert.deepEqual(at.target.membersOf("aws-data-engineers"), ["grace@example.com"]);
      assert.equal(at.target.named("ada@example.com")?.["active"], false);
      await at.client.ok("POST", `/v1.0/groups/${group}/members/$ref`, { "@odata.id": `x/${ada}` }, 204);
      await at.cycle();
      assert.equal(at.target.named("ada@example.com")?.["active"], true);
    });

    it("deletes the group whose assignment is gone, and nothing that it never provisioned", async () => {
      at.target.add("users", { userName: "by-hand@example.com", active: true });
      at.target.add("groups", { displayName: "by-hand" });
      const assignment = await at.assignGroup("aws-data-engineers");
      await at.job();
      await at.cycle();
      await at.client.ok("DELETE", `/v1.0/servicePrincipals/${at.principal.id}/appRoleAssignedTo/${assignment}`);
      await at.cycle();
      assert.deepEqual(
        [...at.target.groups.values()].map((group) => group["displayName"]),
        ["by-hand"],
      );
      assert.equal(at.target.named("by-hand@example.com")?.["active"], true);
      assert.ok((await at.log()).some(({ name, action }) => name === "aws-data-engineers" && action === "delete"));
    });

    it("renames a group in place, and deletes it when Entra has deleted it", async () => {
      await at.assignGroup("aws-data-engineers");
      await at.job();
      await at.cycle();
      const [group, target] = [await at.client.groupId("aws-data-engineers"), at.target.named("aws-data-engineers")?.id];
      await at.client.ok("PATCH", `/v1.0/groups/${group}`, { displayName: "aws-engineers" });
      await at.cycle();
      assert.equal(at.target.named("aws-engineers")?.id, target);
      assert.deepEqual(at.target.membersOf("aws-engineers"), ["ada@example.com"]);
      await at.client.ok("DELETE", `/v1.0/groups/${group}`);
      await at.cycle();
      assert.equal(at.target.groups.size, 0);
      assert.equal(at.target.named("ada@example.com")?.["active"], false, "nobody else has her in scope");
    });

    it("takes over a user and a group that are there by name", async () => {
      at.target.add("users", { userName: "ada@example.com", displayName: "A." });
      at.target.add("groups", { displayName: "aws-data-engineers" });
      await at.assignGroup("aws-data-engineers");
      await at.job();
      await at.cycle();
      assert.deepEqual([at.target.users.size, at.target.groups.size], [1, 1]);
      assert.equal(at.target.named("ada@example.com")?.["displayName"], "Ada Byron");
      assert.equal(at.target.named("aws-data-engineers")?.["externalId"], await at.client.groupId("aws-data-engineers"));
    });

    it("makes an object anew that was deleted in the target, once it changes or the job restarts", async () => {
      await at.assignGroup("aws-data-engineers");
      const id = await at.job();
      await at.cycle();
      at.target.groups.clear();
      await at.cycle();
      assert.equal(at.target.groups.size, 0, "an incremental cycle does not look at the target");
      await at.client.ok("POST", `${at.path}/jobs/${id}/restart`, { criteria: { resetScope: "Full" } }, 204);
      await at.cycle();
      assert.deepEqual(at.target.membersOf("aws-data-engineers"), ["ada@example.com"]);
    });

    it("deletes a user for good when Entra has forgotten it", async () => {
      const ada = await at.client.userId("ada@example.com");
      await at.assign(ada);
      await at.job();
      await at.cycle();
      await at.client.ok("DELETE", `/v1.0/users/${ada}`);
      await at.cycle();
      assert.equal(at.target.named("ada@example.com")?.["active"], false);
      await at.client.ok("DELETE", `/v1.0/directory/deletedItems/${ada}`);
      await at.cycle();
      assert.equal(at.target.named("ada@example.com"), undefined);
    });

    it("leaves everything where it is when told to skip out-of-scope deletions", async () => {
      await at.credentials("right-token", [{ key: "SkipOutOfScopeDeletions", value: "true" }]);
      const assignment = await at.assignGroup("aws-data-engineers");
      await at.job();
      await at.cycle();
      await at.client.ok("DELETE", `/v1.0/servicePrincipals/${at.principal.id}/appRoleAssignedTo/${assignment}`);
      await at.cycle();
      assert.equal(at.target.groups.size, 1);
    });

    it("takes everybody with SyncAll", async () => {
      await at.client.ok("PUT", `${at.path}/secrets`, { value: [{ key: "SyncAll", value: "true" }] });
      await at.job();
      await at.cycle();
      assert.deepEqual([at.target.groups.size, at.target.users.size], [3, 2]);
    });

    it("does not see an assignment before its time", async () => {
      await at.settings({ assignmentDelaySeconds: 3600 });
      await at.assignGroup("aws-auditors");
      await at.job();
      await at.cycle();
      assert.equal(at.target.groups.size, 0);
      await at.settings({ assignmentDelaySeconds: 0 });
      await at.cycle();
      assert.equal(at.target.groups.size, 1);
    });

    it("follows the job's schema when that was replaced", async () => {
      await at.assign(await at.client.userId("ada@example.com"));
      const id = await at.job();
      const schema = await at.client.get(`${at.path}/jobs/${id}/schema`);
      const [rule] = schema.synchronizationRules;
      assert.equal(rule.id, RULE);
      const [user] = rule.objectMappings;
      user.attributeMappings = user.attributeMappings.filter(
        ({ targetAttributeName }: { targetAttributeName: string }) => !targetAttributeName.startsWith("emails"),
      );
      await at.client.ok("PUT", `${at.path}/jobs/${id}/schema`, schema);
      await at.cycle();
      assert.equal(at.target.named("ada@example.com")?.["emails"], undefined);
      await at.client.refused(400, "PUT", `${at.path}/jobs/${id}/schema`, { synchronizationRules: [] });
    });

    it("adds members in batches that the target takes", async () => {
      const many = Array.from({ length: 120 }, (_, index) => ({
        upn: `u${index}@example.com`,
        givenName: "U",
        surname: `${index}`,
        displayName: `U ${index}`,
      }));
      const world = {
        ...WORLD,
        entra: { ...WORLD.entra, users: many, groups: [{ displayName: "big", members: many.map(({ upn }) => upn) }] },
      };
      await at.stop();
      await at.start({ world });
      await at.credentials();
      await at.assignGroup("big");
      await at.job();
      await at.cycle();
      assert.equal(at.target.membersOf("big").length, 120);
    });
  });
});
