import assert from "node:assert/strict";
import { INVALID, RULE, ProvisionedTenant } from "../provisioned-tenant";

describe("local Entra: provisioning", () => {
  const at = new ProvisionedTenant();
  beforeEach(() => at.start());
  afterEach(() => at.stop());

  describe("on demand", () => {
    let id: string;
    beforeEach(async () => {
      await at.credentials();
      id = await at.job();
    });
    const parameters = (objectId: string, objectTypeName: string, more: object = {}) => ({
      parameters: [{ ruleId: RULE, subjects: [{ objectId, objectTypeName, ...more }] }],
    });
    const demand = async (objectId: string, objectTypeName: string, more: object = {}) => {
      const answer = await at.client.ok("POST", `${at.path}/jobs/${id}/provisionOnDemand`, parameters(objectId, objectTypeName, more), 200);
      return JSON.parse(answer.value)[0] as { provisioningSteps: { status: string; details: Record<string, string> }[] };
    };

    it("provisions an assigned group with its members at once", async () => {
      await at.assignGroup("aws-data-engineers");
      const { provisioningSteps } = await demand(await at.client.groupId("aws-data-engineers"), "Group");
      assert.ok(provisioningSteps.every(({ status }) => status === "Success"));
      assert.deepEqual(at.target.membersOf("aws-data-engineers"), ["ada@example.com"]);
    });

    it("answers 200 and skips what is not assigned, or not seen yet", async () => {
      await at.settings({ assignmentDelaySeconds: 3600 });
      await at.assignGroup("aws-auditors");
      const group = await at.client.groupId("aws-auditors");
      const { provisioningSteps } = await demand(group, "Group");
      assert.equal(provisioningSteps.at(-1)?.details["SkipReason"], "NotEffectivelyEntitled");
      assert.equal(at.target.groups.size, 0);
      await at.settings({ assignmentDelaySeconds: 0 });
      await demand(group, "Group");
      assert.equal(at.target.groups.size, 1);
    });

    it("takes five members a call: the first five, or those that are named", async () => {
      const group = await at.client.groupId("aws-auditors");
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
        users.push((await at.client.ok("POST", "/v1.0/users", body)).id);
        await at.client.ok("POST", `/v1.0/groups/${group}/members/$ref`, { "@odata.id": `x/${users.at(-1)}` }, 204);
      }
      await at.assign(group);
      await demand(group, "Group");
      assert.deepEqual(at.target.membersOf("aws-auditors"), upns.slice(0, 5));
      await demand(group, "Group", { links: { members: users.slice(5).map((objectId) => ({ objectId, objectTypeName: "User" })) } });
      assert.deepEqual(at.target.membersOf("aws-auditors"), upns);
      const six = { links: { members: users.slice(0, 6).map((objectId) => ({ objectId, objectTypeName: "User" })) } };
      await at.client.refused(400, "POST", `${at.path}/jobs/${id}/provisionOnDemand`, parameters(group, "Group", six));
    });

    it("takes five calls in ten seconds", async () => {
      const group = await at.client.groupId("aws-auditors");
      for (let call = 0; call < 5; call++) await demand(group, "Group");
      const sixth = await at.client.call("POST", `${at.path}/jobs/${id}/provisionOnDemand`, parameters(group, "Group"));
      assert.equal(sixth.status, 429);
      assert.ok(Number(sixth.headers["retry-after"]) >= 1 && Number(sixth.headers["retry-after"]) <= 10);
    });

    it("refuses an unknown rule, object and type", async () => {
      const group = await at.client.groupId("aws-auditors");
      const call = (body: object, status = 400) => at.client.refused(status, "POST", `${at.path}/jobs/${id}/provisionOnDemand`, body);
      await call({ parameters: [{ ruleId: "", subjects: [{ objectId: group, objectTypeName: "Group" }] }] });
      await call(parameters("00000000-0000-0000-0000-00000000dead", "Group"), 404);
      await call(parameters(group, "Team"));
      await call({});
    });

    it("answers 200 with the failure when the target refuses the token, and the log has it", async () => {
      at.target.token = "another";
      const group = await at.client.groupId("aws-auditors");
      const { provisioningSteps } = await demand(group, "Group");
      assert.equal(provisioningSteps[0]?.details["ErrorCode"], INVALID);
      const filter = `jobId eq '${id}' and activityDateTime gt 2020-01-01T00:00:00.000Z`;
      const { value } = await at.client.ok("GET", `/v1.0/auditLogs/provisioning?$filter=${encodeURIComponent(filter)}`, undefined, 200);
      const [event, ...others] = value as {
        sourceIdentity: object;
        provisioningStatusInfo: { status: string; errorInformation: { reason: string } };
      }[];
      assert.deepEqual(others, []);
      assert.deepEqual(
        { ...event?.sourceIdentity, details: undefined },
        { id: group, displayName: "aws-auditors", identityType: "Group", details: undefined },
      );
      assert.equal(event?.provisioningStatusInfo.status, "failure");
      assert.match(event?.provisioningStatusInfo.errorInformation.reason ?? "", /HTTP 401/);
    });
  });
});
