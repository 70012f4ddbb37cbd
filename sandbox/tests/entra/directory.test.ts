import assert from "node:assert/strict";
import { Client, TENANT, USER_ROLE } from "./client";

const GROUP = {
  "@odata.type": "#microsoft.graph.group",
  description: null,
  displayName: "aws-new",
  groupTypes: [],
  isAssignableToRole: false,
  mailEnabled: false,
  mailNickname: "0a1b2c3d-4",
  membershipRule: null,
  resourceBehaviorOptions: [],
  resourceProvisioningOptions: [],
  securityEnabled: true,
};
const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

describe("local Entra: groups, users, assignments, claims policies, tenant", () => {
  let client: Client;
  before(async () => {
    client = await Client.start();
  });
  after(() => client.stop());

  it("goes the provider's way with a group", async () => {
    const owner = `${client.base}/v1.0/directoryObjects/${client.caller}`;
    const group = await client.ok("POST", "/beta/groups", { ...GROUP, "owners@odata.bind": [owner] });
    await client.ok("PATCH", `/beta/groups/${group.id}`, { displayName: "TERRAFORM_UPDATE_x" });
    await client.ok("PATCH", `/beta/groups/${group.id}`, { displayName: "aws-new" });
    const read = await client.get(`/beta/groups/${group.id}`);
    assert.equal(read.displayName, "aws-new");
    assert.ok("membershipRule" in read && read.membershipRule === null, "membershipRule is an explicit null");
    assert.deepEqual(ids((await client.get(`/beta/groups/${group.id}/owners`)).value), [client.caller]);
    for (const list of ["members", "memberOf"]) assert.deepEqual((await client.get(`/beta/groups/${group.id}/${list}`)).value, []);
    await client.ok("DELETE", `/beta/groups/${group.id}`);
    await client.refused(404, "GET", `/beta/groups/${group.id}`);
  });

  it("goes the provider's way with a member", async () => {
    const [group, user] = [await client.groupId("aws-auditors"), await client.userId("grace@example.com")];
    const members = `/beta/groups/${group}/members`;
    await client.ok("POST", `${members}/$ref`, { "@odata.id": `${client.base}/beta/directoryObjects/${user}` }, 204);
    assert.deepEqual(ids(await client.list(members, `id eq '${user}'`)), [user]);
    assert.match((await client.refused(400, "POST", `${members}/$ref`, { "@odata.id": `x/${user}` })).message, /references already exist/);
    await client.ok("DELETE", `${members}/${user}/$ref`);
    assert.deepEqual(await client.list(members, `id eq '${user}'`), []);
    await client.refused(404, "POST", `${members}/$ref`, { "@odata.id": "x/00000000-0000-0000-0000-00000000dead" });
  });

  it("answers the filters of groups that the provider sends", async () => {
    const names = async (filter: string): Promise<string[]> =>
      (await client.list("/beta/groups", filter)).map(({ displayName }) => displayName as string);
    assert.deepEqual(await names("displayName eq 'aws-interns' and securityEnabled eq true"), ["aws-interns"]);
    assert.deepEqual(await names("securityEnabled eq true and startsWith(displayName, 'aws-d')"), ["aws-data-engineers"]);
    assert.deepEqual(await names("displayName in ('aws-interns', 'aws-auditors') and not (mailEnabled eq true)"), [
      "aws-interns",
      "aws-auditors",
    ]);
    assert.deepEqual(await names("displayName eq 'o''brien'"), []);
  });

  it("allows two groups of one name, but no nameless one and no unknown owner", async () => {
    for (const mailNickname of ["a", "b"]) await client.ok("POST", "/v1.0/groups", { ...GROUP, displayName: "twin", mailNickname });
    assert.equal((await client.list("/v1.0/groups", "displayName eq 'twin'")).length, 2);
    await client.refused(400, "POST", "/v1.0/groups", { ...GROUP, displayName: "" });
    const owner = { ...GROUP, "owners@odata.bind": ["x/00000000-0000-0000-0000-00000000dead"] };
    assert.doesNotMatch(
      (await client.refused(400, "POST", "/v1.0/groups", owner)).message,
      /does not exist or one of its queried|property values specified are invalid/,
    );
  });

  it("tells the members of groups in a group", async () => {
    assert.equal((await client.get(`/v1.0/groups/${await client.groupId("aws-data-engineers")}/transitiveMembers`)).value.length, 4);
  });

  it("finds a user by name, then by id with a long selection, and has no manager", async () => {
    const [user] = await client.list("/v1.0/users", "userPrincipalName eq 'ADA@example.com'");
    const selected = await client.get(`/v1.0/users/${user.id}?$select=id,userPrincipalName,department,employeeId,mail`);
    assert.equal(selected.department, "Engines");
    assert.ok(!("givenName" in selected));
    await client.refused(404, "GET", `/v1.0/users/${user.id}/manager`);
    await client.ok("PUT", `/v1.0/users/${user.id}/manager/$ref`, { "@odata.id": `x/${await client.userId("grace@example.com")}` });
    assert.equal((await client.get(`/v1.0/users/${user.id}/manager`)).displayName, "Grace Hopper");
  });

  it("knows domains, organization, licence and security defaults", async () => {
    assert.equal((await client.get("/v1.0/domains")).value[0].id, "example.com");
    assert.equal((await client.get("/v1.0/organization")).value[0].id, TENANT);
    assert.equal((await client.get("/v1.0/subscribedSkus")).value[0].skuPartNumber, "AAD_PREMIUM_P2");
    assert.equal((await client.get("/v1.0/policies/identitySecurityDefaultsEnforcementPolicy")).isEnabled, false);
  });

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

  it("has claims of the portal in beta alone, and none where nobody edited them", async () => {
    const principal = `servicePrincipals/${(await client.instance()).servicePrincipal.id}/claimsPolicy`;
    assert.equal((await client.call("GET", `/beta/${principal}`)).status, 404);
    const claims = [{ "@odata.type": "#microsoft.graph.customClaim", name: "x", configurations: [] }];
    await client.ok("PUT", `/beta/${principal}`, { includeBasicClaimSet: true, claims }, 201);
    await client.ok("PATCH", `/beta/${principal}`, { audienceOverride: "https://x" });
    const { includeBasicClaimSet, audienceOverride, claims: kept } = await client.get(`/beta/${principal}`);
    assert.deepEqual([includeBasicClaimSet, audienceOverride, kept], [true, "https://x", claims]);
    assert.equal((await client.call("GET", `/v1.0/${principal}`)).status, 400);
    assert.equal((await client.call("PUT", `/beta/${principal}`, { claims: [{}] })).status, 400);
  });

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
