import assert from "node:assert/strict";
import { Client, USER_ROLE, WORLD } from "./client";
import { ScimTarget } from "./scim-target";

const RULE = "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8";
const BASE = "https://scim.eu-west-1.amazonaws.com/0a1b2c3d/scim/v2/";
const INVALID = "SystemForCrossDomainIdentityManagementInvalidCredentials";

describe("local Entra: provisioning", () => {
  let client: Client;
  let target: ScimTarget;
  let principal: { id: string; appId: string };
  let application: { id: string };
  let path: string;

  beforeEach(async () => {
    target = await ScimTarget.start();
    // Cycles only when a test asks for one, unless it says otherwise; assignments are visible at once.
    client = await Client.start({
      aws: target.url,
      settings: { assignmentDelaySeconds: 0, startDelaySeconds: 3600, cycleIntervalSeconds: 3600 },
    });
    const made = await client.instance();
    [principal, application] = [made.servicePrincipal, made.application];
    path = `/v1.0/servicePrincipals/${principal.id}/synchronization`;
  });
  afterEach(async () => {
    await client.stop();
    await target.stop();
  });

  const credentials = (token = "right-token", more: object[] = []) =>
    client.ok("PUT", `${path}/secrets`, {
      value: [{ key: "BaseAddress", value: BASE }, { key: "SecretToken", value: token }, { key: "SyncAll", value: "false" }, ...more],
    });
  const settings = (patch: object) => client.ok("PATCH", "/_sandbox/settings", patch, 200);
  const cycle = () => client.ok("POST", "/_sandbox/cycle", undefined, 200);
  const assign = async (principalId: string): Promise<string> =>
    (
      await client.ok("POST", `/v1.0/servicePrincipals/${principal.id}/appRoleAssignedTo`, {
        appRoleId: USER_ROLE,
        principalId,
        resourceId: principal.id,
      })
    ).id;
  const assignGroup = async (name: string): Promise<string> => assign(await client.groupId(name));
  const job = async (): Promise<string> => {
    const { id } = await client.ok("POST", `${path}/jobs`, { templateId: "aWSSingleSignon" });
    await client.ok("POST", `${path}/jobs/${id}/start`, undefined, 204);
    return id;
  };
  const read = (id: string) => client.get(`${path}/jobs/${id}`);
  const until = async (what: string, holds: () => Promise<boolean> | boolean): Promise<void> => {
    for (let tries = 0; tries < 200; tries++) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.fail(`never came: ${what}`);
  };
  const log = async (): Promise<{ status: string; name: string; action: string; code: string | undefined }[]> =>
    (await client.get("/v1.0/auditLogs/provisioning")).value.map(
      (entry: {
        provisioningStatusInfo: { status: string; errorInformation: { errorCode: string } | null };
        sourceIdentity: { displayName: string };
        provisioningAction: string;
      }) => ({
        status: entry.provisioningStatusInfo.status,
        name: entry.sourceIdentity.displayName,
        action: entry.provisioningAction,
        code: entry.provisioningStatusInfo.errorInformation?.errorCode,
      }),
    );

  describe("credentials", () => {
    it("keep their order, hide the token, take a mask for what is there, and vanish when empty", async () => {
      await credentials();
      const list = async (): Promise<[string, string][]> =>
        (await client.get(`${path}/secrets`)).value.map(({ key, value }: Record<string, string>) => [key, value]);
      assert.deepEqual(await list(), [
        ["BaseAddress", BASE],
        ["SecretToken", "*"],
        ["SyncAll", "false"],
      ]);
      await client.ok("PUT", `${path}/secrets`, {
        value: [
          { key: "SecretToken", value: "*" },
          { key: "BaseAddress", value: BASE },
        ],
      });
      assert.deepEqual(
        (await list()).map(([key]) => key),
        ["SecretToken", "BaseAddress", "SyncAll"],
      );
      const id = await job();
      assert.equal((await client.call("POST", `${path}/jobs/${id}/validateCredentials`, { useSavedCredentials: true })).status, 204);
      await client.ok("PUT", `${path}/secrets`, { value: ["BaseAddress", "SecretToken", "SyncAll"].map((key) => ({ key, value: "" })) });
      assert.deepEqual(await list(), []);
    });

    it("are refused with an unknown key, an address without TLS, and on an application without a template", async () => {
      await client.refused(400, "PUT", `${path}/secrets`, { value: [{ key: "Baseadress", value: "x" }] });
      await client.refused(400, "PUT", `${path}/secrets`, { value: [{ key: "BaseAddress", value: "http://example.com" }] });
      const plain = await client.ok("POST", "/v1.0/applications", { displayName: "plain" });
      const { id } = await client.ok("POST", "/v1.0/servicePrincipals", { appId: plain.appId });
      await client.refused(400, "PUT", `/v1.0/servicePrincipals/${id}/synchronization/secrets`, { value: [] });
      await client.refused(400, "POST", `/v1.0/servicePrincipals/${id}/synchronization/jobs`, { templateId: "aWSSingleSignon" });
    });

    it("are validated against the target", async () => {
      await credentials("wrong-token");
      const id = await job();
      assert.equal(
        (await client.refused(400, "POST", `${path}/jobs/${id}/validateCredentials`, { useSavedCredentials: true })).code,
        INVALID,
      );
    });

    it("never show the token", async () => {
      await credentials("wrong-token-of-mine");
      const id = await job();
      await cycle();
      for (const answer of [
        await read(id),
        await client.get("/_sandbox/state"),
        await client.get("/_sandbox/requests"),
        await client.get(`${path}/secrets`),
      ]) {
        assert.ok(!JSON.stringify(answer).includes("wrong-token-of-mine"));
      }
    });
  });

  describe("a job", () => {
    it("goes the provider's way: made, started, paused, deleted, always with a schedule", async () => {
      assert.equal((await client.get(`${path}/templates`)).value[0].id, "aWSSingleSignon");
      const made = await client.ok("POST", `${path}/jobs`, { templateId: "aWSSingleSignon" });
      assert.match(made.id, /^aWSSingleSignon\.22222222222222222222222222222222\.[0-9a-f-]{36}$/);
      assert.deepEqual(made.schedule, { expiration: null, interval: "PT40M", state: "Disabled" });
      await client.ok("POST", `${path}/jobs/${made.id}/start`, undefined, 204);
      assert.equal((await read(made.id)).schedule.state, "Active");
      await client.ok("POST", `${path}/jobs/${made.id}/pause`, undefined, 204);
      assert.deepEqual([(await read(made.id)).schedule.state, (await read(made.id)).status.code], ["Paused", "Paused"]);
      await client.refused(400, "POST", `${path}/jobs`, { templateId: "aWSSingleSignon" });
      await client.ok("DELETE", `${path}/jobs/${made.id}`);
      await client.refused(404, "GET", `${path}/jobs/${made.id}`);
    });

    it("refuses the template of another application", async () => {
      await client.refused(400, "POST", `${path}/jobs`, { templateId: "aws" });
    });

    it("goes with its application", async () => {
      const id = await job();
      await client.ok("DELETE", `/v1.0/applications/${application.id}`);
      await client.refused(404, "GET", `${path}/jobs/${id}`);
      assert.deepEqual((await cycle()).jobs, []);
    });

    it("without credentials ends in quarantine with the reason, and leaves it when they come", async () => {
      const id = await job();
      await cycle();
      const { status } = await read(id);
      assert.deepEqual(
        [status.code, status.quarantine.error.code, status.quarantine.reason],
        ["Quarantine", INVALID, "EncounteredQuarantineException"],
      );
      await credentials();
      await cycle();
      assert.deepEqual([(await read(id)).status.code, (await read(id)).status.quarantine], ["Active", null]);
    });

    it("with a wrong token ends in quarantine with the reason", async () => {
      await credentials("wrong-token");
      const id = await job();
      await cycle();
      const { quarantine } = (await read(id)).status;
      assert.equal(quarantine.error.code, INVALID);
      assert.match(quarantine.error.message, /HTTP 401/);
    });

    it("says so when the target is not there", async () => {
      await target.stop();
      await credentials();
      const id = await job();
      await cycle();
      assert.equal((await read(id)).status.quarantine.error.code, "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable");
      target = await ScimTarget.start();
    });

    it("runs by itself after its start and at its interval, until it is paused", async () => {
      await settings({ startDelaySeconds: 0, cycleIntervalSeconds: 0.1 });
      await credentials();
      await assignGroup("aws-auditors");
      const id = await job();
      await until("the group", () => target.named("aws-auditors") !== undefined);
      await assignGroup("aws-interns");
      await until("the second group", () => target.named("aws-interns") !== undefined);
      await client.ok("POST", `${path}/jobs/${id}/pause`, undefined, 204);
      await new Promise((resolve) => setTimeout(resolve, 150));
      const calls = target.calls.length;
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.equal(target.calls.length, calls);
    });
  });

  describe("a cycle", () => {
    beforeEach(async () => {
      await credentials();
    });

    it("provisions assigned groups and their direct members, under the original host name", async () => {
      await assignGroup("aws-data-engineers");
      const id = await job();
      await cycle();
      assert.deepEqual(
        [...target.groups.values()].map((group) => group["displayName"]),
        ["aws-data-engineers"],
        "a nested group is not expanded",
      );
      assert.deepEqual(
        [...target.users.values()].map((user) => user["userName"]),
        ["ada@example.com"],
      );
      assert.deepEqual(target.membersOf("aws-data-engineers"), ["ada@example.com"]);
      assert.equal(target.named("aws-data-engineers")?.["externalId"], await client.groupId("aws-data-engineers"));
      assert.ok(
        target.calls.every(({ host, path: called }) => host === "scim.eu-west-1.amazonaws.com" && called.startsWith("/0a1b2c3d/scim/v2/")),
      );
      assert.deepEqual((await read(id)).status.synchronizedEntryCountByType, [
        { key: "User", value: 1 },
        { key: "Group", value: 1 },
      ]);
    });

    it("sends a user as Identity Center wants it: one e-mail, object id as external id", async () => {
      const ada = await client.userId("ada@example.com");
      await assign(ada);
      await job();
      await cycle();
      const { id: _id, ...sent } = target.named("ada@example.com") ?? { id: "" };
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

    it("skips a user without a surname and says so in the log", async () => {
      await assignGroup("aws-data-engineers");
      await job();
      await cycle();
      assert.equal(target.named("prince@example.com"), undefined);
      assert.ok(
        (await log()).some(({ name, status, code }) => name === "Prince" && status === "skipped" && code === "MissingRequiredAttribute"),
      );
    });

    it("does nothing the second time, and only what changed after that", async () => {
      await assignGroup("aws-data-engineers");
      await job();
      await cycle();
      const writes = (): typeof target.calls => target.calls.filter(({ method }) => method !== "GET");
      const before = writes().length;
      await cycle();
      assert.equal(writes().length, before);
      await client.ok("PATCH", `/v1.0/users/${await client.userId("ada@example.com")}`, { jobTitle: "Countess" });
      await cycle();
      assert.deepEqual(
        writes()
          .slice(before)
          .map(({ method, body }) => [method, body["Operations"]]),
        [["PATCH", [{ op: "add", path: "title", value: "Countess" }]]],
      );
    });

    it("follows members in and out, and disables who is out of scope", async () => {
      await assignGroup("aws-data-engineers");
      await job();
      await cycle();
      const [group, ada, grace] = [
        await client.groupId("aws-data-engineers"),
        await client.userId("ada@example.com"),
        await client.userId("grace@example.com"),
      ];
      await client.ok("DELETE", `/v1.0/groups/${group}/members/${ada}/$ref`);
      await client.ok("POST", `/v1.0/groups/${group}/members/$ref`, { "@odata.id": `x/${grace}` }, 204);
      await cycle();
      assert.deepEqual(target.membersOf("aws-data-engineers"), ["grace@example.com"]);
      assert.equal(target.named("ada@example.com")?.["active"], false);
      await client.ok("POST", `/v1.0/groups/${group}/members/$ref`, { "@odata.id": `x/${ada}` }, 204);
      await cycle();
      assert.equal(target.named("ada@example.com")?.["active"], true);
    });

    it("deletes the group whose assignment is gone, and nothing that it never provisioned", async () => {
      target.add("users", { userName: "by-hand@example.com", active: true });
      target.add("groups", { displayName: "by-hand" });
      const assignment = await assignGroup("aws-data-engineers");
      await job();
      await cycle();
      await client.ok("DELETE", `/v1.0/servicePrincipals/${principal.id}/appRoleAssignedTo/${assignment}`);
      await cycle();
      assert.deepEqual(
        [...target.groups.values()].map((group) => group["displayName"]),
        ["by-hand"],
      );
      assert.equal(target.named("by-hand@example.com")?.["active"], true);
      assert.ok((await log()).some(({ name, action }) => name === "aws-data-engineers" && action === "delete"));
    });

    it("takes over a user and a group that are there by name", async () => {
      target.add("users", { userName: "ada@example.com", displayName: "A." });
      target.add("groups", { displayName: "aws-data-engineers" });
      await assignGroup("aws-data-engineers");
      await job();
      await cycle();
      assert.deepEqual([target.users.size, target.groups.size], [1, 1]);
      assert.equal(target.named("ada@example.com")?.["displayName"], "Ada Byron");
      assert.equal(target.named("aws-data-engineers")?.["externalId"], await client.groupId("aws-data-engineers"));
    });

    it("makes an object anew that was deleted in the target, once it changes or the job restarts", async () => {
      await assignGroup("aws-data-engineers");
      const id = await job();
      await cycle();
      target.groups.clear();
      await cycle();
      assert.equal(target.groups.size, 0, "an incremental cycle does not look at the target");
      await client.ok("POST", `${path}/jobs/${id}/restart`, { criteria: { resetScope: "Full" } }, 204);
      await cycle();
      assert.deepEqual(target.membersOf("aws-data-engineers"), ["ada@example.com"]);
    });

    it("deletes a user for good when Entra has forgotten it", async () => {
      const ada = await client.userId("ada@example.com");
      await assign(ada);
      await job();
      await cycle();
      await client.ok("DELETE", `/v1.0/users/${ada}`);
      await cycle();
      assert.equal(target.named("ada@example.com")?.["active"], false);
      await client.ok("DELETE", `/v1.0/directory/deletedItems/${ada}`);
      await cycle();
      assert.equal(target.named("ada@example.com"), undefined);
    });

    it("leaves everything where it is when told to skip out-of-scope deletions", async () => {
      await credentials("right-token", [{ key: "SkipOutOfScopeDeletions", value: "true" }]);
      const assignment = await assignGroup("aws-data-engineers");
      await job();
      await cycle();
      await client.ok("DELETE", `/v1.0/servicePrincipals/${principal.id}/appRoleAssignedTo/${assignment}`);
      await cycle();
      assert.equal(target.groups.size, 1);
    });

    it("takes everybody with SyncAll", async () => {
      await client.ok("PUT", `${path}/secrets`, { value: [{ key: "SyncAll", value: "true" }] });
      await job();
      await cycle();
      assert.deepEqual([target.groups.size, target.users.size], [3, 2]);
    });

    it("does not see an assignment before its time", async () => {
      await settings({ assignmentDelaySeconds: 0.3 });
      await assignGroup("aws-auditors");
      await job();
      await cycle();
      assert.equal(target.groups.size, 0);
      await new Promise((resolve) => setTimeout(resolve, 320));
      await cycle();
      assert.equal(target.groups.size, 1);
    });

    it("follows the job's schema when that was replaced", async () => {
      await assign(await client.userId("ada@example.com"));
      const id = await job();
      const schema = await client.get(`${path}/jobs/${id}/schema`);
      const [rule] = schema.synchronizationRules;
      assert.equal(rule.id, RULE);
      const [user] = rule.objectMappings;
      user.attributeMappings = user.attributeMappings.filter(
        ({ targetAttributeName }: { targetAttributeName: string }) => !targetAttributeName.startsWith("emails"),
      );
      await client.ok("PUT", `${path}/jobs/${id}/schema`, schema);
      await cycle();
      assert.equal(target.named("ada@example.com")?.["emails"], undefined);
      await client.refused(400, "PUT", `${path}/jobs/${id}/schema`, { synchronizationRules: [] });
    });

    it("adds members in batches that the target takes", async () => {
      const many = Array.from({ length: 120 }, (_, index) => ({
        upn: `u${index}@example.com`,
        givenName: "U",
        surname: `${index}`,
        displayName: `U ${index}`,
      }));
      await client.stop();
      const world = {
        ...WORLD,
        entra: { ...WORLD.entra, users: many, groups: [{ displayName: "big", members: many.map(({ upn }) => upn) }] },
      };
      client = await Client.start({ world, aws: target.url, settings: { assignmentDelaySeconds: 0, startDelaySeconds: 3600 } });
      principal = (await client.instance()).servicePrincipal;
      path = `/v1.0/servicePrincipals/${principal.id}/synchronization`;
      await credentials();
      await assignGroup("big");
      await job();
      await cycle();
      assert.equal(target.membersOf("big").length, 120);
    });
  });

  describe("on demand", () => {
    let id: string;
    beforeEach(async () => {
      await credentials();
      id = await job();
    });
    const parameters = (objectId: string, objectTypeName: string, more: object = {}) => ({
      parameters: [{ ruleId: RULE, subjects: [{ objectId, objectTypeName, ...more }] }],
    });
    const demand = async (objectId: string, objectTypeName: string, more: object = {}) => {
      const answer = await client.ok("POST", `${path}/jobs/${id}/provisionOnDemand`, parameters(objectId, objectTypeName, more), 200);
      return JSON.parse(answer.value)[0] as { provisioningSteps: { status: string; details: Record<string, string> }[] };
    };

    it("provisions an assigned group with its members at once", async () => {
      await assignGroup("aws-data-engineers");
      const { provisioningSteps } = await demand(await client.groupId("aws-data-engineers"), "Group");
      assert.ok(provisioningSteps.every(({ status }) => status === "Success"));
      assert.deepEqual(target.membersOf("aws-data-engineers"), ["ada@example.com"]);
    });

    it("answers 200 and skips what is not assigned, or not seen yet", async () => {
      await settings({ assignmentDelaySeconds: 0.3 });
      await assignGroup("aws-auditors");
      const group = await client.groupId("aws-auditors");
      const { provisioningSteps } = await demand(group, "Group");
      assert.equal(provisioningSteps.at(-1)?.details["SkipReason"], "NotEffectivelyEntitled");
      assert.equal(target.groups.size, 0);
      await new Promise((resolve) => setTimeout(resolve, 320));
      await demand(group, "Group");
      assert.equal(target.groups.size, 1);
    });

    it("takes five members a call: the first five, or those that are named", async () => {
      const group = await client.groupId("aws-auditors");
      const upns = Array.from({ length: 7 }, (_, index) => `m${index}@example.com`);
      const users: string[] = [];
      for (const userPrincipalName of upns) {
        const body = {
          accountEnabled: true,
          displayName: userPrincipalName,
          givenName: "M",
          surname: "M",
          mailNickname: "m",
          passwordProfile: { password: "x" },
          userPrincipalName,
        };
        users.push((await client.ok("POST", "/v1.0/users", body)).id);
        await client.ok("POST", `/v1.0/groups/${group}/members/$ref`, { "@odata.id": `x/${users.at(-1)}` }, 204);
      }
      await assign(group);
      await demand(group, "Group");
      assert.deepEqual(target.membersOf("aws-auditors"), upns.slice(0, 5));
      await demand(group, "Group", { links: { members: users.slice(5).map((objectId) => ({ objectId, objectTypeName: "User" })) } });
      assert.deepEqual(target.membersOf("aws-auditors"), upns);
      const six = { links: { members: users.slice(0, 6).map((objectId) => ({ objectId, objectTypeName: "User" })) } };
      await client.refused(400, "POST", `${path}/jobs/${id}/provisionOnDemand`, parameters(group, "Group", six));
    });

    it("takes five calls in ten seconds", async () => {
      const group = await client.groupId("aws-auditors");
      for (let call = 0; call < 5; call++) await demand(group, "Group");
      const sixth = await client.call("POST", `${path}/jobs/${id}/provisionOnDemand`, parameters(group, "Group"));
      assert.equal(sixth.status, 429);
      assert.ok(Number(sixth.headers["retry-after"]) >= 1 && Number(sixth.headers["retry-after"]) <= 10);
    });

    it("refuses an unknown rule, object and type", async () => {
      const group = await client.groupId("aws-auditors");
      const call = (body: object, status = 400) => client.refused(status, "POST", `${path}/jobs/${id}/provisionOnDemand`, body);
      await call({ parameters: [{ ruleId: "", subjects: [{ objectId: group, objectTypeName: "Group" }] }] });
      await call(parameters("00000000-0000-0000-0000-00000000dead", "Group"), 404);
      await call(parameters(group, "Team"));
      await call({});
    });

    it("answers 200 with the failure when the target refuses the token", async () => {
      target.token = "another";
      const { provisioningSteps } = await demand(await client.groupId("aws-auditors"), "Group");
      assert.equal(provisioningSteps[0]?.details["ErrorCode"], INVALID);
    });
  });
});
