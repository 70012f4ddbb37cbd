import assert from "node:assert/strict";
import { BASE, INVALID, ProvisionedTenant } from "../provisioned-tenant";
import { ScimTarget } from "../scim-target";

describe("local Entra: provisioning jobs and credentials", () => {
  const at = new ProvisionedTenant();
  beforeEach(() => at.start());
  afterEach(() => at.stop());

  describe("credentials", () => {
    it("keep their order, hide the token, take a mask for what is there, and vanish when empty", async () => {
      await at.credentials();
      const list = async (): Promise<[string, string][]> =>
        (await at.client.get(`${at.path}/secrets`)).value.map(({ key, value }: Record<string, string>) => [key, value]);
      assert.deepEqual(await list(), [
        ["BaseAddress", BASE],
        ["SecretToken", "*"],
        ["SyncAll", "false"],
      ]);
      await at.client.ok("PUT", `${at.path}/secrets`, {
        value: [
          { key: "SecretToken", value: "*" },
          { key: "BaseAddress", value: BASE },
        ],
      });
      assert.deepEqual(
        (await list()).map(([key]) => key),
        ["SecretToken", "BaseAddress", "SyncAll"],
      );
      const id = await at.job();
      assert.equal((await at.client.call("POST", `${at.path}/jobs/${id}/validateCredentials`, { useSavedCredentials: true })).status, 204);
      await at.client.ok("PUT", `${at.path}/secrets`, {
        value: ["BaseAddress", "SecretToken", "SyncAll"].map((key) => ({ key, value: "" })),
      });
      assert.deepEqual(await list(), []);
    });

    it("are refused with an unknown key, an address without TLS, and on an application without a template", async () => {
      await at.client.refused(400, "PUT", `${at.path}/secrets`, { value: [{ key: "Baseadress", value: "x" }] });
      await at.client.refused(400, "PUT", `${at.path}/secrets`, { value: [{ key: "BaseAddress", value: "http://example.com" }] });
      const plain = await at.client.ok("POST", "/v1.0/applications", { displayName: "plain" });
      const { id } = await at.client.ok("POST", "/v1.0/servicePrincipals", { appId: plain.appId });
      await at.client.refused(400, "PUT", `/v1.0/servicePrincipals/${id}/synchronization/secrets`, { value: [] });
      await at.client.refused(400, "POST", `/v1.0/servicePrincipals/${id}/synchronization/jobs`, { templateId: "aWSSingleSignon" });
    });

    it("are validated against the target", async () => {
      await at.credentials("wrong-token");
      const id = await at.job();
      assert.equal(
        (await at.client.refused(400, "POST", `${at.path}/jobs/${id}/validateCredentials`, { useSavedCredentials: true })).code,
        INVALID,
      );
    });

    it("never show the token", async () => {
      await at.credentials("wrong-token-of-mine");
      const id = await at.job();
      await at.cycle();
      for (const answer of [
        await at.read(id),
        await at.client.get("/_sandbox/state"),
        await at.client.get("/_sandbox/requests"),
        await at.client.get(`${at.path}/secrets`),
      ]) {
        assert.ok(!JSON.stringify(answer).includes("wrong-token-of-mine"));
      }
    });
  });

  describe("a job", () => {
    it("goes the provider's way: made, started, paused, deleted, always with a schedule", async () => {
      const made = await at.client.ok("POST", `${at.path}/jobs`, { templateId: "aWSSingleSignon" });
      assert.match(made.id, /^aWSSingleSignon\.22222222222222222222222222222222\.[0-9a-f-]{36}$/);
      assert.deepEqual(made.schedule, { expiration: null, interval: "PT40M", state: "Disabled" });
      await at.client.ok("POST", `${at.path}/jobs/${made.id}/start`, undefined, 204);
      assert.equal((await at.read(made.id)).schedule.state, "Active");
      await at.client.ok("POST", `${at.path}/jobs/${made.id}/pause`, undefined, 204);
      assert.deepEqual([(await at.read(made.id)).schedule.state, (await at.read(made.id)).status.code], ["Paused", "Paused"]);
      await at.client.refused(400, "POST", `${at.path}/jobs`, { templateId: "aWSSingleSignon" });
      await at.client.ok("DELETE", `${at.path}/jobs/${made.id}`);
      await at.client.refused(404, "GET", `${at.path}/jobs/${made.id}`);
    });

    it("refuses the template of another application", async () => {
      await at.client.refused(400, "POST", `${at.path}/jobs`, { templateId: "aws" });
    });

    it("goes with its application", async () => {
      const id = await at.job();
      await at.client.ok("DELETE", `/v1.0/applications/${at.application.id}`);
      await at.client.refused(404, "GET", `${at.path}/jobs/${id}`);
      assert.deepEqual((await at.cycle()).jobs, []);
    });

    it("without credentials ends in quarantine with the reason, and leaves it when they come", async () => {
      const id = await at.job();
      await at.cycle();
      const { status } = await at.read(id);
      assert.deepEqual(
        [status.code, status.quarantine.error.code, status.quarantine.reason],
        ["Quarantine", INVALID, "EncounteredQuarantineException"],
      );
      await at.credentials();
      await at.cycle();
      assert.deepEqual([(await at.read(id)).status.code, (await at.read(id)).status.quarantine], ["Active", null]);
    });

    it("with a wrong token ends in quarantine with the reason", async () => {
      await at.credentials("wrong-token");
      const id = await at.job();
      await at.cycle();
      const { quarantine } = (await at.read(id)).status;
      assert.equal(quarantine.error.code, INVALID);
      assert.match(quarantine.error.message, /HTTP 401/);
    });

    it("says so when the target is not there", async () => {
      await at.target.stop();
      await at.credentials();
      const id = await at.job();
      await at.cycle();
      assert.equal(
        (await at.read(id)).status.quarantine.error.code,
        "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable",
      );
      at.target = await ScimTarget.start();
    });

    it("runs by itself after its start and at its interval, until it is paused", async () => {
      await at.settings({ startDelaySeconds: 0, cycleIntervalSeconds: 0.1 });
      await at.credentials();
      await at.assignGroup("aws-auditors");
      const id = await at.job();
      await at.until("the group", () => at.target.named("aws-auditors") !== undefined);
      await at.assignGroup("aws-interns");
      await at.until("the second group", () => at.target.named("aws-interns") !== undefined);
      await at.client.ok("POST", `${at.path}/jobs/${id}/pause`, undefined, 204);
      await new Promise((resolve) => setTimeout(resolve, 150));
      const calls = at.target.calls.length;
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.equal(at.target.calls.length, calls);
    });

    it("takes a new interval at once, for the cycle that is planned already", async () => {
      await at.settings({ startDelaySeconds: 0, cycleIntervalSeconds: 0.3 });
      await at.credentials();
      await at.assignGroup("aws-auditors");
      await at.job();
      await at.until("the group", () => at.target.named("aws-auditors") !== undefined);
      await at.cycle();
      await at.settings({ cycleIntervalSeconds: 3600 });
      await at.assignGroup("aws-interns");
      await new Promise((resolve) => setTimeout(resolve, 600));
      assert.equal(at.target.named("aws-interns"), undefined);
      await at.settings({ cycleIntervalSeconds: 0.05 });
      await at.until("the second group", () => at.target.named("aws-interns") !== undefined);
    });
  });
});
