import assert from "node:assert/strict";
import type { Client } from "./client";
import { type AssignedApp, homeLocation, POLICIES, policyOn, startAssignedApp } from "./conditional-access";

describe("local Entra: sign-ins", () => {
  let app: AssignedApp;
  let client: Client;
  beforeEach(async () => {
    app = await startAssignedApp();
    ({ client } = app);
  });
  afterEach(() => client.stop());

  const policy = (parts?: Parameters<typeof policyOn>[1]) => policyOn(app, parts);
  const signIn = (attempt: object = {}) =>
    client.ok("POST", "/_sandbox/sign-in", { user: "ada@example.com", appId: app.appId, ...attempt }, 201);

  it("judges sign-ins and keeps them in the log", async () => {
    const made = await client.ok("POST", POLICIES, policy());
    const without = await signIn();
    assert.deepEqual([without.status.errorCode, without.conditionalAccessStatus], [50076, "failure"]);
    const withKey = await signIn({ methods: ["fido2"] });
    assert.deepEqual([withKey.status.errorCode, withKey.conditionalAccessStatus], [0, "success"]);
    assert.deepEqual(
      withKey.appliedConditionalAccessPolicies.map(({ id, result }: Record<string, string>) => [id, result]),
      [[made.id, "success"]],
    );
    const legacy = await signIn({ methods: ["fido2"], clientAppType: "other" });
    assert.equal(legacy.status.errorCode, 50076, "a legacy client cannot show a second factor");
    const log = await client.list(
      "/v1.0/auditLogs/signIns",
      `appId eq '${app.appId}' and createdDateTime ge 2020-01-01T00:00:00Z and status/errorCode eq 0`,
    );
    assert.deepEqual(
      log.map(({ id }) => id),
      [withKey.id],
    );
  });

  it("judges place, exclusions, devices, report-only and assignment", async () => {
    const [home, travellers] = [await homeLocation(app), await client.groupId("aws-auditors")];
    const place = { locations: { includeLocations: ["All"], excludeLocations: [home.id] } };
    await client.ok(
      "POST",
      POLICIES,
      policy({ displayName: "geo", conditions: place, users: { excludeGroups: [travellers] }, grant: { builtInControls: ["block"] } }),
    );
    assert.equal((await signIn({ country: "US" })).status.errorCode, 53003);
    assert.equal((await signIn({ country: "DE" })).status.errorCode, 0);
    await client.ok("POST", `/v1.0/groups/${travellers}/members/$ref`, { "@odata.id": `x/${app.ada}` }, 204);
    assert.equal((await signIn({ country: "US" })).status.errorCode, 0);
    await client.ok(
      "POST",
      POLICIES,
      policy({ displayName: "device", state: "enabledForReportingButNotEnforced", grant: { builtInControls: ["compliantDevice"] } }),
    );
    const reported = await signIn({ country: "DE" });
    assert.equal(reported.status.errorCode, 0);
    assert.equal(
      reported.appliedConditionalAccessPolicies.find(({ displayName }: { displayName: string }) => displayName === "device").result,
      "reportOnlyFailure",
    );
    assert.equal((await signIn({ user: "grace@example.com", country: "DE" })).status.errorCode, 50105);
    await client.ok("PATCH", `/v1.0/users/${app.ada}`, { accountEnabled: false });
    assert.equal((await signIn()).status.errorCode, 50057);
  });
});
