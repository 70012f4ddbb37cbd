import assert from "node:assert/strict";
import { Client, IDENTITY_CENTER } from "./client";

/**
 * What the official provider must find in an answer, beyond that it comes: its SDK tells null from absent, and some
 * types are known by their annotation only. What it gets wrong otherwise is said beside each.
 */
describe("local Entra: what the official provider needs back", () => {
  let client: Client;
  before(async () => {
    client = await Client.start();
  });
  after(() => client.stop());

  it("explicit nulls of an application: absent claims would be a lasting difference, an absent token version 0", async () => {
    const { application } = await client.instance();
    for (const read of [application, await client.get(`/v1.0/applications/${application.id}`)]) {
      assert.ok("groupMembershipClaims" in read && read.groupMembershipClaims === null);
      assert.ok("requestedAccessTokenVersion" in read.api && read.api.requestedAccessTokenVersion === null);
    }
  });

  it("explicit null of a group's rule, also in lists: absent would be a dynamic group", async () => {
    for (const group of (await client.get("/beta/groups")).value) assert.ok("membershipRule" in group && group.membershipRule === null);
  });

  it("no null for the bytes of a key where keyCredentials are selected: it is a hard error", async () => {
    const { servicePrincipal } = await client.instance();
    const path = `/v1.0/servicePrincipals/${servicePrincipal.id}`;
    await client.ok("POST", `${path}/addTokenSigningCertificate`, {}, 200);
    const { keyCredentials } = await client.get(`${path}?$select=keyCredentials`);
    assert.deepEqual(
      keyCredentials.map(({ key }: { key?: string }) => typeof key),
      ["undefined", "string"],
    );
  });

  it("the type of an entity is taken and not kept", async () => {
    const { application } = await client.instance();
    const odata = "#microsoft.graph.application";
    await client.ok("PATCH", `/v1.0/applications/${application.id}`, { "@odata.type": odata, notes: "x", web: { "@odata.type": "y" } });
    const read = await client.get(`/v1.0/applications/${application.id}`);
    assert.deepEqual([read.notes, read["@odata.type"], read.web["@odata.type"]], ["x", undefined, undefined]);
  });

  it("the type of locations, and of each range, in the answer, a read and a list", async () => {
    const ip = {
      "@odata.type": "#microsoft.graph.ipNamedLocation",
      displayName: "office",
      ipRanges: ["192.0.2.0/24", "2001:db8::/32"].map((cidrAddress) => ({
        "@odata.type": "#microsoft.graph.iPv4CidrRange",
        cidrAddress,
      })),
      isTrusted: false,
    };
    const path = "/v1.0/identity/conditionalAccess/namedLocations";
    const made = await client.ok("POST", path, ip);
    for (const read of [made, await client.get(`${path}/${made.id}`), (await client.get(path)).value[0]]) {
      assert.equal(read["@odata.type"], ip["@odata.type"]);
      assert.deepEqual(read.ipRanges, ip.ipRanges);
    }
  });

  it("the service principal in step with its application", async () => {
    const { application, servicePrincipal } = await client.instance();
    const uri = "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1";
    await client.ok("PATCH", `/v1.0/applications/${application.id}`, {
      appRoles: [{ ...application.appRoles[0], isEnabled: false }, application.appRoles[1]],
      identifierUris: [uri],
      web: { homePageUrl: "https://aws.amazon.com/" },
    });
    const read = await client.get(`/v1.0/servicePrincipals/${servicePrincipal.id}`);
    const changed = await client.get(`/v1.0/applications/${application.id}`);
    assert.deepEqual([read.appRoles, read.oauth2PermissionScopes], [changed.appRoles, changed.api.oauth2PermissionScopes]);
    assert.deepEqual(read.appRoles[0].isEnabled, false);
    assert.deepEqual(read.servicePrincipalNames, [uri, application.appId]);
    assert.equal(read.homepage, "https://aws.amazon.com/");
    assert.deepEqual(read.replyUrls, ["https://*.signin.aws.amazon.com/platform/saml/acs/*"], "a PATCH of web keeps what it does not name");
    assert.equal(read.applicationTemplateId, IDENTITY_CENTER);
  });

  it("conditions and controls replaced whole by a PATCH", async () => {
    const { servicePrincipal } = await client.instance();
    const path = "/v1.0/identity/conditionalAccess/policies";
    const when = {
      applications: { includeApplications: [servicePrincipal.appId] },
      users: { includeUsers: ["All"] },
      clientAppTypes: ["all"],
    };
    const timed = { isEnabled: true, value: 4, type: "hours", frequencyInterval: "timeBased" };
    const sessionControls = { cloudAppSecurity: null, disableResilienceDefaults: false, signInFrequency: timed };
    const made = await client.ok("POST", path, {
      displayName: "p",
      state: "disabled",
      conditions: { ...when, platforms: { includePlatforms: ["all"], excludePlatforms: [] } },
      grantControls: { operator: "OR", builtInControls: ["mfa"] },
      sessionControls,
    });
    assert.deepEqual(made.sessionControls, sessionControls, "as it was sent");
    await client.ok("PATCH", `${path}/${made.id}`, { conditions: when, sessionControls: null });
    const read = await client.get(`${path}/${made.id}`);
    assert.deepEqual([read.conditions.platforms, read.sessionControls], [null, null]);
    const everyTime = { isEnabled: true, frequencyInterval: "everyTime", authenticationType: "primaryAndSecondaryAuthentication" };
    await client.ok("PATCH", `${path}/${made.id}`, { sessionControls: { cloudAppSecurity: null, signInFrequency: everyTime } });
    assert.deepEqual((await client.get(`${path}/${made.id}`)).sessionControls, { cloudAppSecurity: null, signInFrequency: everyTime });
  });

  it("every filter that the provider sends, and what it finds", async () => {
    const ada = await client.userId("ada@example.com");
    await client.ok("PATCH", `/v1.0/users/${ada}`, { employeeId: "0815", mailNickname: "ada" });
    for (const filter of [
      "userPrincipalName eq 'ada@example.com'",
      "mail eq 'ada@example.com'",
      "mailNickname eq 'ada'",
      "employeeId eq '0815'",
    ]) {
      assert.deepEqual(
        (await client.list("/v1.0/users", filter)).map(({ id }) => id),
        [ada],
        filter,
      );
    }
    assert.deepEqual(await client.list("/beta/groups", "mailEnabled eq true"), []);
    assert.equal((await client.list("/beta/groups", "mailEnabled eq false and securityEnabled eq true")).length, 3);
    const application = await client.ok("POST", "/v1.0/applications", { displayName: "O'Brien's" });
    assert.deepEqual(
      (await client.list("/v1.0/applications", "displayName eq 'O''Brien''s'")).map(({ id }) => id),
      [application.id],
      "doubled quotes",
    );
  });

  it("JSON lists with a value, even when there is nothing in them", async () => {
    const { application, servicePrincipal } = await client.instance();
    const group = `/beta/groups/${await client.groupId("aws-auditors")}`;
    const principal = `/v1.0/servicePrincipals/${servicePrincipal.id}`;
    for (const path of [
      `/v1.0/applications/${application.id}/owners`,
      `${principal}/owners`,
      `${principal}/claimsMappingPolicies`,
      `${principal}/synchronization/secrets`,
      `${group}/members`,
      `${group}/owners`,
      `${group}/memberOf`,
    ]) {
      const answer = await client.call("GET", path);
      assert.deepEqual([answer.status, answer.body.value], [200, []], path);
      assert.match(String(answer.headers["content-type"]), /^application\/json/);
    }
  });
});
