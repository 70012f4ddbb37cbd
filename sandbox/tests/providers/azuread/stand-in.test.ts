import assert from "node:assert/strict";
import { keptState } from "../shared/plugin-client";
import { rig, type } from "./rig";

const principal = "b0b0b0b0-0000-4000-8000-000000000001";

describe("azuread stand-in: failures", () => {
  const suite = rig();

  beforeEach(() => {
    suite.graph.put(`servicePrincipals/${principal}`, { appId: "c11e", tags: [] });
  });

  it("keeps an application whose creation failed half-way in the state", async () => {
    suite.graph.fault = ({ method }) =>
      method === "DELETE" ? { status: 404, code: "Request_ResourceNotFound", message: "No such owner." } : undefined;
    const error: unknown = await suite.plugin.create(type("application"), "a", { displayName: "plain" }).then(
      () => assert.fail("it should fail"),
      (reason: unknown) => reason,
    );
    const kept = keptState(error)!;
    assert.match(kept.id, /^\/applications\//);
    assert.match(kept.reasons[0] ?? "", /^Could not remove initial owner from application/);
  });

  it("names what Conditional Access refuses while planning", async () => {
    const conditions = { applications: { includedApplications: ["a"] }, clientAppTypes: ["all"], users: { includedUsers: ["All"] } };
    const common = { displayName: "p", state: "enabled", conditions };
    const refusals = async (inputs: object): Promise<string[]> =>
      (await suite.plugin.checked(type("conditionalAccessPolicy"), "p", inputs)).failures;
    assert.deepEqual(await refusals({ ...common, grantControls: { operator: "OR", builtInControls: ["mfa"] } }), []);
    assert.deepEqual(await refusals(common), ['"grantControls": one of grantControls,sessionControls must be specified']);
    assert.match(
      (await refusals({ ...common, sessionControls: { signInFrequency: 4 } }))[0] ?? "",
      /all of signInFrequency,signInFrequencyPeriod/,
    );
    assert.deepEqual(await refusals({ ...common, grantControls: { builtInControls: ["mfa"] } }), [
      "Missing required property 'grantControls.operator'",
    ]);
  });
});
