import assert from "node:assert/strict";
import { secret, type Resource } from "../../shared/plugin-client";
import { rig, type } from "../rig";

const principal = "b0b0b0b0-0000-4000-8000-000000000001";
const principalId = `/servicePrincipals/${principal}`;
const token = "SCIM-token-that-nobody-may-see";

describe("azuread stand-in: synchronization secrets", () => {
  const suite = rig();
  const credentials = [
    { key: "BaseAddress", value: "https://scim" },
    { key: "SecretToken", value: token },
  ];

  beforeEach(() => {
    suite.graph.put(`servicePrincipals/${principal}`, { appId: "c11e", tags: [] });
  });

  const create = (seconds = 0): Promise<Resource> =>
    suite.plugin.create(type("synchronizationSecret"), "s", { servicePrincipalId: principalId, credentials }, seconds);

  it("are secret in the state even when the program is careless, and keep their values where Graph masks them", async () => {
    const made = await create();
    assert.deepEqual(made.outputs["credentials"], secret(credentials));
    assert.deepEqual((await suite.plugin.refresh(made))?.outputs["credentials"], secret(credentials));
  });

  it("never show in an error, whatever the server says", async () => {
    suite.graph.fault = ({ method }) =>
      method === "PUT" ? { status: 400, code: "Bad", message: `The value ${token} is not good.` } : undefined;
    await assert.rejects(create(), (error: { details: string }) => {
      assert.doesNotMatch(error.details, new RegExp(token));
      return /The value \[secret\] is not good/.test(error.details);
    });
  });

  it("wait in vain while the server has a key more than was sent", async () => {
    suite.graph.objects.set(`servicePrincipals/${principal}/synchronization/secrets#`, {
      value: [{ key: "Left", value: "by the portal" }],
    });
    await assert.rejects(create(3), /Waiting for synchronization secrets for .*: context deadline exceeded/);
  });

  it("of two resources on one service principal are sent one after the other", async () => {
    const job = suite.plugin.create(type("synchronizationJob"), "j", { servicePrincipalId: principalId, templateId: "aWSSingleSignon" });
    await Promise.all([create(), job]);
    const kinds = suite.graph.sent.map(({ path }) => (path.endsWith("/secrets") ? "secret" : "job"));
    const changes = kinds.filter((kind, at) => at > 0 && kind !== kinds[at - 1]).length;
    // The secret's own last read comes after its lock is free, so it may fall among the job's requests.
    assert.ok(changes <= 3, kinds.join(" "));
  });
});
